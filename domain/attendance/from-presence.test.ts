import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attendanceFor, comingAndGoing, type Interval, lessonWindow, unionOf } from './from-presence.ts'

const MINUTE = 60_000
const lesson = { from: 0, to: 40 * MINUTE }
const at = (from: number, to: number): Interval => ({ from: from * MINUTE, to: to * MINUTE })
const propose = (...intervals: Interval[]) => attendanceFor(intervals, { window: lesson, held: lesson })

describe('what a register proposes', () => {
  test('is present for who stayed through', () => {
    expect(propose(at(0, 40))).toEqual({ status: 'present', minutes: 40 })
  })

  test('is present for who came five minutes late, and late after that', () => {
    expect(propose(at(5, 40)).status).toBe('present')
    expect(propose(at(5.1, 40)).status).toBe('late')
  })

  test('is present at exactly three quarters, and left early below', () => {
    expect(propose(at(0, 30)).status).toBe('present')
    expect(propose(at(0, 29.9)).status).toBe('left_early')
  })

  test('is absent for who never came or only looked in', () => {
    expect(propose()).toEqual({ status: 'absent', minutes: 0 })
    expect(propose(at(0, 9)).status).toBe('absent')
  })

  test('names the larger fault of somebody who came late and left early', () => {
    expect(propose(at(20, 38)).status).toBe('late')
    expect(propose(at(6, 20)).status).toBe('left_early')
  })

  test('is present for who lost the line and came back, with the minutes that were attended', () => {
    const lesson45 = at(0, 45)
    const of = (...intervals: Interval[]) => attendanceFor(intervals, { window: lesson45, held: lesson45 })
    expect(of(at(0, 15), at(27, 45))).toEqual({ status: 'present', minutes: 33 })
    expect(of(at(0, 10), at(10 + 1 / 3, 20), at(21, 45))).toEqual({ status: 'present', minutes: 44 })
    expect(of(at(0, 45), at(5, 40))).toEqual({ status: 'present', minutes: 45 })
  })

  test('is not left early for who came four minutes into a short lesson and stayed', () => {
    const short = at(0, 12)
    expect(attendanceFor([at(4, 12)], { window: short, held: short }).status).toBe('present')
  })

  test('adds up over dropped connections', () => {
    expect(propose(at(0, 10), at(12, 25), at(27, 40))).toEqual({ status: 'present', minutes: 36 })
  })

  test('counts minutes while the room was open, also before the planned start', () => {
    const held = at(-10, 40)
    expect(attendanceFor([at(-10, 40)], { window: lesson, held }).minutes).toBe(50)
  })

  test('follows a school that asks for more', () => {
    const rule = { presentShare: 0.9, absentShare: 0.5, lateMinutes: 0 }
    expect(attendanceFor([at(1, 40)], { window: lesson, held: lesson }, rule).status).toBe('late')
    expect(attendanceFor([at(0, 35)], { window: lesson, held: lesson }, rule).status).toBe('left_early')
    expect(attendanceFor([at(0, 19)], { window: lesson, held: lesson }, rule).status).toBe('absent')
  })
})

describe('what is told of coming and going', () => {
  const told = (...intervals: Interval[]) => comingAndGoing(intervals, lesson)

  test('names the way out only of who went before the end and did not come back', () => {
    expect(told(at(-3, 20))).toEqual({ arrivedAt: -3 * MINUTE, leftAt: 20 * MINUTE, awayMinutes: 0 })
    expect(told(at(0, 10), at(30, 40)).leftAt).toBeNull()
    expect(told(at(0, 45)).leftAt).toBeNull()
    // The connection that closes with the bell.
    expect(told(at(0, 39.5)).leftAt).toBeNull()
    expect(told()).toEqual({ arrivedAt: null, leftAt: null, awayMinutes: 0 })
  })

  test('counts what was missed in between, inside the lesson alone', () => {
    expect(told(at(0, 10), at(22, 40)).awayMinutes).toBe(12)
    expect(told(at(0, 41), at(50, 55)).awayMinutes).toBe(0)
    expect(told(at(-20, -10), at(2, 40)).awayMinutes).toBe(0)
  })
})

