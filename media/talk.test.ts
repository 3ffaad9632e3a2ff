import { expect, test } from 'vitest'
import { TalkTimes } from './talk.ts'

/** Packets every 20 ms, for so many milliseconds, at one level. */
const say = (talks: TalkTimes, from: number, ms: number, level: number) => {
  for (let at = from; at < from + ms; at += 20) talks.heard('ann', level, at)
  return from + ms
}

test('speech counts as long as it lasts, noise of a room does not, and what was taken is counted once', () => {
  const talks = new TalkTimes()
  let now = say(talks, 0, 10_000, 75)
  expect(talks.take('ann')).toBe(0)
  now = say(talks, now, 10_000, 30)
  expect(talks.take('ann')).toBeGreaterThan(9_900)
  expect(talks.take('ann')).toBe(0)
  say(talks, now, 60_000, 75)
  expect(talks.take('ann')).toBeLessThanOrEqual(300)
})

test('a breath between words is talking, and where silence is left out the gap is not', () => {
  const talks = new TalkTimes()
  let now = 0
  for (let word = 0; word < 10; word++) now = say(talks, say(talks, now, 400, 30), 200, 80)
  expect(talks.take('ann')).toBeGreaterThan(5_800)
  now = say(talks, now + 60_000, 1_000, 30)
  expect(talks.take('ann')).toBeLessThan(1_200)
})

test('of somebody who never spoke, or went, there is nothing', () => {
  const talks = new TalkTimes()
  expect(talks.take('ann')).toBe(0)
  say(talks, 0, 1_000, 30)
  talks.forget('ann')
  expect(talks.take('ann')).toBe(0)
})
