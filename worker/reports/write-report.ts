import {
  failReport,
  finishReport,
  markReport,
  type StartedReport,
  startReport,
} from '#api/reports/report-run.ts'
import { newId } from '#domain/ids.ts'
import { writeReport as writeReportJob } from '#domain/reports/contract.ts'
import type { Context } from '#platform/context.ts'
import { handler, type Run } from '#platform/queue/run.ts'
import { writeReport } from './report-workbook.ts'

/** Milliseconds between two words about progress. */
const TELL_EVERY = 400
/** Percent that the classes make up; the rest is the end of the file. */
const CLASSES_PART = 95

const teller = (ctx: Context, run: Run, report: StartedReport) => {
  let last = 0
  return async (written: number): Promise<void> => {
    if (Date.now() - last < TELL_EVERY) return
    last = Date.now()
    const percent = (written / Math.max(1, report.cover.classes.length)) * CLASSES_PART
    await run.progress(percent)
    await markReport(ctx, report.id, percent)
  }
}

/**
 * Writes a report into the blob store: under a name of its own that nobody sees, until the transaction that ends the job
 * makes it the report's. A worker that dies leaves nothing visible, and the next try starts anew.
 */
const produce = async (ctx: Context, report: StartedReport, run: Run): Promise<void> => {
  const blobKey = `report-${newId()}`
  const writer = await ctx.services.blobs.writer(blobKey)
  try {
    const { cells } = await writeReport(
      writer.stream,
      report.cover,
      report.classes(),
      report.words,
      teller(ctx, run, report),
    )
    const { size } = await writer.commit()
    await run.finish((tx) => finishReport(tx, report.id, { blobKey, size, cells, fileName: report.fileName }))
  } catch (error) {
    await writer.abort()
    await ctx.services.blobs.remove(blobKey)
    throw error
  }
}

/** Writes the term report that somebody asked for. */
export const writeTermReport = handler(
  writeReportJob,
  async (ctx, { reportId }, run) => {
    const report = await startReport(ctx, reportId)
    if (report) await produce(ctx, report, run)
  },
  (tx, { reportId }, reason) => failReport(tx, reportId, reason === 'forbidden' ? 'forbidden' : 'internal'),
)
