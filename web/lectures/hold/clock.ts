import { createEffect, createSignal, onCleanup } from 'solid-js'
import { leftOf, type TimerState } from '#domain/lectures/hold/timer.ts'

/** What is left of a countdown in whole seconds, moving on while it runs; `ahead` is how far the server's clock is ahead. */
export const createCountdown = (timer: () => TimerState, ahead: () => number): (() => number | null) => {
  const [now, setNow] = createSignal(Date.now())
  createEffect(() => {
    if (!timer()?.endsAt) return
    setNow(Date.now())
    const ticking = setInterval(() => setNow(Date.now()), 250)
    onCleanup(() => clearInterval(ticking))
  })
  return () => {
    const value = timer()
    return value && Math.ceil(leftOf(value, new Date(now() + ahead())) / 1_000)
  }
}

/** Seconds as a clock shows them: `4:05`. */
export const asClock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
