import { sql } from 'kysely'
import type { InboxMessage } from '#domain/today/contract.ts'
import type { Context } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { type InboxPlace, isAfter, momentOf } from '../today/inbox-place.ts'

const EXCERPT = 280

/** Messages of others that the caller has not read, in all running classes, newest first; of groups
 * and conversations the list of channels tells. What was taken back is gone. */
export const unreadMessages = async (
  ctx: Context,
  after: InboxPlace | null,
  limit: number,
): Promise<InboxMessage[]> => {
  const actor = actorOf(ctx)
  if (actor.classes.size === 0) return []
  const rows = await ctx.db
    .selectFrom('message')
    .innerJoin('channel', 'channel.id', 'message.channelId')
    .innerJoin('class', 'class.id', 'channel.audienceId')
    .innerJoin('account', 'account.id', 'message.authorId')
    .leftJoin('readState', (join) =>
      join.onRef('readState.channelId', '=', 'channel.id').on('readState.accountId', '=', actor.id),
    )
    .select([
      'message.id as messageId',
      'message.no',
      'message.channelId',
      'channel.name as channelName',
      'channel.kind as channelKind',
      'class.id as classId',
      'class.name as className',
      'class.hue',
      'message.authorId',
      'account.displayName as authorName',
      sql<string>`left(message.body, ${EXCERPT})`.as('excerpt'),
      'message.createdAt as at',
    ])
    .where('channel.kind', '!=', 'lecture')
    .where('channel.archivedAt', 'is', null)
    .where('class.archivedAt', 'is', null)
    .where('class.id', 'in', [...actor.classes.keys()])
    .where('message.deletedAt', 'is', null)
    .where('message.authorId', '!=', actor.id)
    .whereRef('message.no', '>', sql`coalesce(read_state.read_no, 0)`)
    .where(isAfter(after, sql.ref('message.createdAt'), sql.ref('message.id')))
    .orderBy(momentOf(sql.ref('message.createdAt')), 'desc')
    .orderBy('message.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    ...row,
    kind: 'message' as const,
    // The table's check admits these words only.
    channelKind: row.channelKind,
    at: row.at.toISOString(),
  }))
}
