import { type Context, inTransaction } from '#platform/context.ts'
import { lockPerson, STALE_MS } from './presence.ts'
import { leaveRoom } from './removed.ts'

/** Lowered in one go of the worker; those left over are in the next. */
const AT_ONCE = 500

/** Hands that are up in open lectures of people who have not been there for a minute. */
const absentHands = (ctx: Context) => {
  const since = new Date(ctx.now().getTime() - STALE_MS)
  return ctx.db
    .selectFrom('hand')
    .innerJoin('lecture', 'lecture.id', 'hand.lectureId')
    .select(['hand.lectureId', 'hand.accountId'])
    .where('lecture.state', '=', 'open')
    .where('hand.loweredAt', 'is', null)
    .where('hand.raisedAt', '<', since)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('presenceInterval')
            .select('presenceInterval.id')
            .whereRef('presenceInterval.lectureId', '=', 'hand.lectureId')
            .whereRef('presenceInterval.accountId', '=', 'hand.accountId')
            .where((eb) => eb.or([eb('leftAt', 'is', null), eb('leftAt', '>', since)])),
        ),
      ),
    )
}

/**
 * Lowers the hands of who has gone and does not come back, with the presence that a process which died has left behind:
 * nobody calls on them. A page that is loaded anew keeps its hand. Run by the worker; harmless when two do it at once.
 */
export const lowerAbsentHands = async (ctx: Context): Promise<void> => {
  for (const { lectureId, accountId } of await absentHands(ctx).limit(AT_ONCE).execute())
    await inTransaction(ctx, async (tx) => {
      await lockPerson(tx, lectureId, accountId)
      const still = await absentHands(tx)
        .where('hand.lectureId', '=', lectureId)
        .where('hand.accountId', '=', accountId)
        .executeTakeFirst()
      if (still) await leaveRoom(tx, accountId, lectureId)
    })
}
