import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { costOf, type RuleCost } from './cost.ts'
import { readCtt, readSol, readSolRows, writeSol } from './ctt.ts'
import { costOfRules, type JudgedRule, judge, judgementInWords } from './ctt-judge.ts'
import { movesBudget, solve } from './search.ts'

const text = `Name: Small
Courses: 3
Rooms: 2
Days: 2
Periods_per_day: 3
Curricula: 1
Constraints: 1

COURSES:
Algebra Noether 2 2 30
Logic Boole 2 1 12
Sets Boole 1 1 12

ROOMS:
A 20
B 30

CURRICULA:
first 2 Algebra Logic

UNAVAILABILITY_CONSTRAINTS:
Algebra 0 1

END.
`
const small = readCtt(text)

/** What the judge finds in a solution of the small instance. */
const found = (solution: string) => {
  const { findings, violations, cost } = judge(small, readSolRows(small, solution))
  return { findings: findings.map(({ rule, cost: price }) => [rule, price]), violations, cost }
}

const GOOD = ['Algebra B 0 0', 'Algebra B 1 0', 'Logic A 0 1', 'Logic A 1 1', 'Sets A 0 2']
const withLines = (...changed: [line: number, text: string][]) =>
  GOOD.map((line, at) => changed.find(([n]) => n === at)?.[1] ?? line).join('\n')

describe('the judge of solutions', () => {
  it('finds nothing where there is nothing', () => {
    expect(found(GOOD.join('\n'))).toEqual({ findings: [], violations: 0, cost: 0 })
  })

  it('counts every lecture that is missing, repeated in its period, or one too many', () => {
    expect(found(GOOD.slice(0, 4).join('\n'))).toEqual({
      // The course lies on no day either.
      findings: [
        ['Lectures', 1],
        ['MinimumWorkingDays', 5],
      ],
      violations: 1,
      cost: 5,
    })
    expect(found(withLines([3, 'Logic B 0 1'])).findings).toContainEqual(['Lectures', 1])
    expect(found([...GOOD, 'Sets A 1 2'].join('\n'))).toMatchObject({ violations: 1 })
  })

  it('counts each further lecture in a room', () => {
    expect(found(withLines([4, 'Sets B 1 0'])).findings).toEqual([['RoomOccupancy', 1]])
  })

  it('counts each pair of courses of a curriculum or a teacher in a period', () => {
    expect(found(withLines([2, 'Logic A 0 0'])).findings).toContainEqual(['Conflicts', 1])
    expect(found(withLines([4, 'Sets B 0 1'])).findings).toEqual([['Conflicts', 1]])
  })

  it('counts a lecture in a period its course is not available in', () => {
    const { findings, violations } = found(withLines([0, 'Algebra B 0 1'], [2, 'Logic A 0 0']))
    expect(findings).toEqual([['Availability', 1]])
    expect(violations).toBe(1)
  })

  it('charges students over the capacity, missing days, lonely lectures and changes of room', () => {
    expect(found(withLines([0, 'Algebra A 0 0'])).findings).toEqual([
      ['RoomCapacity', 10],
      ['RoomStability', 1],
    ])
    expect(found(withLines([1, 'Algebra B 0 2'], [4, 'Sets A 1 0'])).findings).toEqual([
      ['MinimumWorkingDays', 5],
      ['CurriculumCompactness', 2],
    ])
  })

  it('says in words what it found, rule by rule', () => {
    const rows = readSolRows(small, withLines([0, 'Algebra A 0 0']))
    expect(judgementInWords(judge(small, rows))).toEqual([
      'RoomCapacity 10: Algebra in A on day 0, period 0',
      'RoomStability 1: Algebra is in A, B',
      'Lectures: 0 (hard)',
      'RoomOccupancy: 0 (hard)',
      'Conflicts: 0 (hard)',
      'Availability: 0 (hard)',
      'RoomCapacity: 10',
      'MinimumWorkingDays: 0',
      'CurriculumCompactness: 0',
      'RoomStability: 1',
      'Feasible, cost 11',
    ])
  })
})

