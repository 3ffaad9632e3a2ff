import type { HoldState } from '#domain/lectures/hold/state.ts'
import type { Context } from '#platform/context.ts'
import { doorIn } from './door.ts'

/** What the teacher holds a room with now. No access check. */
export const holdIn = async (ctx: Context, lectureId: string): Promise<HoldState> => ({
  door: await doorIn(ctx, lectureId),
})
