import { handCalled, handRaised, handsLowered } from '#domain/lectures/contract.ts'
import type { Hand } from '#domain/lectures/hand-queue.ts'
import type { FloorChange, FloorState } from '#domain/lectures/media/floor.ts'
import { can } from '#domain/permission.ts'
import { notFound, Problem } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { classFor } from '../classes/access.ts'
import { holdOpen, lectureFor, lessonOver } from './access.ts'
import { changeFloorIn, holdFloor, orderFloor } from './floor.ts'

type Which = 'all' | 'called' | { handId: string }

const microphone = (what: 'give' | 'take', accountId: string): FloorChange => ({
  what,
  floor: 'microphone',
  accountId,
})

const selectHands = (ctx: Context, lectureId: string) =>
  ctx.db
    .selectFrom('hand')
    .innerJoin('account', 'account.id', 'hand.accountId')
    .select(['hand.id', 'hand.accountId', 'account.displayName', 'hand.raisedAt', 'hand.calledAt'])
    .where('hand.lectureId', '=', lectureId)
    .where('hand.loweredAt', 'is', null)
    .orderBy('hand.raisedAt')
    .orderBy('hand.id')

type Row = Awaited<ReturnType<ReturnType<typeof selectHands>['executeTakeFirstOrThrow']>>

const viewOf = (row: Row): Hand => ({
  ...row,
  raisedAt: row.raisedAt.toISOString(),
  calledAt: row.calledAt?.toISOString() ?? null,
})

/** The hands that are up, first raised first. */
export const handsIn = async (ctx: Context, lectureId: string): Promise<Hand[]> =>
  (await selectHands(ctx, lectureId).execute()).map(viewOf)

/** Raises the caller's hand. A person has one hand: raising it again answers the one that is up. */
export const raiseHand = async (ctx: Context, lectureId: string, handId: string): Promise<Hand> => {
  await lectureFor(ctx, lectureId, 'lecture.join')
  const accountId = actorOf(ctx).id
  return inTransaction(ctx, async (tx) => {
    if (!(await holdOpen(tx, lectureId))) throw lessonOver()
    const row = await tx.db
      .insertInto('hand')
      .values({ id: handId, lectureId, accountId, raisedAt: tx.now() })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    const hand = await selectHands(tx, lectureId).where('hand.accountId', '=', accountId).executeTakeFirst()
    // The id was used for a hand that is down again: the client makes a new one for each raising.
    if (!hand) throw new Problem('conflict', { code: 'id-taken' })
    if (row) tx.publish(topicOf('lecture', lectureId), handRaised, { hand: viewOf(hand) })
    return viewOf(hand)
  })
}

/** Lowers hands that are up; a microphone that came with the call goes with the hand. Answers the floor if it changed. */
const lower = async (tx: Transaction, lectureId: string, which: Which): Promise<FloorState | null> => {
  await holdFloor(tx, lectureId)
  const update = tx.db
    .updateTable('hand')
    .set({ loweredAt: tx.now(), loweredBy: actorOf(tx).id })
    .where('lectureId', '=', lectureId)
    .where('loweredAt', 'is', null)
  const chosen =
    which === 'all'
      ? update
      : which === 'called'
        ? update.where('calledAt', 'is not', null)
        : update.where('id', '=', which.handId)
  const rows = await chosen.returning(['id', 'accountId', 'gaveFloor']).execute()
  if (rows.length === 0) return null
  tx.publish(topicOf('lecture', lectureId), handsLowered, { handIds: rows.map((row) => row.id) })
  const lent = rows.filter((row) => row.gaveFloor).map((row) => microphone('take', row.accountId))
  return lent.length > 0 ? changeFloorIn(tx, lectureId, lent) : null
}

/** Lowers a hand: one's own, or anybody's for staff. A hand that is down already stays down. */
export const lowerHand = async (ctx: Context, lectureId: string, handId: string): Promise<void> => {
  const lecture = await lectureFor(ctx, lectureId, 'lecture.join')
  const found = await classFor(ctx, lecture.classId, 'lecture.join')
  const hand = await ctx.db
    .selectFrom('hand')
    .select('accountId')
    .where('id', '=', handId)
    .where('lectureId', '=', lectureId)
    .executeTakeFirst()
  if (!hand) throw notFound()
  const staff = can(ctx.actor, 'lecture.moderate', { schoolId: found.schoolId, classId: lecture.classId })
  if (!staff && hand.accountId !== actorOf(ctx).id) throw new Problem('forbidden')
  const floor = await inTransaction(ctx, (tx) => lower(tx, lectureId, { handId }))
  if (floor) await orderFloor(ctx, lecture, floor)
}

/** Lowers every hand of the lecture. */
export const lowerAllHands = async (ctx: Context, lectureId: string): Promise<void> => {
  const lecture = await lectureFor(ctx, lectureId, 'lecture.moderate')
  const floor = await inTransaction(ctx, (tx) => lower(tx, lectureId, 'all'))
  if (floor) await orderFloor(ctx, lecture, floor)
}

const call = async (tx: Transaction, lectureId: string, handId: string): Promise<FloorState | null> => {
  const calledAt = tx.now()
  const held = await holdFloor(tx, lectureId)
  const hand = await tx.db
    .selectFrom('hand')
    .select('accountId')
    .where('id', '=', handId)
    .where('lectureId', '=', lectureId)
    .where('loweredAt', 'is', null)
    .where('calledAt', 'is', null)
    .executeTakeFirst()
  if (!hand) return null
  const taken = await lower(tx, lectureId, 'called')
  const before = taken ?? held
  const floor = await changeFloorIn(tx, lectureId, [microphone('give', hand.accountId)])
  const gaveFloor = floor.no !== before.no
  await tx.db.updateTable('hand').set({ calledAt, gaveFloor }).where('id', '=', handId).execute()
  tx.publish(topicOf('lecture', lectureId), handCalled, { handId, calledAt: calledAt.toISOString() })
  return gaveFloor || taken ? floor : null
}

/**
 * Calls on a person whose hand is up: whoever was called on before sits down, and the microphone goes from them to this
 * person, where it is not open to all anyway. Calling twice changes nothing.
 */
export const callOnHand = async (ctx: Context, lectureId: string, handId: string): Promise<void> => {
  const lecture = await lectureFor(ctx, lectureId, 'lecture.moderate')
  const floor = await inTransaction(ctx, (tx) => call(tx, lectureId, handId))
  if (floor) await orderFloor(ctx, lecture, floor)
}

/** Lowers what is still up when a lecture ends; `lecture.ended` tells the room. */
export const lowerHandsAtEnd = async (tx: Transaction, lectureId: string): Promise<void> => {
  await tx.db
    .updateTable('hand')
    .set({ loweredAt: tx.now(), loweredBy: tx.actor?.id ?? null })
    .where('lectureId', '=', lectureId)
    .where('loweredAt', 'is', null)
    .execute()
}
