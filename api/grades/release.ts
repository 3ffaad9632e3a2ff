import { gradesReleased } from '#domain/grades/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import type { Transaction } from '#platform/context.ts'
import type { Database } from '#platform/db/connect.ts'
import { guardiansOf } from '../classes/audience.ts'
import { noteRows } from './row.ts'
import { wantTotals } from './wanted.ts'

/** Which entry of a column each of these students sees; who sees none is left out. No access check. */
export const releasedNos = async (
  db: Database,
  itemId: string,
  studentIds: readonly string[],
): Promise<Map<string, number>> => {
  if (studentIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('gradeRelease')
    .select(['studentId', 'entryNo'])
    .where('itemId', '=', itemId)
    .where('studentId', 'in', [...studentIds])
    .execute()
  return new Map(rows.map((row) => [row.studentId, row.entryNo]))
}

/**
 * Makes these students see again what they saw of a column before a release: an older entry, or nothing. What was
 * released since stays. No access check.
 */
export const takeBackReleases = async (
  tx: Transaction,
  classId: string,
  itemId: string,
  releases: readonly { studentId: string; entryNo: number; beforeNo: number | null }[],
): Promise<void> => {
  if (releases.length === 0) return
  await wantTotals(tx, classId)
  for (const { studentId, entryNo, beforeNo } of releases) {
    const of = { itemId, studentId, entryNo }
    if (beforeNo === null)
      await tx.db
        .deleteFrom('gradeRelease')
        .where((where) => where.and(of))
        .execute()
    else
      await tx.db
        .updateTable('gradeRelease')
        .set({ entryNo: beforeNo })
        .where((where) => where.and(of))
        .execute()
  }
  const studentIds = releases.map((release) => release.studentId)
  await noteRows(tx, classId, studentIds)
  const guardians = await guardiansOf(tx.db, studentIds)
  for (const { studentId } of releases)
    for (const accountId of [studentId, ...(guardians.get(studentId) ?? [])])
      tx.publish(topicOf('account', accountId), gradesReleased, { classId, studentId, itemIds: [itemId] })
}
