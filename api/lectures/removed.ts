import { handsLowered, lectureLeft } from '#domain/lectures/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import type { Transaction } from '#platform/context.ts'

/** Out of which rooms: those of a class, one, or all. */
interface Which {
  classId?: string | undefined
  lectureId?: string
}

/** The lectures that are open now. */
const openLectures = (tx: Transaction, { classId, lectureId }: Which) => {
  const open = tx.db.selectFrom('lecture').select('lecture.id').where('state', '=', 'open')
  const ofClass = classId === undefined ? open : open.where('classId', '=', classId)
  return lectureId === undefined ? ofClass : ofClass.where('id', '=', lectureId)
}

const lowerHands = async (tx: Transaction, accountId: string, which: Which): Promise<void> => {
  const rows = await tx.db
    .updateTable('hand')
    .set({ loweredAt: tx.now(), loweredBy: tx.actor?.id ?? null })
    .where('accountId', '=', accountId)
    .where('loweredAt', 'is', null)
    .where('lectureId', 'in', openLectures(tx, which))
    .returning(['id', 'lectureId'])
    .execute()
  for (const { id, lectureId } of rows)
    tx.publish(topicOf('lecture', lectureId), handsLowered, { handIds: [id] })
}

const closePresence = async (tx: Transaction, accountId: string, which: Which): Promise<void> => {
  const rows = await tx.db
    .updateTable('presenceInterval')
    .set((eb) => ({ leftAt: eb.fn<Date>('greatest', ['joinedAt', eb.val(tx.now())]) }))
    .where('accountId', '=', accountId)
    .where('leftAt', 'is', null)
    .where('lectureId', 'in', openLectures(tx, which))
    .returning('lectureId')
    .execute()
  for (const lectureId of new Set(rows.map((row) => row.lectureId)))
    tx.publish(topicOf('lecture', lectureId), lectureLeft, { accountId })
}

const leave = async (tx: Transaction, accountId: string, which: Which): Promise<void> => {
  await lowerHands(tx, accountId, which)
  await closePresence(tx, accountId, which)
}

/**
 * Takes somebody out of the rooms of a class they no longer belong to, or of all rooms when the account is stopped, in
 * the transaction that does so: the hand goes down, so that nobody calls on them, and they are no longer shown as there.
 */
export const leaveRooms = (tx: Transaction, accountId: string, classId?: string): Promise<void> =>
  leave(tx, accountId, { classId })

/** The same for the one room that somebody was sent out of. */
export const leaveRoom = (tx: Transaction, accountId: string, lectureId: string): Promise<void> =>
  leave(tx, accountId, { lectureId })
