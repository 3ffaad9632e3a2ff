import { lowerAbsentHands } from '#api/lectures/absent-hand.ts'
import { closeAbandonedLectures } from '#api/lectures/end.ts'
import { closeStalePresence } from '#api/lectures/presence.ts'
import type { Context } from '#platform/context.ts'

/** Closes what nobody is left to close: presence of processes that died, hands of who is gone, then lectures that everybody has left. */
export const closeAbandoned = async (ctx: Context): Promise<void> => {
  await closeStalePresence(ctx)
  await lowerAbsentHands(ctx)
  await closeAbandonedLectures(ctx)
}
