import { sql } from 'kysely'
import { Problem } from '#domain/problem.ts'
import type { Inbox } from '#domain/today/contract.ts'
import type { Context } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'

const PAGE = 40
const EXCERPT = 280

/** Where a page ended: the moment and the message, as the list is ordered. */
const readCursor = (cursor: string): [Date, string] => {
  const [at = '', id = ''] = cursor.split('~')
  const moment = new Date(at)
  if (Number.isNaN(moment.getTime()) || !/^[0-9a-f-]{36}$/.test(id)) throw new Problem('invalid')
  return [moment, id]
}

/** Messages of others that the caller has not read, in all running classes, newest first. What was taken back is gone. */
export const listInbox = async (ctx: Context, before: string | undefined): Promise<Inbox> => {
  const actor = actorOf(ctx)
  if (actor.classes.size === 0) return { messages: [], next: null }
  let query = ctx.db
    .selectFrom('message')
    .innerJoin('channel', 'channel.id', 'message.channelId')
    .innerJoin('class', 'class.id', 'channel.classId')
    .innerJoin('account', 'account.id', 'message.authorId')
    .leftJoin('readState', (join) =>
      join.onRef('readState.channelId', '=', 'channel.id').on('readState.accountId', '=', actor.id),
    )
    .select([
      'message.id as messageId',
      'message.channelId',
      'channel.name as channelName',
      'channel.kind as channelKind',
      'channel.classId',
      'class.name as className',
      'class.hue',
      'account.displayName as authorName',
      sql<string>`left(message.body, ${EXCERPT})`.as('excerpt'),
      'message.createdAt as at',
    ])
    .where('channel.kind', '!=', 'lecture')
    .where('channel.archivedAt', 'is', null)
    .where('class.archivedAt', 'is', null)
    .where('channel.classId', 'in', [...actor.classes.keys()])
    .where('message.deletedAt', 'is', null)
    .where('message.authorId', '!=', actor.id)
    .whereRef('message.no', '>', sql`coalesce(read_state.read_no, 0)`)
    .orderBy(sql`date_trunc('milliseconds', message.created_at)`, 'desc')
    .orderBy('message.id', 'desc')
    .limit(PAGE + 1)
  if (before !== undefined) {
    const [at, id] = readCursor(before)
    // The clock of the rows is finer than a cursor's: within its millisecond the id decides.
    query = query.where(
      sql<boolean>`(date_trunc('milliseconds', message.created_at), message.id) < (${at}, ${id}::uuid)`,
    )
  }
  const rows = await query.execute()
  const messages = rows.slice(0, PAGE).map((row) => ({
    ...row,
    // The table's check admits these words only.
    channelKind: row.channelKind as Inbox['messages'][number]['channelKind'],
    at: row.at.toISOString(),
  }))
  const last = messages.at(-1)
  return { messages, next: rows.length > PAGE && last ? `${last.at}~${last.messageId}` : null }
}