const DAYS = 3
const PERIODS = 4
const ROOMS = ['A', 'B', 'C']
const COURSES = ['c0', 'c1', 'c2', 'c3', 'c4']

/** A small instance of the competition by chance. */
const instances = fc
  .record({
    courses: fc.tuple(
      ...COURSES.map(() =>
        fc.tuple(
          fc.constantFrom('t0', 't1', 't2'),
          fc.integer({ min: 1, max: 4 }),
          fc.integer({ min: 0, max: 4 }),
          fc.integer({ min: 5, max: 40 }),
        ),
      ),
    ),
    curricula: fc.array(fc.subarray(COURSES, { minLength: 1, maxLength: 3 }), { maxLength: 4 }),
    closed: fc.array(fc.tuple(fc.constantFrom(...COURSES), fc.nat(DAYS - 1), fc.nat(PERIODS - 1)), {
      maxLength: 8,
    }),
  })
  .map(({ courses, curricula, closed }) =>
    readCtt(
      [
        `Days: ${DAYS}`,
        `Periods_per_day: ${PERIODS}`,
        'COURSES:',
        ...courses.map((fields, at) => `c${at} ${fields.join(' ')}`),
        'ROOMS:',
        ...ROOMS.map((room, at) => `${room} ${10 * (at + 1)}`),
        'CURRICULA:',
        ...curricula.map((members, at) => `q${at} ${members.length} ${members.join(' ')}`),
        'UNAVAILABILITY_CONSTRAINTS:',
        ...closed.map((fields) => fields.join(' ')),
        'END.',
      ].join('\n'),
    ),
  )

const amountOf = (rules: readonly RuleCost[], kind: RuleCost['kind']) =>
  rules.find((rule) => rule.kind === kind)?.amount

describe('the judge and the cost that the search works by', () => {
  it('agree on any solution, good or bad', () => {
    const places = fc.array(fc.tuple(fc.constantFrom(...ROOMS), fc.nat(DAYS - 1), fc.nat(PERIODS - 1)), {
      minLength: 20,
      maxLength: 20,
    })
    fc.assert(
      fc.property(instances, places, (instance, where) => {
        const lessons = instance.courses.flatMap(({ id, lessons: own }) => own.map(() => id))
        const solution = lessons.map((id, at) => `${id} ${where[at]?.join(' ')}`).join('\n')
        const judgement = judge(instance, readSolRows(instance, solution))
        const cost = costOf(instance, readSol(instance, solution))
        const judged = (rule: JudgedRule) => costOfRules(judgement.findings, [rule])
        expect(judgement.violations === 0).toBe(cost.hard === 0)
        expect(judged('RoomOccupancy')).toBe(amountOf(cost.rules, 'room-taken'))
        expect(judged('Availability')).toBe(amountOf(cost.rules, 'unavailable'))
        expect(judged('RoomCapacity')).toBe(amountOf(cost.rules, 'room-capacity'))
        expect(judged('MinimumWorkingDays')).toBe((amountOf(cost.rules, 'minimum-days') ?? 0) * 5)
        expect(judged('RoomStability')).toBe(amountOf(cost.rules, 'room-stability'))
        // A lonely period is counted once by the search, however many clash in it.
        if (cost.hard === 0) expect(judgement.cost).toBe(cost.soft)
      }),
      { numRuns: 300 },
    )
  })

  it('agree on what the search finds', () => {
    fc.assert(
      fc.property(instances, fc.nat(1000), (instance, seed) => {
        const { timetable, hard, soft } = solve(instance, { seed, budget: movesBudget(20_000) })
        const { violations, cost } = judge(instance, readSolRows(instance, writeSol(instance, timetable)))
        expect(violations === 0).toBe(hard === 0)
        if (hard === 0) expect(cost).toBe(soft)
      }),
      { numRuns: 40 },
    )
  })
})
