import { sql } from 'kysely'
import { messageDeleted, messageEdited } from '#domain/messages/contract.ts'
import { isBlank, isEditOpen, type Message } from '#domain/messages/message.ts'
import { roleIn } from '#domain/permission.ts'
import { invalidField, Problem } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { takeLocalToken } from '../http/rate-limit.ts'
import { type AccessibleMessage, channelFor, messageFor } from './access.ts'
import { messageView } from './view.ts'
import { type NewMessage, writeMessage } from './write.ts'

/** What became of an id that could not be used: the same message when it is the author's own in this channel. */
const alreadySent = async (ctx: Context, channelId: string, messageId: string): Promise<Message> => {
  const row = await ctx.db
    .selectFrom('message')
    .select(['authorId', 'channelId'])
    .where('id', '=', messageId)
    .executeTakeFirst()
  // No such message: the channel was archived since it was looked at.
  if (!row) throw new Problem('forbidden', { code: 'channel-archived' })
  if (row.authorId !== actorOf(ctx).id || row.channelId !== channelId)
    throw new Problem('conflict', { code: 'id-taken' })
  return messageView(ctx, messageId)
}

/**
 * Sends a message: see `writeMessage`. A retry with the same id by the same author in the same channel gives the message
 * that was sent and publishes nothing; any other use of the id is a `conflict`. Throws `limit-reached` above a message a
 * second over a minute, `invalid` for an empty text without files.
 */
export const sendMessage = async (ctx: Context, channelId: string, input: NewMessage): Promise<Message> => {
  if (isBlank(input.body) && input.fileIds.length === 0) throw invalidField('body', 'required')
  const channel = await channelFor(ctx, channelId, 'message.post')
  const perMinute = ctx.services.config.messagesPerMinute
  takeLocalToken(ctx, `message ${actorOf(ctx).id}`, { burst: perMinute, perMinute })
  return (await writeMessage(ctx, channel, input)) ?? alreadySent(ctx, channelId, input.id)
}

const keepVersion = (tx: Transaction, messageId: string, body: string, at: Date) =>
  tx.db
    .insertInto('messageVersion')
    .values({
      messageId,
      // The message's row is locked, so no other edit counts at the same time.
      no: sql<number>`(select count(*) + 1 from message_version where message_id = ${messageId})`,
      body,
      replacedAt: at,
    })
    .execute()

const replaceBody = async (tx: Transaction, message: AccessibleMessage, body: string): Promise<void> => {
  const at = tx.now()
  const old = await tx.db
    .selectFrom('message')
    .select('body')
    .where('id', '=', message.id)
    .where('deletedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!old) throw new Problem('gone', { code: 'message-deleted' })
  if (old.body === body) return
  await tx.db.updateTable('message').set({ body, editedAt: at }).where('id', '=', message.id).execute()
  await keepVersion(tx, message.id, old.body, at)
  tx.publish(topicOf('channel', message.channelId), messageEdited, {
    messageId: message.id,
    no: message.no,
    body,
    editedAt: at.toISOString(),
  })
}

/**
 * Changes the text of an own message and keeps the earlier one. Students may for 15 minutes (`edit-window-over` after).
 * The same text again changes nothing.
 */
export const editMessage = async (ctx: Context, messageId: string, body: string): Promise<Message> => {
  const message = await messageFor(ctx, messageId, 'message.edit')
  if (!message) throw new Problem('gone', { code: 'message-deleted' })
  if (isBlank(body) && !message.hasFiles) throw invalidField('body', 'required')
  const role = roleIn(actorOf(ctx), message.classId)
  if (!isEditOpen(message.createdAt, role, ctx.now()))
    throw new Problem('forbidden', { code: 'edit-window-over' })
  await inTransaction(ctx, (tx) => replaceBody(tx, message, body))
  return messageView(ctx, messageId)
}

/**
 * Takes a message back: authors their own, staff of the class any (audited). Its number and place stay, its text is
 * sent to nobody any more, neither by history nor by the feed. Deleting twice changes nothing.
 */
export const deleteMessage = async (ctx: Context, messageId: string): Promise<void> => {
  const message = await messageFor(ctx, messageId, 'message.delete')
  if (!message) return
  const actor = actorOf(ctx)
  await inTransaction(ctx, async (tx) => {
    const deletedAt = tx.now()
    const row = await tx.db
      .updateTable('message')
      .set({ deletedAt, deletedBy: actor.id })
      .where('id', '=', messageId)
      .where('deletedAt', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!row) return
    await tx.db.deleteFrom('messagePin').where('messageId', '=', messageId).execute()
    tx.publish(topicOf('channel', message.channelId), messageDeleted, {
      messageId,
      no: message.no,
      deletedAt: deletedAt.toISOString(),
    })
    if (message.authorId !== actor.id)
      tx.audit('message.deleted', { kind: 'message', id: messageId }, { authorId: message.authorId })
  })
}