describe('the time that counts as the lesson', () => {
  const date = (minute: number) => new Date(minute * MINUTE)
  const planned = { startsAt: date(0), endsAt: date(40) }

  test('begins when the teacher began, if that was later than planned', () => {
    expect(lessonWindow(planned, { startedAt: date(7), endedAt: date(60) })).toEqual(at(7, 40))
  })

  test('ends when the teacher ended it, if that was sooner', () => {
    expect(lessonWindow(planned, { startedAt: date(-5), endedAt: date(30) })).toEqual(at(0, 30))
  })

  test('is the time it was held when that lies wholly outside the plan', () => {
    expect(lessonWindow(planned, { startedAt: date(50), endedAt: date(70) })).toEqual(at(50, 70))
  })
})

const interval = fc
  .tuple(fc.integer({ min: -20, max: 60 }), fc.integer({ min: 0, max: 40 }))
  .map(([from, length]) => at(from, from + length))
const intervals = fc.array(interval, { maxLength: 8 })

describe('for any comings and goings', () => {
  test('the order of intervals does not matter', () => {
    fc.assert(
      fc.property(intervals, fc.nat(), (all, seed) => {
        const shuffled = [...all].sort((a, b) => ((a.from * 31 + seed) % 7) - ((b.from * 31 + seed) % 7))
        expect(propose(...shuffled)).toEqual(propose(...all))
        expect(propose(...all.toReversed())).toEqual(propose(...all))
      }),
    )
  })

  test('a second tab that was open at the same time changes nothing', () => {
    fc.assert(
      fc.property(intervals, fc.nat({ max: 7 }), (all, which) => {
        const twin = all[which % Math.max(1, all.length)]
        if (twin) expect(propose(...all, { from: twin.from + 1, to: twin.to - 1 })).toEqual(propose(...all))
      }),
    )
  })

  test('cutting a connection in two at any moment changes nothing', () => {
    fc.assert(
      fc.property(intervals, interval, fc.double({ min: 0, max: 1, noNaN: true }), (others, whole, share) => {
        const middle = whole.from + Math.floor((whole.to - whole.from) * share)
        expect(propose(...others, { from: whole.from, to: middle }, { from: middle, to: whole.to })).toEqual(
          propose(...others, whole),
        )
      }),
    )
  })

  test('who was there at the end did not leave early, and who was there at the start did not come late', () => {
    fc.assert(
      fc.property(intervals, (all) => {
        expect(propose(...all, at(39, 40)).status).not.toBe('left_early')
        expect(propose(...all, at(0, 1)).status).not.toBe('late')
      }),
    )
  })

  test('minutes attended, away, before and after make up the lesson', () => {
    fc.assert(
      fc.property(intervals, (all) => {
        const [first, last] = [unionOf(all, lesson)[0], unionOf(all, lesson).at(-1)]
        if (!first || !last) return
        const outside = (first.from - lesson.from + lesson.to - last.to) / MINUTE
        expect(propose(...all).minutes + comingAndGoing(all, lesson).awayMinutes + outside).toBe(40)
      }),
    )
  })

  test('nobody is present longer than the lesson, and being there more never counts less', () => {
    fc.assert(
      fc.property(intervals, interval, (all, more) => {
        const [before, after] = [propose(...all), propose(...all, more)]
        expect(after.minutes).toBeLessThanOrEqual(40)
        expect(after.minutes).toBeGreaterThanOrEqual(before.minutes)
      }),
    )
  })

  test('the union is in order, apart, and inside the window', () => {
    fc.assert(
      fc.property(intervals, (all) => {
        const union = unionOf(all, lesson)
        for (const [index, part] of union.entries()) {
          expect(part.from).toBeLessThan(part.to)
          expect(part.from).toBeGreaterThan(union[index - 1]?.to ?? -1)
          expect(part.to).toBeLessThanOrEqual(lesson.to)
        }
      }),
    )
  })
})
