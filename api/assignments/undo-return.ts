import type { MarkingRow } from '#domain/assignments/contract.ts'
import { notFound, Problem } from '#domain/problem.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { takeBackReleases } from '../grades/release.ts'
import { type AccessibleAssignment, assignmentFor } from './access.ts'
import { lastReturns } from './last-return.ts'
import { itemIdOf, rowsOf } from './marking.ts'
import { lockWork } from './return.ts'
import { tellSubmission } from './submission.ts'

/** Takes the return off whoever has not looked and got no later one. The condition and the change are one statement. */
const takeOff = async (tx: Transaction, assignmentId: string, returnId: string) => {
  const last = await lastReturns(tx.db, assignmentId)
  const studentIds = [...last.values()].filter((one) => one.id === returnId).map((one) => one.studentId)
  if (studentIds.length === 0) return []
  return tx.db
    .updateTable('workReturn')
    .set({ undoneAt: tx.now() })
    .where('assignmentId', '=', assignmentId)
    .where('id', '=', returnId)
    .where('studentId', 'in', studentIds)
    .where('seenAt', 'is', null)
    .where('undoneAt', 'is', null)
    .returning(['studentId', 'entryNo', 'beforeEntryNo', 'beforeState', 'beforeReturnedAt'])
    .execute()
}

type Undone = Awaited<ReturnType<typeof takeOff>>[number]

/** The work as it was; what was only made by the return goes, unless the student has begun something since. */
const restoreWork = async (tx: Transaction, found: AccessibleAssignment, undone: Undone): Promise<void> => {
  const ofStudent = { assignmentId: found.id, studentId: undone.studentId }
  const state = undone.beforeState ?? 'working'
  const { id, lastAttemptNo, draft } = await tx.db
    .updateTable('submission')
    .set({ state, returnedAt: undone.beforeReturnedAt })
    .where((where) => where.and(ofStudent))
    .returning(['id', 'lastAttemptNo', 'draft'])
    .executeTakeFirstOrThrow()
  if (undone.beforeState === null && lastAttemptNo === 0 && draft === '')
    await tx.db
      .deleteFrom('submission')
      .where('id', '=', id)
      .where((where) =>
        where.not(
          where.exists(
            where
              .selectFrom('submissionFile')
              .select('fileId')
              .whereRef('submissionId', '=', 'submission.id'),
          ),
        ),
      )
      .execute()
  await tellSubmission(tx, found, undone.studentId, state, lastAttemptNo)
}

const releasesOf = (undone: readonly Undone[]) =>
  undone.flatMap(({ studentId, entryNo, beforeEntryNo: beforeNo }) =>
    entryNo === null || entryNo === beforeNo ? [] : [{ studentId, entryNo, beforeNo }],
  )

/**
 * Takes a return back from everybody who has not looked at it: the work waits again, and the student sees of it what they
 * saw before. Who has looked, or got a later return, keeps it and is counted. Undone already, it changes nothing. Throws
 * `conflict` when everybody has looked.
 */
export const undoReturn = async (
  ctx: Context,
  assignmentId: string,
  returnId: string,
): Promise<{ undone: number; kept: number; submissions: MarkingRow[] }> => {
  const found = await assignmentFor(ctx, assignmentId, 'grade.write')
  const done = await inTransaction(ctx, async (tx) => {
    await lockWork(tx, assignmentId)
    const undone = await takeOff(tx, assignmentId, returnId)
    for (const one of undone) await restoreWork(tx, found, one)
    const itemId = await itemIdOf(tx, assignmentId)
    if (itemId !== null) await takeBackReleases(tx, found.classId, itemId, releasesOf(undone))
    const all = await tx.db
      .selectFrom('workReturn')
      .select(['undoneAt', 'studentId'])
      .where('assignmentId', '=', assignmentId)
      .where('id', '=', returnId)
      .execute()
    if (all.length === 0) throw notFound()
    const kept = all.filter((row) => row.undoneAt === null).length
    if (undone.length === 0 && kept > 0) throw new Problem('conflict', { code: 'return-seen' })
    if (undone.length > 0)
      tx.audit(
        'assignment.return-undone',
        { kind: 'assignment', id: assignmentId },
        { count: undone.length, kept },
      )
    return { undone: undone.length, kept, studentIds: new Set(all.map((row) => row.studentId)) }
  })
  const { studentIds, ...counts } = done
  return {
    ...counts,
    submissions: (await rowsOf(ctx, found)).filter((row) => studentIds.has(row.student.id)),
  }
}
