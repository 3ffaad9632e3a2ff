import { randomInt } from 'node:crypto'
import { newId } from '#domain/ids.ts'
import * as contract from '#domain/lectures/hold/contract.ts'
import { type Candidate, type PickedState, pick } from '#domain/lectures/hold/picker.ts'
import { isStudent } from '#domain/permission.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { actorOf } from '../../accounts/account.ts'
import { lectureFor } from '../access.ts'
import { holdFloor } from '../floor.ts'
import { peopleIn } from '../people.ts'
import { talkIn } from '../talk.ts'

const FINE = 2 ** 32

/** Whom chance picked, while every screen shows it. No access check. */
export const pickedIn = async (ctx: Context, lectureId: string): Promise<PickedState> => {
  const row = await ctx.db
    .selectFrom('lecturePick')
    .innerJoin('account', 'account.id', 'lecturePick.accountId')
    .select(['account.id', 'account.displayName'])
    .where('lecturePick.lectureId', '=', lectureId)
    .where('lecturePick.shown', '=', true)
    .executeTakeFirst()
  return row ?? null
}

/** The pupils in the room, with how often each was picked and called on in this lecture, and how long they talked. */
const candidatesIn = async (ctx: Context, lectureId: string): Promise<Candidate[]> => {
  const picks = await ctx.db
    .selectFrom('lecturePick')
    .select('accountId')
    .where('lectureId', '=', lectureId)
    .execute()
  const calls = await ctx.db
    .selectFrom('hand')
    .select('accountId')
    .where('lectureId', '=', lectureId)
    .where('calledAt', 'is not', null)
    .execute()
  const count = (rows: { accountId: string }[], id: string) =>
    rows.filter((row) => row.accountId === id).length
  const talk = await talkIn(ctx, lectureId)
  const people = (await peopleIn(ctx, lectureId)).filter(isStudent)
  return people.map(({ id }) => ({
    id,
    picked: count(picks, id),
    called: count(calls, id),
    talkMs: talk.get(id) ?? 0,
  }))
}

const hide = (tx: Transaction, lectureId: string) =>
  tx.db
    .updateTable('lecturePick')
    .set({ shown: false })
    .where('lectureId', '=', lectureId)
    .where('shown', '=', true)
    .returning('id')
    .executeTakeFirst()

/** Picks a pupil who is in the room and shows it to all; null where there is none. */
export const pickPerson = async (ctx: Context, lectureId: string): Promise<PickedState> => {
  await lectureFor(ctx, lectureId, 'lecture.moderate')
  return inTransaction(ctx, async (tx) => {
    await holdFloor(tx, lectureId)
    const accountId = pick(await candidatesIn(tx, lectureId), randomInt(FINE) / FINE)
    if (accountId === null) return null
    await hide(tx, lectureId)
    const row = {
      id: newId(),
      lectureId,
      accountId,
      pickedBy: actorOf(tx).id,
      pickedAt: tx.now(),
      shown: true,
    }
    await tx.db.insertInto('lecturePick').values(row).execute()
    const picked = await pickedIn(tx, lectureId)
    tx.publish(topicOf('lecture', lectureId), contract.personPicked, { picked })
    return picked
  })
}

/** Takes whom chance picked from the screens; the count stays. */
export const clearPick = async (ctx: Context, lectureId: string): Promise<void> => {
  await lectureFor(ctx, lectureId, 'lecture.moderate')
  await inTransaction(ctx, async (tx) => {
    await holdFloor(tx, lectureId)
    if (await hide(tx, lectureId))
      tx.publish(topicOf('lecture', lectureId), contract.personPicked, { picked: null })
  })
}
