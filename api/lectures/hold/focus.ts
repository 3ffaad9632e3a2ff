import type { ParsedInputOf } from '#domain/contract.ts'
import * as contract from '#domain/lectures/hold/contract.ts'
import { type FocusState, focusState } from '#domain/lectures/hold/focus.ts'
import { type TimerAct, type TimerState, timerState, withTimerAct } from '#domain/lectures/hold/timer.ts'
import { notFound } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { jsonb } from '#platform/db/json.ts'
import { takeToken } from '../../http/rate-limit.ts'
import { lectureFor } from '../access.ts'
import { changeFloorIn, holdFloor, orderFloor } from '../floor.ts'
import { personIn } from '../people.ts'

const read = async (ctx: Context, lectureId: string) => {
  const row = await ctx.db
    .selectFrom('lecture')
    .select(['focus', 'timer'])
    .where('id', '=', lectureId)
    .executeTakeFirstOrThrow()
  return { focus: focusState.parse(row.focus), timer: timerState.parse(row.timer) }
}

/** Where everybody is to look, and the countdown. No access check. */
export const focusIn: (ctx: Context, lectureId: string) => Promise<{ focus: FocusState; timer: TimerState }> =
  read

const isSame = (a: FocusState, b: FocusState): boolean =>
  a.spotlightId === b.spotlightId && a.look === b.look && a.layout === b.layout

/** Shows one person large to everybody, or has every screen look as that of who leads; until it is ended. */
export const setFocus = async (
  ctx: Context,
  lectureId: string,
  change: ParsedInputOf<typeof contract.setFocus>,
): Promise<FocusState> => {
  await lectureFor(ctx, lectureId, 'lecture.moderate')
  return inTransaction(ctx, async (tx) => {
    await holdFloor(tx, lectureId)
    const { focus: before } = await read(tx, lectureId)
    if (change.spotlightId && !(await personIn(tx, lectureId, change.spotlightId))) throw notFound()
    const { spotlightId = before.spotlightId, look = before.look, layout = before.layout } = change
    const focus = { spotlightId, look, layout }
    if (isSame(focus, before)) return before
    await tx.db
      .updateTable('lecture')
      .set({ focus: jsonb(focus) })
      .where('id', '=', lectureId)
      .execute()
    tx.publish(topicOf('lecture', lectureId), contract.focusChanged, { focus })
    return focus
  })
}

/** Starts, pauses, prolongs or ends the countdown, by the database's clock. */
export const setTimer = async (ctx: Context, lectureId: string, act: TimerAct): Promise<TimerState> => {
  await lectureFor(ctx, lectureId, 'lecture.moderate')
  return inTransaction(ctx, async (tx) => {
    await holdFloor(tx, lectureId)
    const { timer: before } = await read(tx, lectureId)
    const timer = withTimerAct(before, act, tx.now())
    if (timer === before) return before
    await tx.db
      .updateTable('lecture')
      .set({ timer: timer && jsonb(timer) })
      .where('id', '=', lectureId)
      .execute()
    tx.publish(topicOf('lecture', lectureId), contract.timerChanged, { timer })
    return timer
  })
}

/**
 * Asks somebody in the room to open their microphone, and lets them where they may not yet: nobody's is opened from afar.
 * Throws `limit-reached` when they were asked several times just now.
 */
export const askToUnmute = async (ctx: Context, lectureId: string, accountId: string): Promise<void> => {
  const lecture = await lectureFor(ctx, lectureId, 'lecture.moderate')
  if (!(await personIn(ctx, lectureId, accountId))) throw notFound()
  await takeToken(ctx, `unmute:${lectureId}:${accountId}`, { burst: 3, perMinute: 3 })
  const floor = await inTransaction(ctx, async (tx) => {
    tx.publish(topicOf('account', accountId), contract.unmuteAsked, { lectureId })
    return changeFloorIn(tx, lectureId, [{ what: 'give', floor: 'microphone', accountId }])
  })
  await orderFloor(ctx, lecture, floor)
}
