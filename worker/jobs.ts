import type { JobHandler } from '#platform/queue/run.ts'
import { makePreviewsJob } from './files/make-previews.ts'
import { rebuildGradebookHandler } from './grades/rebuild-gradebook.ts'
import { writeTermReport } from './reports/write-report.ts'
import { applyRosterJob, checkRosterJob } from './rosters/import-roster.ts'

/** Every job the worker can do. */
export const jobs: JobHandler[] = [
  rebuildGradebookHandler,
  checkRosterJob,
  applyRosterJob,
  writeTermReport,
  makePreviewsJob,
]
