import * as z from 'zod/mini'
import { endpoint, event, failure, id, instant, job, nothing, who } from '../contract.ts'
import { cursor, pageSize } from '../page.ts'
import { LOCALES } from '../school/school.ts'

export const REPORT_STATES = ['waiting', 'running', 'ready', 'failed'] as const

export const reportView = z.object({
  id,
  termName: z.string(),
  classCount: z.int(),
  locale: z.enum(LOCALES),
  state: z.enum(REPORT_STATES),
  percent: z.int(),
  fileName: z.nullable(z.string()),
  size: z.nullable(z.int()),
  cells: z.nullable(z.int()),
  error: failure,
  requestedBy: who,
  requestedAt: instant,
  readyAt: z.nullable(instant),
})
export type ReportView = z.output<typeof reportView>

export const requestReport = endpoint({
  method: 'POST',
  path: '/api/reports',
  needs: 'grade.export',
  summary:
    'Ask for the term report of classes as one workbook. Retrying with the same id gives the same report.',
  input: z.strictObject({
    id,
    termId: id,
    /** All the classes of the term that the caller may export when left out. */
    classIds: z.optional(z.array(id).check(z.minLength(1), z.maxLength(1000, 'too-many'))),
    /** The school's language when left out. */
    locale: z.optional(z.enum(LOCALES)),
  }),
  output: reportView,
})

export const listReports = endpoint({
  method: 'GET',
  path: '/api/reports',
  needs: 'grade.export',
  summary: 'Reports, newest first: all of the school for administration, else the own ones.',
  input: z.strictObject({ after: cursor, limit: pageSize(100) }),
  output: z.object({ reports: z.array(reportView), next: z.nullable(z.string()) }),
})

export const getReport = endpoint({
  method: 'GET',
  path: '/api/reports/:reportId',
  needs: 'grade.export',
  summary: 'One report.',
  input: nothing,
  output: reportView,
})

export const reportChanged = event(
  'report.changed',
  'A report got on; when it is ready it can be downloaded: topic of who asked, and the school’s.',
  z.object({ report: reportView }),
  { keep: 7 },
)

export const writeReport = job('write-report', 'Write a term report.', z.object({ reportId: id }), {
  attempts: 5,
})
