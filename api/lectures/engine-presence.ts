import { sql } from 'kysely'
import { intervalsOfStays, type OccupantEvent, type Stay, staysIn } from '#domain/lectures/jitsi/occupants.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { lectureOfRoom } from './engines/jitsi-room.ts'
import { mediaKey } from './engines/relay-process.ts'

/** Those of people whom we know; a deployment may have others. */
const ofOurs = async (ctx: Context, stays: readonly Stay[]): Promise<Stay[]> => {
  if (stays.length === 0) return []
  const known = await ctx.db
    .selectFrom('account')
    .select('id')
    .where('id', 'in', [...new Set(stays.map(({ accountId }) => accountId))])
    .execute()
  const ids = new Set(known.map(({ id }) => id))
  return stays.filter(({ accountId }) => ids.has(accountId))
}

/**
 * Keeps what a deployment tells of comings and goings in a lecture's room: once, however often and in whatever order it is
 * told. It adds facts for the register and changes nothing that we saw ourselves; other rooms are none of ours.
 */
export const recordOccupants = async (ctx: Context, event: OccupantEvent): Promise<void> => {
  const lectureId = lectureOfRoom(mediaKey(ctx.services), event.room_name)
  if (!lectureId) return
  await inTransaction(ctx, async (tx) => {
    const lecture = await tx.db
      .selectFrom('lecture')
      .select('id')
      .where('id', '=', lectureId)
      .where('engine', '=', 'jitsi')
      .executeTakeFirst()
    const stays = lecture ? await ofOurs(tx, staysIn(event)) : []
    if (stays.length === 0) return
    await tx.db
      .insertInto('enginePresence')
      .values(stays.map((stay) => ({ ...stay, lectureId })))
      .onConflict((conflict) =>
        conflict.columns(['lectureId', 'occupant', 'joinedAt']).doUpdateSet({
          // The first end that was told stays: an end of the room names it once more.
          leftAt: sql<Date | null>`coalesce(engine_presence.left_at, excluded.left_at)`,
        }),
      )
      .execute()
  })
}

interface Interval {
  accountId: string
  joinedAt: Date
  leftAt: Date
}

/** What the engine of a lecture saw, beside what we saw ourselves. */
export const engineIntervals = async (
  ctx: Context,
  lectureId: string,
  own: readonly Interval[],
): Promise<Interval[]> => {
  const stays = await ctx.db
    .selectFrom('enginePresence')
    .select(['accountId', 'joinedAt', 'leftAt'])
    .where('lectureId', '=', lectureId)
    .execute()
  if (stays.length === 0) return []
  const { startedAt, endedAt } = await ctx.db
    .selectFrom('lecture')
    .select(['startedAt', 'endedAt'])
    .where('id', '=', lectureId)
    .executeTakeFirstOrThrow()
  return intervalsOfStays(stays, own, { from: startedAt, to: endedAt ?? ctx.now() })
}
