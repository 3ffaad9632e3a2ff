import * as z from 'zod/mini'
import { instant } from '../../contract.ts'

export const LONGEST_TIMER_SECONDS = 3 * 3_600
const seconds = z.int().check(z.minimum(1), z.maximum(LONGEST_TIMER_SECONDS))

/** A countdown that all see: it runs to `endsAt`, or stands with `leftMs`. */
export const timerState = z.nullable(z.object({ endsAt: z.nullable(instant), leftMs: z.nullable(z.int()) }))
export type TimerState = z.output<typeof timerState>

export const timerAct = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('start'), seconds }),
  z.strictObject({ what: z.literal('add'), seconds }),
  z.strictObject({ what: z.literal('pause') }),
  z.strictObject({ what: z.literal('resume') }),
  z.strictObject({ what: z.literal('end') }),
])
export type TimerAct = z.output<typeof timerAct>

/** What is left of a countdown at a moment (milliseconds). */
export const leftOf = (timer: NonNullable<TimerState>, now: Date): number =>
  timer.endsAt === null ? (timer.leftMs ?? 0) : Math.max(0, Date.parse(timer.endsAt) - now.getTime())

const running = (leftMs: number, now: Date): TimerState => ({
  endsAt: new Date(now.getTime() + Math.min(leftMs, LONGEST_TIMER_SECONDS * 1_000)).toISOString(),
  leftMs: null,
})

/** The countdown after an act; the same one when the act changes nothing. Time added to one that is up runs from now. */
export const withTimerAct = (timer: TimerState, act: TimerAct, now: Date): TimerState => {
  if (act.what === 'start') return running(act.seconds * 1_000, now)
  if (timer === null || act.what === 'end') return null
  const left = leftOf(timer, now)
  if (act.what === 'resume') return timer.endsAt === null ? running(left, now) : timer
  if (act.what === 'pause') return timer.endsAt === null ? timer : { endsAt: null, leftMs: left }
  const more = running(left + act.seconds * 1_000, now)
  return timer.endsAt === null && more?.endsAt
    ? { endsAt: null, leftMs: Date.parse(more.endsAt) - now.getTime() }
    : more
}
