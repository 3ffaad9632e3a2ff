import type { Actor } from '#domain/permission.ts'
import type { Context } from '#platform/context.ts'
import { visibleClasses } from '../classes/access.ts'

/** A file on a message is read by whoever may read the channel, until the message is deleted. */
export const mayReadMessageFile = async (ctx: Context, actor: Actor, fileId: string): Promise<boolean> => {
  const row = await ctx.db
    .selectFrom('messageFile')
    .innerJoin('message', 'message.id', 'messageFile.messageId')
    .innerJoin('channel', 'channel.id', 'message.channelId')
    .innerJoin('class', 'class.id', 'channel.classId')
    .select('messageFile.fileId')
    .where('messageFile.fileId', '=', fileId)
    .where('message.deletedAt', 'is', null)
    .where(visibleClasses(actor, 'channel.read'))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
