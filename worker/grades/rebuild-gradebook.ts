import { gradebookSnapshot, totalsOf, writeTotals } from '#api/grades/total.ts'
import { rebuildGradebook } from '#domain/grades/contract.ts'
import { handler } from '#platform/queue/run.ts'

/**
 * Works out all totals of a class from one snapshot, outside any lock, and writes them with the proof that this worker
 * still owns the job. What changed meanwhile has asked for the next rebuild already.
 */
export const rebuildGradebookHandler = handler(rebuildGradebook, async (ctx, { classId }, run) => {
  const snapshot = await gradebookSnapshot(ctx, classId)
  if (!snapshot) return
  const rows = totalsOf(snapshot)
  await run.finish((tx) => writeTotals(tx, snapshot, rows))
})
