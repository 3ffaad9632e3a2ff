import type { JobHandler } from '#platform/queue/run.ts'
import { applyRosterJob, checkRosterJob } from './admin/import-roster.ts'
import { writeTermReport } from './admin/write-report.ts'
import { makePreviewsJob } from './files/make-previews.ts'
import { rebuildGradebookHandler } from './grades/rebuild-gradebook.ts'

/** Every job the worker can do. */
export const jobs: JobHandler[] = [
  rebuildGradebookHandler,
  checkRosterJob,
  applyRosterJob,
  writeTermReport,
  makePreviewsJob,
]
