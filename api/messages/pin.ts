import type { OutputOf } from '#domain/contract.ts'
import {
  type listPins as listPinsEndpoint,
  messagePinned,
  messageUnpinned,
} from '#domain/messages/contract.ts'
import { PIN_LIMIT } from '#domain/messages/pin.ts'
import { Problem } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { channelFor, messageFor } from './access.ts'
import { selectMessages, viewOf } from './view.ts'

/** What is pinned in a channel, the newest pin first; at most `PIN_LIMIT`. */
export const listPins = async (
  ctx: Context,
  channelId: string,
): Promise<OutputOf<typeof listPinsEndpoint>> => {
  const { eventNo } = await channelFor(ctx, channelId, 'channel.read')
  const rows = await selectMessages(ctx)
    .innerJoin('messagePin', 'messagePin.messageId', 'message.id')
    .innerJoin('account as pinner', 'pinner.id', 'messagePin.pinnedBy')
    .select(['messagePin.pinnedAt', 'messagePin.pinnedBy', 'pinner.displayName as pinnerName'])
    .where('messagePin.channelId', '=', channelId)
    .where('message.deletedAt', 'is', null)
    .orderBy('messagePin.pinnedAt', 'desc')
    .orderBy('message.no', 'desc')
    .limit(PIN_LIMIT)
    .execute()
  const pins = rows.map(({ pinnedAt, pinnedBy, pinnerName, ...row }) => ({
    message: viewOf(row),
    pinnedAt: pinnedAt.toISOString(),
    pinnedBy: { id: pinnedBy, displayName: pinnerName },
  }))
  return { pins, eventNo }
}

/** The channel's row is the lock under which its pins are counted; the message's, under which it is not deleted. */
const lockBoth = async (tx: Transaction, channelId: string, messageId: string): Promise<void> => {
  await tx.db.selectFrom('channel').select('id').where('id', '=', channelId).forNoKeyUpdate().execute()
  const message = await tx.db
    .selectFrom('message')
    .select('id')
    .where('id', '=', messageId)
    .where('deletedAt', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!message) throw new Problem('gone', { code: 'message-deleted' })
}

const insertPin = async (tx: Transaction, channelId: string, messageId: string): Promise<boolean> => {
  const pinned = await tx.db
    .selectFrom('messagePin')
    .select('messageId')
    .where('channelId', '=', channelId)
    .limit(PIN_LIMIT)
    .execute()
  if (pinned.some((pin) => pin.messageId === messageId)) return false
  if (pinned.length >= PIN_LIMIT) throw new Problem('conflict', { code: 'too-many-pins' })
  await tx.db
    .insertInto('messagePin')
    .values({ messageId, channelId, pinnedBy: actorOf(tx).id, pinnedAt: tx.now() })
    .execute()
  return true
}

/**
 * Pins a message for everybody who reads its channel; again changes nothing. Throws `conflict` (`too-many-pins`) when
 * the channel has `PIN_LIMIT` and `gone` when the message was deleted.
 */
export const pinMessage = async (ctx: Context, messageId: string): Promise<void> => {
  const message = await messageFor(ctx, messageId, 'message.pin')
  if (!message) return
  const { channelId, no } = message
  await inTransaction(ctx, async (tx) => {
    await lockBoth(tx, channelId, messageId)
    if (!(await insertPin(tx, channelId, messageId))) return
    tx.publish(topicOf('channel', channelId), messagePinned, { messageId, no })
  })
}

/** Takes the pin of a message out, whoever put it there; one that is not there changes nothing. */
export const unpinMessage = async (ctx: Context, messageId: string): Promise<void> => {
  const message = await messageFor(ctx, messageId, 'message.pin')
  if (!message) return
  const { channelId, no } = message
  await inTransaction(ctx, async (tx) => {
    const row = await tx.db
      .deleteFrom('messagePin')
      .where('messageId', '=', messageId)
      .returning('messageId')
      .executeTakeFirst()
    if (row) tx.publish(topicOf('channel', channelId), messageUnpinned, { messageId, no })
  })
}
