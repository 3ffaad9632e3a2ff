import type { HoldState } from '#domain/lectures/hold/state.ts'
import type { Context } from '#platform/context.ts'
import { doorIn } from './door.ts'
import { feedbackIn } from './feedback.ts'
import { focusIn } from './focus.ts'
import { pickedIn } from './picker.ts'
import { screenIn } from './screen.ts'

/** What the teacher holds a room with now. No access check. */
export const holdIn = async (ctx: Context, lectureId: string): Promise<HoldState> => ({
  door: await doorIn(ctx, lectureId),
  ...(await focusIn(ctx, lectureId)),
  picked: await pickedIn(ctx, lectureId),
  feedback: await feedbackIn(ctx, lectureId),
  screen: await screenIn(ctx, lectureId),
})
