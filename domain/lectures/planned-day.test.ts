import { expect, test } from 'vitest'
import { isAnotherDay } from './planned-day.ts'

const lesson = (startsAt: string, endsAt: string) => ({
  startsAt: new Date(startsAt),
  endsAt: new Date(endsAt),
})
const asked = (from: string, to: string, now: string, zone = 'Asia/Shanghai') =>
  isAnotherDay(lesson(from, to), new Date(now), zone)

test('another day is one of the school’s calendar, not of the device or of UTC', () => {
  // 08:00 on 1 December in Shanghai; started at 23:30 the evening before, and at 15:00 that day.
  expect(asked('2026-12-01T00:00:00Z', '2026-12-01T00:45:00Z', '2026-11-30T15:30:00Z')).toBe(true)
  expect(asked('2026-12-01T00:00:00Z', '2026-12-01T00:45:00Z', '2026-12-01T07:00:00Z')).toBe(false)
  expect(asked('2026-12-01T16:30:00Z', '2026-12-01T17:00:00Z', '2026-12-01T15:00:00Z', 'Europe/Berlin')).toBe(
    false,
  )
})

test('a lesson that runs over midnight is started in its time', () => {
  expect(asked('2026-12-01T15:30:00Z', '2026-12-01T17:00:00Z', '2026-12-01T16:10:00Z')).toBe(false)
  expect(asked('2026-12-01T15:30:00Z', '2026-12-01T17:00:00Z', '2026-12-01T17:10:00Z')).toBe(true)
})
