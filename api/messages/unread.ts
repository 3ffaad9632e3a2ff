import { type RawBuilder, sql } from 'kysely'
import type { Context, Transaction } from '#platform/context.ts'

/**
 * How many messages after a number were taken back. An index of their own knows them, so it costs what was taken back
 * since then, however long the channel's history is.
 */
export const takenBackAfter = (channelId: RawBuilder<unknown>, no: RawBuilder<unknown>) => sql<number>`(
  select count(*)::int from message where message.channel_id = ${channelId} and message.no > ${no}
    and message.deleted_at is not null)`

/** The same of one channel the caller may read, after what it has read there. */
export const takenBackOf = async (ctx: Context, channelId: string, readNo: number): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select ${takenBackAfter(sql`${channelId}::uuid`, sql`${readNo}::bigint`)} as count`.execute(ctx.db)
  return rows[0]?.count ?? 0
}

/** For each of the account's classes: the channel to open first and how many messages it has not read. */
export const unreadByClass = async (
  ctx: Context,
  accountId: string,
): Promise<Map<string, { mainChannelId: string | null; unread: number }>> => {
  const { rows } = await sql<{ classId: string; mainChannelId: string | null; unread: number }>`
    select e.class_id as "classId",
      (array_agg(ch.id order by ch.position) filter (where ch.kind = 'general'))[1] as "mainChannelId",
      coalesce(sum(greatest(ch.last_message_no - coalesce(r.read_no, 0)
        - ${takenBackAfter(sql`ch.id`, sql`coalesce(r.read_no, 0)`)}, 0)), 0)::int as unread
    from enrollment e
    join channel ch on ch.audience_id = e.class_id and ch.archived_at is null and ch.kind <> 'lecture'
    left join read_state r on r.channel_id = ch.id and r.account_id = e.account_id
    where e.account_id = ${accountId} and e.ended_at is null
    group by e.class_id`.execute(ctx.db)
  return new Map(rows.map((row) => [row.classId, { mainChannelId: row.mainChannelId, unread: row.unread }]))
}

/** Who joins a class, a group or the school begins with what is written from then on: the backlog is there to read, but not unread. */
export const beginReading = async (tx: Transaction, audienceId: string, accountId: string): Promise<void> => {
  await sql`
    insert into read_state as r (channel_id, account_id, read_no, updated_at)
    select id, ${accountId}, last_message_no, ${tx.now()} from channel
      where audience_id = ${audienceId} and kind <> 'lecture' and last_message_no > 0
    on conflict (channel_id, account_id) do update
      set read_no = greatest(r.read_no, excluded.read_no), updated_at = excluded.updated_at`.execute(tx.db)
}
