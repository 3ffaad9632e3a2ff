import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LONGEST_TIMER_SECONDS, leftOf, type TimerAct, type TimerState, withTimerAct } from './timer.ts'

const seconds = fc.integer({ min: 1, max: LONGEST_TIMER_SECONDS })
const act: fc.Arbitrary<TimerAct> = fc.oneof(
  fc.record({ what: fc.constantFrom('start' as const, 'add' as const), seconds }),
  fc.record({ what: fc.constantFrom('pause' as const, 'resume' as const, 'end' as const) }),
)
const at = (ms: number) => new Date(1_800_000_000_000 + ms)
const started = (length: number): TimerState => withTimerAct(null, { what: 'start', seconds: length }, at(0))
const left = (timer: TimerState, ms: number) => (timer ? leftOf(timer, at(ms)) : null)

test('it runs down to nothing and stays there', () => {
  expect([0, 4_000, 10_000, 60_000].map((ms) => left(started(10), ms))).toEqual([10_000, 6_000, 0, 0])
})

test('what is left stands still in a pause, and goes on from there', () => {
  const paused = withTimerAct(started(10), { what: 'pause' }, at(4_000))
  expect(left(paused, 90_000)).toBe(6_000)
  expect(left(withTimerAct(paused, { what: 'resume' }, at(100_000)), 102_000)).toBe(4_000)
})

test('time is added to what is left, running, standing or up', () => {
  const more: TimerAct = { what: 'add', seconds: 60 }
  expect(left(withTimerAct(started(10), more, at(4_000)), 4_000)).toBe(66_000)
  expect(left(withTimerAct(started(10), more, at(20_000)), 20_000)).toBe(60_000)
  const paused = withTimerAct(started(10), { what: 'pause' }, at(4_000))
  expect(left(withTimerAct(paused, more, at(50_000)), 90_000)).toBe(66_000)
})

test('whatever is done, it is never below nothing nor longer than the longest', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(act, fc.nat(10_000_000)), { maxLength: 20 }), (acts) => {
      let now = 0
      let timer: TimerState = null
      for (const [one, later] of acts) {
        now += later
        timer = withTimerAct(timer, one, at(now))
        const rest = left(timer, now) ?? 0
        expect(rest).toBeGreaterThanOrEqual(0)
        expect(rest).toBeLessThanOrEqual(LONGEST_TIMER_SECONDS * 1_000)
      }
    }),
  )
})
