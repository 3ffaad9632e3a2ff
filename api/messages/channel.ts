import { sql } from 'kysely'
import { newId } from '#domain/ids.ts'
import type { Context, Transaction } from '#platform/context.ts'

/** The channels every class is born with; names are translated by the client by their kind. */
const FIRST_CHANNELS = [
  { kind: 'announcements', name: 'Announcements', posting: 'staff' },
  { kind: 'general', name: 'General', posting: 'everyone' },
  { kind: 'questions', name: 'Questions', posting: 'everyone' },
] as const

/** Gives a new class its channels, in the transaction that makes the class. */
export const createFirstChannels = async (tx: Transaction, classId: string): Promise<void> => {
  await tx.db
    .insertInto('channel')
    .values(
      FIRST_CHANNELS.map((channel, position) => ({
        ...channel,
        id: newId(),
        classId,
        position,
        createdAt: tx.now(),
      })),
    )
    .execute()
}

/** For each of the account's classes: the channel to open first and how many messages it has not read. */
export const unreadByClass = async (
  ctx: Context,
  accountId: string,
): Promise<Map<string, { mainChannelId: string | null; unread: number }>> => {
  const { rows } = await sql<{ classId: string; mainChannelId: string | null; unread: number }>`
    select ch.class_id as "classId",
      (array_agg(ch.id order by ch.position) filter (where ch.kind = 'general'))[1] as "mainChannelId",
      coalesce(sum(greatest(ch.last_message_no - coalesce(r.read_no, 0), 0)), 0)::int as unread
    from enrollment e
    join channel ch on ch.class_id = e.class_id and ch.archived_at is null and ch.kind <> 'lecture'
    left join read_state r on r.channel_id = ch.id and r.account_id = e.account_id
    where e.account_id = ${accountId} and e.ended_at is null
    group by ch.class_id`.execute(ctx.db)
  return new Map(rows.map((row) => [row.classId, { mainChannelId: row.mainChannelId, unread: row.unread }]))
}

/** Makes the chat of a lecture, in the transaction that starts it. It stands apart from the channels of the class. */
export const createLectureChannel = async (
  tx: Transaction,
  channel: { id: string; classId: string; name: string },
): Promise<void> => {
  await tx.db
    .insertInto('channel')
    .values({ ...channel, kind: 'lecture', createdAt: tx.now() })
    .execute()
}
