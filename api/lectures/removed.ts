import { handsLowered, lectureLeft } from '#domain/lectures/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import type { Transaction } from '#platform/context.ts'

/** The lectures that are open now, of a class or of all. */
const openLectures = (tx: Transaction, classId: string | undefined) => {
  const open = tx.db.selectFrom('lecture').select('lecture.id').where('state', '=', 'open')
  return classId === undefined ? open : open.where('classId', '=', classId)
}

const lowerHands = async (tx: Transaction, accountId: string, classId: string | undefined): Promise<void> => {
  const rows = await tx.db
    .updateTable('hand')
    .set({ loweredAt: tx.now(), loweredBy: tx.actor?.id ?? null })
    .where('accountId', '=', accountId)
    .where('loweredAt', 'is', null)
    .where('lectureId', 'in', openLectures(tx, classId))
    .returning(['id', 'lectureId'])
    .execute()
  for (const { id, lectureId } of rows)
    tx.publish(topicOf('lecture', lectureId), handsLowered, { handIds: [id] })
}

const closePresence = async (
  tx: Transaction,
  accountId: string,
  classId: string | undefined,
): Promise<void> => {
  const rows = await tx.db
    .updateTable('presenceInterval')
    .set((eb) => ({ leftAt: eb.fn<Date>('greatest', ['joinedAt', eb.val(tx.now())]) }))
    .where('accountId', '=', accountId)
    .where('leftAt', 'is', null)
    .where('lectureId', 'in', openLectures(tx, classId))
    .returning('lectureId')
    .execute()
  for (const lectureId of new Set(rows.map((row) => row.lectureId)))
    tx.publish(topicOf('lecture', lectureId), lectureLeft, { accountId })
}

/**
 * Takes somebody out of the rooms of a class they no longer belong to, or of all rooms when the account is stopped, in
 * the transaction that does so: the hand goes down, so that nobody calls on them, and they are no longer shown as there.
 */
export const leaveRooms = async (tx: Transaction, accountId: string, classId?: string): Promise<void> => {
  await lowerHands(tx, accountId, classId)
  await closePresence(tx, accountId, classId)
}
