import type { RecordedGrade } from '#domain/grades/contract.ts'
import { notFound } from '#domain/problem.ts'
import type { Transaction } from '#platform/context.ts'
import type { Database } from '#platform/db/connect.ts'
import { actorOf } from '../accounts/account.ts'
import { plainDecimal } from './category.ts'

/**
 * Begins a batch: the grades of one act, which has one undo. False when it is there already, from an earlier try of the
 * same act. The caller holds the class's gradebook (`wantTotals`).
 */
export const openBatch = async (
  tx: Transaction,
  classId: string,
  id: string,
  undoes: string | null = null,
): Promise<boolean> => {
  const recordedBy = actorOf(tx).id
  const row = await tx.db
    .insertInto('gradeBatch')
    .values({ id, classId, undoes, recordedBy, recordedAt: tx.now() })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (row) return true
  const known = await tx.db
    .selectFrom('gradeBatch')
    .select(['classId', 'recordedBy', 'undoes'])
    .where('id', '=', id)
    .executeTakeFirst()
  // An id that stands for another act is nothing that this caller could have made.
  if (known?.classId !== classId || known.recordedBy !== recordedBy || known.undoes !== undoes)
    throw notFound()
  return false
}

/** The grades that a batch has recorded. */
export const gradesOfBatch = async (db: Database, batchId: string): Promise<RecordedGrade[]> => {
  const rows = await db
    .selectFrom('gradeEntry')
    .select(['studentId', 'itemId', 'no', 'score', 'excused', 'comment', 'recordedAt'])
    .where('batchId', '=', batchId)
    .execute()
  return rows.map((row) => ({
    ...row,
    score: row.score === null ? null : plainDecimal(row.score),
    recordedAt: row.recordedAt.toISOString(),
  }))
}
