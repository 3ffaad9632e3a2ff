import type { Actor } from '#domain/permission.ts'
import type { Context } from '#platform/context.ts'
import { visibleAudiences } from '../audiences/access.ts'

/** A file on a message is read by whoever may read the channel, until the message is deleted. */
export const mayReadMessageFile = async (ctx: Context, actor: Actor, fileId: string): Promise<boolean> => {
  const row = await ctx.db
    .selectFrom('messageFile')
    .innerJoin('message', 'message.id', 'messageFile.messageId')
    .innerJoin('channel', 'channel.id', 'message.channelId')
    .innerJoin('audience', 'audience.id', 'channel.audienceId')
    .select('messageFile.fileId')
    .where('messageFile.fileId', '=', fileId)
    .where('message.deletedAt', 'is', null)
    .where(visibleAudiences(actor, 'channel.read'))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
