import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instantOf, wallOf } from '../time.ts'
import type { LessonPlan } from './lecture.ts'
import { changedAlike, lessonTimes, MOST_IN_SERIES, usualUntil, weeklyDays } from './series.ts'

const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'America/Santiago',
  'America/Havana',
  'Australia/Sydney',
  'Asia/Shanghai',
]
const pad = (value: number) => String(value).padStart(2, '0')
const clockOf = (minute: number) => `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`
const anyDay = fc
  .integer({ min: 0, max: 4000 })
  .map((n) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10))
const bell = fc
  .tuple(fc.integer({ min: 0, max: 1380 }), fc.integer({ min: 5, max: 120 }))
  .map(([from, length]) => ({ starts: clockOf(from), ends: clockOf(Math.min(from + length, 1439)) }))

const planAt = (
  on: string,
  from: string,
  to: string,
  zone: string,
  more: Partial<LessonPlan> = {},
): LessonPlan => ({
  title: 'Fractions',
  state: 'planned',
  held: 'room',
  room: null,
  ...lessonTimes({ on, starts: from, ends: to }, zone),
  ...more,
})

describe('a weekly lesson', () => {
  test('is on its weekday from its first day through its last, and the list is never longer than one too many', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 900 }), (on, length) => {
        const until = new Date(Date.parse(on) + length * 86_400_000).toISOString().slice(0, 10)
        const days = weeklyDays(on, until)
        expect(days[0]).toBe(on)
        expect(days.length).toBe(Math.min(Math.floor(length / 7), MOST_IN_SERIES) + 1)
        for (const day of days) {
          expect(day <= until).toBe(true)
          expect(new Date(day).getUTCDay()).toBe(new Date(on).getUTCDay())
        }
      }),
    )
  })

  test('is at the same time of the school’s clock all year, and never ends before it starts', () => {
    fc.assert(
      fc.property(anyDay, bell, fc.constantFrom(...ZONES), (on, { starts, ends }, zone) => {
        for (const day of weeklyDays(on, '2036-01-01').slice(0, 30)) {
          const times = lessonTimes({ on: day, starts, ends }, zone)
          expect(times.startsAt).toBe(instantOf({ on: day, at: starts }, zone).toISOString())
          expect(times.startsAt < times.endsAt).toBe(true)
        }
      }),
    )
    expect(lessonTimes({ on: '2026-03-29', starts: '02:10', ends: '03:00' }, 'Europe/Berlin')).toEqual({
      startsAt: '2026-03-29T01:10:00.000Z',
      endsAt: '2026-03-29T02:00:00.000Z',
    })
  })

  test('goes to the end of its term, and never further than can be planned in one go', () => {
    const own = { startsOn: '2026-09-01', endsOn: '2027-01-31' }
    const spring = { startsOn: '2027-02-01', endsOn: '2027-07-15' }
    expect(usualUntil('2026-11-30', own, [own, spring])).toBe('2027-01-31')
    expect(usualUntil('2027-03-01', own, [own, spring])).toBe('2027-07-15')
    expect(usualUntil('2028-03-01', own, [own, spring])).toBe('2028-04-26')
    fc.assert(
      fc.property(anyDay, anyDay, (on, endsOn) => {
        const days = weeklyDays(on, usualUntil(on, { endsOn }, []))
        expect(days.length).toBeGreaterThan(0)
        expect(days.length).toBeLessThanOrEqual(MOST_IN_SERIES)
      }),
    )
  })
})

describe('changing this and the later ones', () => {
  const zone = 'Europe/Berlin'

  test('moves those that were alike to the same weekday and time, over the change of the clocks', () => {
    const before = planAt('2026-10-19', '08:00', '08:45', zone)
    const after = planAt('2026-10-20', '10:10', '11:00', zone)
    const moved = changedAlike(before, after, planAt('2026-10-26', '08:00', '08:45', zone), zone)
    expect(wallOf(new Date(moved.startsAt), zone)).toEqual({ on: '2026-10-27', at: '10:10' })
    expect(wallOf(new Date(moved.endsAt), zone)).toEqual({ on: '2026-10-27', at: '11:00' })
  })

  test('leaves what a lesson had of its own: a title, a room, another hour', () => {
    const before = planAt('2026-11-02', '08:00', '08:45', zone, { room: 'R12' })
    const after = planAt('2026-11-02', '09:00', '09:45', zone, { room: 'Lab', title: 'Geometry' })
    const own = planAt('2026-11-09', '11:00', '11:45', zone, { room: 'Gym', title: 'Test' })
    expect(changedAlike(before, after, own, zone)).toEqual(own)
  })

  test('changes nothing when nothing changed', () => {
    fc.assert(
      fc.property(anyDay, bell, anyDay, bell, fc.constantFrom(...ZONES), (on, one, otherOn, other, where) => {
        const plan = planAt(on, one.starts, one.ends, where)
        const later = planAt(otherOn, other.starts, other.ends, where)
        expect(changedAlike(plan, plan, later, where)).toEqual(later)
      }),
    )
  })
})
