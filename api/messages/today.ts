import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { restOf, type TodayPart } from '../today/part.ts'

const DAY = 24 * 3_600_000
const ANNOUNCEMENTS = 5
const EXCERPT = 280

/** Announcements of the last fortnight that the caller has not read, newest first. */
export const announcementsToday = async (ctx: Context, whole: boolean): Promise<TodayPart> => {
  const actor = actorOf(ctx)
  if (actor.classes.size === 0) return { announcements: [] }
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
      'class.id as classId',
      'class.name as className',
      'class.hue',
      'message.authorId',
      'account.displayName as authorName',
      sql<string>`left(message.body, ${EXCERPT})`.as('excerpt'),
      'message.createdAt as at',
      sql<number>`(count(*) over ())::int`.as('total'),
    ])
    .where('channel.kind', '=', 'announcements')
    .where('channel.archivedAt', 'is', null)
    .where('class.archivedAt', 'is', null)
    .where('class.id', 'in', [...actor.classes.keys()])
    .where('message.deletedAt', 'is', null)
    .where('message.authorId', '!=', actor.id)
    .where('message.createdAt', '>', new Date(ctx.now().getTime() - 14 * DAY))
    .whereRef('message.no', '>', sql`coalesce(read_state.read_no, 0)`)
    .orderBy('message.createdAt', 'desc')
    .orderBy('message.id')
    .$if(!whole, (found) => found.limit(ANNOUNCEMENTS))
    .execute()
  return {
    announcements: rows.map(({ total: _, ...row }) => ({ ...row, at: row.at.toISOString() })),
    more: { announcements: restOf(rows) },
  }
}
