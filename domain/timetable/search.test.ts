import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALL_KINDS, arbitraryInstance } from './arbitrary.ts'
import { costOf } from './cost.ts'
import { type Instance, lessonsOf, type Timetable } from './instance.ts'
import { keeping } from './replan.ts'
import { exp, ln } from './search/random.ts'
import { movesBudget, type Progress, solve } from './search.ts'
import { aCourse, aWeek } from './testing.ts'

const MOVES = 20_000

/** A class with four courses of three lessons in a week of 3 × 4 periods: it fits, and only just. */
const full = aWeek(
  [
    aCourse('maths'),
    aCourse('music'),
    aCourse('sport', { lessons: [2, 1] }),
    aCourse('lab', { lessons: [2, 1] }),
  ],
  {
    rules: [
      { kind: 'distinct-days', level: 'hard', weight: 1, courses: ['maths', 'music'], together: 'course' },
      { kind: 'gaps', level: 'hard', weight: 1, people: { groups: 'all' }, max: 0, per: 'day' },
      { kind: 'room-stability', level: 'soft', weight: 3, courses: 'all' },
    ],
  },
)

/** Teachers and rooms that have two lessons in one period. */
const inTwoPlaces = (instance: Instance, timetable: Timetable): string[] => {
  const seen = new Set<string>()
  return lessonsOf(instance).flatMap(({ number, course, length }) => {
    const { day, period, room } = timetable[number]!
    const who = [...course.teachers, ...(room === null ? [] : [room])]
    const keys = who.flatMap((id) => Array.from({ length }, (_, n) => `${id} ${day} ${period + n}`))
    const twice = keys.filter((key) => seen.has(key))
    for (const key of keys) seen.add(key)
    return twice
  })
}

describe('a search', () => {
  it('reports the cost of the timetable it gives, and feasible means nobody is in two places', () => {
    fc.assert(
      fc.property(arbitraryInstance(ALL_KINDS), fc.nat(1_000_000), (instance, seed) => {
        const { timetable, hard, soft } = solve(instance, { seed, budget: movesBudget(MOVES) })
        const cost = costOf(instance, timetable)
        expect({ hard, soft }).toEqual({ hard: cost.hard, soft: cost.soft })
        if (hard === 0) expect(inTwoPlaces(instance, timetable)).toEqual([])
      }),
      { numRuns: 25 },
    )
  })

  it('gives the same timetable for the same seed and number of moves', () => {
    fc.assert(
      fc.property(arbitraryInstance(ALL_KINDS), fc.nat(1_000_000), (instance, seed) => {
        const once = solve(instance, { seed, budget: movesBudget(MOVES) })
        expect(solve(instance, { seed, budget: movesBudget(MOVES) })).toEqual(once)
      }),
      { numRuns: 10 },
    )
  })

  it('finds a timetable that just fits, with long lessons', () => {
    expect(solve(full, { seed: 1, budget: movesBudget(200_000) })).toMatchObject({ hard: 0, soft: 0 })
  })

  it('keeps parallel lessons parallel, though they share a class', () => {
    const sets = ['french', 'german'].map((id) => aCourse(id, { groups: ['7A'], lessons: [1, 1] }))
    const instance: Instance = {
      ...full,
      courses: [...full.courses.slice(0, 3), ...sets],
      rules: [...full.rules, { kind: 'same-time', level: 'hard', weight: 1, courses: ['french', 'german'] }],
    }
    const { timetable, hard } = solve(instance, { seed: 1, budget: movesBudget(200_000) })
    expect(hard).toBe(0)
    const times = timetable.slice(-4).map((at) => [at!.day, at!.period])
    expect(times.slice(0, 2)).toEqual(times.slice(2))
  })

  it('gives what repeats the same time in both weeks', () => {
    const instance: Instance = {
      ...full,
      days: 6,
      courses: full.courses.map((each) => ({ ...each, lessons: [...each.lessons, ...each.lessons] })),
      rules: [full.rules[1]!, { kind: 'repeat', level: 'hard', weight: 1, courses: ['maths'], every: 3 }],
    }
    const { timetable, hard } = solve(instance, { seed: 2, budget: movesBudget(200_000) })
    expect(hard).toBe(0)
    const [first, second] = [timetable.slice(0, 3), timetable.slice(3, 6)]
    expect(second.map((at) => [at!.day, at!.period])).toEqual(first.map((at) => [at!.day + 3, at!.period]))
  })

  it('moves no more of a running timetable than it must', () => {
    const running = solve(full, { seed: 1, budget: movesBudget(200_000) }).timetable
    const { day, period } = running[0]!
    const changed: Instance = {
      ...full,
      rules: [
        ...full.rules,
        {
          kind: 'unavailable',
          level: 'hard',
          weight: 1,
          times: [{ who: { kind: 'teacher', id: 'maths-teacher' }, slots: [{ day, period }] }],
        },
      ],
    }
    const instance = keeping(changed, running, { time: 10, room: 2 })
    const { timetable, hard } = solve(instance, { seed: 1, budget: movesBudget(200_000), from: running })
    expect(hard).toBe(0)
    const moved = timetable.filter(
      (at, n) => at!.day !== running[n]!.day || at!.period !== running[n]!.period,
    )
    // The class has no free period, so at least one other lesson has to make room.
    expect(moved.length).toBe(2)
  })

  it('tells how far it is, and stops when asked with the best so far', () => {
    const told: Progress[] = []
    const { moves } = solve(
      { ...full, days: 2 },
      {
        seed: 1,
        budget: movesBudget(10_000_000),
        onProgress: (progress) => told.push(progress),
        isCancelled: () => told.length >= 2,
      },
    )
    expect(moves).toBeLessThan(10_000_000)
    expect(told.map(({ spent }) => spent)).toEqual([...told.map(({ spent }) => spent)].sort((a, b) => a - b))
    expect(told.at(-1)!.hard).toBeGreaterThan(0)
  })
})

describe('the arithmetic that is the same on any machine', () => {
  it('agrees with the logarithm and the power of e', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (x) => {
        expect(Math.abs(ln(x) - Math.log(x))).toBeLessThan(1e-9)
      }),
    )
    fc.assert(
      fc.property(fc.double({ min: -20, max: 20, noNaN: true }), (x) => {
        expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(1e-9)
      }),
    )
  })
})
