import { TYPING_SECONDS, typing } from '#domain/messages/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import type { Context } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { channelFor } from './access.ts'

const REMEMBERED = 5_000

/** When each person's typing was last passed on, by channel; in memory, for a hint needs no more. */
const lastTyped = new Map<string, number>()

const isTooSoon = (key: string, now: number): boolean => {
  if (now - (lastTyped.get(key) ?? 0) < TYPING_SECONDS * 1000) return true
  if (lastTyped.size > REMEMBERED) lastTyped.clear()
  lastTyped.set(key, now)
  return false
}

/** Tells the channel that somebody is writing, at most every three seconds; who may not write is not passed on. */
export const passOnTyping = async (ctx: Context, channelId: string): Promise<void> => {
  const actor = actorOf(ctx)
  if (isTooSoon(`${actor.id} ${channelId}`, ctx.now().getTime())) return
  await channelFor(ctx, channelId, 'message.post')
  const { displayName } = await ctx.db
    .selectFrom('account')
    .select('displayName')
    .where('id', '=', actor.id)
    .executeTakeFirstOrThrow()
  ctx.services.broadcast(topicOf('channel', channelId), typing, { displayName }, actor.id)
}
