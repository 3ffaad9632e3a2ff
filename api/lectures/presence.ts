import { sql } from 'kysely'
import { newId } from '#domain/ids.ts'
import { lectureJoined, lectureLeft } from '#domain/lectures/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { holdOpen } from './access.ts'
import { engineIntervals } from './engine-presence.ts'
import { personIn } from './people.ts'

/** An interval whose process has said nothing for this long is closed at what it last said. */
export const STALE_MS = 60_000

/** One person's comings and goings in one lecture happen one after the other, whatever process they come through. */
export const lockPerson = (tx: Transaction, lectureId: string, accountId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`${lectureId} ${accountId}`}, 0))`.execute(tx.db)

/**
 * Opens an interval for one connection of the caller; the first connection tells the room. Null when the lecture has
 * ended: reading what was is allowed, being present is not.
 */
export const openPresence = (ctx: Context, lectureId: string, connection: string): Promise<string | null> =>
  inTransaction(ctx, async (tx) => {
    const accountId = actorOf(tx).id
    if (!(await holdOpen(tx, lectureId))) return null
    await lockPerson(tx, lectureId, accountId)
    const already = await personIn(tx, lectureId, accountId)
    const [id, now] = [newId(), tx.now()]
    await tx.db
      .insertInto('presenceInterval')
      .values({
        id,
        lectureId,
        accountId,
        connection,
        process: tx.services.processId,
        joinedAt: now,
        seenAt: now,
      })
      .execute()
    const person = already ? null : await personIn(tx, lectureId, accountId)
    if (person) tx.publish(topicOf('lecture', lectureId), lectureJoined, { person })
    return id
  })

/**
 * Closes an interval: now, or with `stale` at the moment its process was last heard of. The last one of a person tells
 * the room. An interval that is closed already stays as it is.
 */
export const closePresence = (ctx: Context, intervalId: string, stale = false): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const interval = await tx.db
      .selectFrom('presenceInterval')
      .select(['lectureId', 'accountId'])
      .where('id', '=', intervalId)
      .executeTakeFirst()
    if (!interval) return
    const { lectureId, accountId } = interval
    await lockPerson(tx, lectureId, accountId)
    const now = tx.now()
    const update = tx.db
      .updateTable('presenceInterval')
      .set({ leftAt: sql<Date>`greatest(joined_at, ${stale ? sql.ref('seen_at') : sql.val(now)})` })
      .where('id', '=', intervalId)
      .where('leftAt', 'is', null)
    const closed = await (stale ? update.where('seenAt', '<', new Date(now.getTime() - STALE_MS)) : update)
      .returning('id')
      .executeTakeFirst()
    if (!closed || (await personIn(tx, lectureId, accountId))) return
    tx.publish(topicOf('lecture', lectureId), lectureLeft, { accountId })
  })

/** Closes the intervals of processes that are gone. Run by the worker; harmless when two do it at once. */
export const closeStalePresence = async (ctx: Context): Promise<void> => {
  const rows = await ctx.db
    .selectFrom('presenceInterval')
    .select('id')
    .where('leftAt', 'is', null)
    .where('seenAt', '<', new Date(ctx.now().getTime() - STALE_MS))
    .execute()
  for (const row of rows) await closePresence(ctx, row.id, true)
}

/** Closes everybody's intervals because the lecture ends; those of silent processes where these fell silent. */
export const closeAllPresence = async (tx: Transaction, lectureId: string, endedAt: Date): Promise<void> => {
  const silent = new Date(tx.now().getTime() - STALE_MS)
  await tx.db
    .updateTable('presenceInterval')
    .set({
      leftAt: sql<Date>`greatest(joined_at, case when seen_at < ${silent} then seen_at else ${endedAt} end)`,
    })
    .where('lectureId', '=', lectureId)
    .where('leftAt', 'is', null)
    .execute()
}

export interface PersonInterval {
  accountId: string
  joinedAt: Date
  leftAt: Date
}

/** Writes who was there as somebody else saw it, in one statement. The room is not told. No access check. */
export const recordPresence = async (
  tx: Transaction,
  lectureId: string,
  intervals: readonly PersonInterval[],
): Promise<void> => {
  if (intervals.length === 0) return
  const rows = intervals.map((interval) => ({
    ...interval,
    id: newId(),
    lectureId,
    connection: 'recorded',
    process: tx.services.processId,
    seenAt: interval.leftAt,
  }))
  await tx.db.insertInto('presenceInterval').values(rows).execute()
}

/** Every interval of a lecture, with what its engine saw; those that are open as if they closed at `until`. */
export const intervalsUntil = async (
  ctx: Context,
  lectureId: string,
  until: Date,
): Promise<PersonInterval[]> => {
  const rows = await ctx.db
    .selectFrom('presenceInterval')
    .select(['accountId', 'joinedAt', 'leftAt'])
    .where('lectureId', '=', lectureId)
    .execute()
  const own = rows.map((row) => ({ ...row, leftAt: row.leftAt ?? until }))
  return [...own, ...(await engineIntervals(ctx, lectureId, own))]
}

/** Every closed interval of a lecture, with what its engine saw. */
export const intervalsOf = async (ctx: Context, lectureId: string): Promise<PersonInterval[]> => {
  const rows = await ctx.db
    .selectFrom('presenceInterval')
    .select(['accountId', 'joinedAt', 'leftAt'])
    .where('lectureId', '=', lectureId)
    .where('leftAt', 'is not', null)
    .execute()
  const own = rows.map((row) => ({ ...row, leftAt: row.leftAt ?? row.joinedAt }))
  return [...own, ...(await engineIntervals(ctx, lectureId, own))]
}
