import { withItem } from '../newest-first.ts'
import { reducer } from '../reducer.ts'
import { type ReportView, reportChanged } from './contract.ts'

/** Reports, newest first, after an event of the school's topic. */
export const applyToReports = reducer<{ reports: ReportView[]; next: string | null }>((on) => [
  on(reportChanged, ({ reports, next }, { report }) => ({
    reports: withItem(reports, report, next !== null),
    next,
  })),
])

/** One report after an event of the school's topic or of who asked for it. */
export const applyToReport = reducer<ReportView>((on) => [
  on(reportChanged, (before, { report }) => (report.id === before.id ? report : before)),
])
