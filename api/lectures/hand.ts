import { handCalled, handRaised, handsLowered } from '#domain/lectures/contract.ts'
import type { Hand } from '#domain/lectures/hand-queue.ts'
import { can } from '#domain/permission.ts'
import { notFound, Problem } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { classFor } from '../classes/access.ts'
import { holdOpen, lectureFor, lessonOver } from './access.ts'

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

const lower = async (tx: Transaction, lectureId: string, handId?: string): Promise<void> => {
  const update = tx.db
    .updateTable('hand')
    .set({ loweredAt: tx.now(), loweredBy: actorOf(tx).id })
    .where('lectureId', '=', lectureId)
    .where('loweredAt', 'is', null)
  const rows = await (handId ? update.where('id', '=', handId) : update).returning('id').execute()
  const handIds = rows.map((row) => row.id)
  if (handIds.length > 0) tx.publish(topicOf('lecture', lectureId), handsLowered, { handIds })
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
  await inTransaction(ctx, (tx) => lower(tx, lectureId, handId))
}

/** Lowers every hand of the lecture. */
export const lowerAllHands = async (ctx: Context, lectureId: string): Promise<void> => {
  await lectureFor(ctx, lectureId, 'lecture.moderate')
  await inTransaction(ctx, (tx) => lower(tx, lectureId))
}

/** Calls on a person whose hand is up; calling twice changes nothing. */
export const callOnHand = async (ctx: Context, lectureId: string, handId: string): Promise<void> => {
  await lectureFor(ctx, lectureId, 'lecture.moderate')
  await inTransaction(ctx, async (tx) => {
    const calledAt = tx.now()
    const row = await tx.db
      .updateTable('hand')
      .set({ calledAt })
      .where('id', '=', handId)
      .where('lectureId', '=', lectureId)
      .where('loweredAt', 'is', null)
      .where('calledAt', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!row) return
    tx.publish(topicOf('lecture', lectureId), handCalled, { handId, calledAt: calledAt.toISOString() })
  })
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
