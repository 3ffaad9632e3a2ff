import { sql } from 'kysely'
import type { Message, MessageFile } from '#domain/messages/message.ts'
import { groupReactions } from '#domain/messages/reaction.ts'
import type { Context } from '#platform/context.ts'

interface SingleReaction {
  emoji: string
  person: { id: string; displayName: string }
}

/** Messages as everybody sees them, in one statement: a deleted one has lost text, files and reactions. */
export const selectMessages = (ctx: Context) =>
  ctx.db
    .selectFrom('message')
    .innerJoin('channel', 'channel.id', 'message.channelId')
    .innerJoin('audience', 'audience.id', 'channel.audienceId')
    .innerJoin('account', 'account.id', 'message.authorId')
    .leftJoin('enrollment', (join) =>
      join
        .onRef('enrollment.classId', '=', 'audience.classId')
        .onRef('enrollment.accountId', '=', 'message.authorId')
        .on('enrollment.endedAt', 'is', null),
    )
    .select([
      'message.id',
      'message.channelId',
      'message.no',
      'message.authorId',
      'account.displayName',
      'enrollment.role',
      sql<string | null>`case when message.deleted_at is null then message.body end`.as('body'),
      'message.createdAt',
      'message.editedAt',
      'message.deletedAt',
      sql<MessageFile[]>`case when message.deleted_at is null then
        (select json_agg(json_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type, 'size', f.size)
          order by mf.position)
        from message_file mf join file f on f.id = mf.file_id where mf.message_id = message.id) end`.as(
        'files',
      ),
      sql<SingleReaction[]>`case when message.deleted_at is null then
        (select json_agg(json_build_object('emoji', r.emoji,
          'person', json_build_object('id', a.id, 'displayName', a.display_name)) order by r.created_at, r.account_id)
        from reaction r join account a on a.id = r.account_id where r.message_id = message.id) end`.as(
        'reactions',
      ),
    ])

type Row = Awaited<ReturnType<ReturnType<typeof selectMessages>['executeTakeFirstOrThrow']>>

export const viewOf = ({ authorId, displayName, role, ...row }: Row): Message => ({
  ...row,
  // The table's check admits these words only.
  author: { id: authorId, displayName, role: role },
  createdAt: row.createdAt.toISOString(),
  editedAt: row.editedAt?.toISOString() ?? null,
  deletedAt: row.deletedAt?.toISOString() ?? null,
  files: row.files ?? [],
  reactions: groupReactions(row.reactions ?? []),
})

/** One message; the caller has checked the right to it. */
export const messageView = async (ctx: Context, messageId: string): Promise<Message> =>
  viewOf(await selectMessages(ctx).where('message.id', '=', messageId).executeTakeFirstOrThrow())
