import { sql } from 'kysely'
import { reactionAdded, reactionRemoved } from '#domain/messages/contract.ts'
import { REACTION_KINDS } from '#domain/messages/reaction.ts'
import { Problem } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { type Bucket, takeLocalToken } from '../http/rate-limit.ts'
import { messageFor } from './access.ts'

const REACTIONS: Bucket = { burst: 60, perMinute: 120 }

/** The message's row is the lock under which its kinds of reaction are counted. */
const lockMessage = async (tx: Transaction, messageId: string): Promise<void> => {
  const row = await tx.db
    .selectFrom('message')
    .select('id')
    .where('id', '=', messageId)
    .where('deletedAt', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!row) throw new Problem('gone', { code: 'message-deleted' })
}

const insertReaction = async (tx: Transaction, messageId: string, emoji: string) => {
  const { id: accountId } = actorOf(tx)
  const { rows } = await sql<{ displayName: string | null; known: boolean }>`
    with known as (
      select count(distinct emoji) filter (where emoji <> ${emoji}) as others,
        coalesce(bool_or(emoji = ${emoji} and account_id = ${accountId}), false) as mine
      from reaction where message_id = ${messageId}
    ), added as (
      insert into reaction (message_id, account_id, emoji, created_at)
      select ${messageId}, ${accountId}, ${emoji}, ${tx.now()} from known
      where not mine and others < ${REACTION_KINDS}
      returning account_id
    )
    select known.mine as known,
      (select a.display_name from added join account a on a.id = added.account_id) as "displayName"
    from known`.execute(tx.db)
  const row = rows[0]
  if (!row?.known && !row?.displayName) throw new Problem('conflict', { code: 'too-many-reactions' })
  return row.known || !row.displayName ? null : { id: accountId, displayName: row.displayName }
}

/** Reacts with one emoji; again changes nothing. Throws `conflict` when the message carries too many kinds. */
export const addReaction = async (ctx: Context, messageId: string, emoji: string): Promise<void> => {
  const message = await messageFor(ctx, messageId, 'message.post')
  if (!message) return
  takeLocalToken(ctx, `reaction ${actorOf(ctx).id}`, REACTIONS)
  await inTransaction(ctx, async (tx) => {
    await lockMessage(tx, messageId)
    const person = await insertReaction(tx, messageId, emoji)
    if (!person) return
    const { channelId, no } = message
    tx.publish(topicOf('channel', channelId), reactionAdded, { messageId, no, emoji, person })
  })
}

/** Takes an own reaction back; one that is not there changes nothing. */
export const removeReaction = async (ctx: Context, messageId: string, emoji: string): Promise<void> => {
  const message = await messageFor(ctx, messageId, 'message.post')
  if (!message) return
  const { id: accountId } = actorOf(ctx)
  await inTransaction(ctx, async (tx) => {
    const row = await tx.db
      .deleteFrom('reaction')
      .where('messageId', '=', messageId)
      .where('emoji', '=', emoji)
      .where('accountId', '=', accountId)
      .returning('messageId')
      .executeTakeFirst()
    if (!row) return
    const { channelId, no } = message
    tx.publish(topicOf('channel', channelId), reactionRemoved, { messageId, no, emoji, accountId })
  })
}
