import { describe, expect, it } from 'vitest'
import { factsOf } from '../timetable/facts.ts'
import { movesBudget, solve } from '../timetable/search.ts'
import { doubledWeekday, overlappingPeriod, schoolWeek } from './bell.ts'
import type { PlannerFacts } from './facts.ts'
import { largestSets } from './groups.ts'
import { instanceOf } from './instance-of.ts'
import { madeFrom, placementsOf, slotsOf, withLocks } from './made-from.ts'
import { faultOfRule, type PlannerRule } from './rule.ts'
import { parseLengths, sayLengths } from './teaching.ts'

const period = (n: number) => ({ starts: `0${8 + n}:00`, ends: `0${8 + n}:45` })
const periods = [
  { starts: '08:00', ends: '08:45' },
  { starts: '08:55', ends: '09:40' },
]

const rule = (more: Partial<PlannerRule>): PlannerRule => ({
  id: 'r',
  kind: 'subject-a-day',
  level: 'hard',
  weight: 1,
  off: false,
  about: 'school',
  whom: '',
  numbers: { max: 1 },
  ...more,
})

const teaching = (id: string, classId: string, more: Partial<PlannerFacts['teachings'][number]> = {}) => ({
  id,
  classId,
  subject: 'Maths',
  teacherIds: [],
  lengths: [1, 1],
  days: null,
  roomKind: '',
  features: [],
  roomId: null,
  parallel: '',
  ...more,
})

/** Two classes with their teachers, Monday of two periods and a short Tuesday of one. */
const facts = (more: Partial<PlannerFacts> = {}): PlannerFacts => ({
  termId: 't',
  classes: [
    { id: 'a', code: '7A', name: 'Class 7A', subject: '', hue: 0, students: 20, teacherIds: ['noether'] },
    { id: 'b', code: '7B', name: 'Class 7B', subject: 'Maths', hue: 1, students: 25, teacherIds: ['gauss'] },
  ],
  teachers: [
    { id: 'noether', displayName: 'Noether' },
    { id: 'gauss', displayName: 'Gauss' },
  ],
  together: [['a', 'b']],
  bells: [
    { id: 'full', name: 'Full', weekdays: [1], periods },
    { id: 'short', name: 'Short', weekdays: [2], periods: periods.slice(0, 1) },
  ],
  rooms: [{ id: 'lab', name: 'Lab', kind: 'Laboratory', features: ['Gas'], seats: 0, building: '' }],
  teachings: [teaching('ta', 'a', { lengths: [1] }), teaching('tb', 'b')],
  times: [],
  rules: [],
  ...more,
})

describe('the instance of a school', () => {
  it('has the days of the bells, the classes’ teachers, and a set for classes that share students', () => {
    const instance = instanceOf(facts())
    expect([instance.days, instance.periods]).toEqual([2, 2])
    expect(instance.courses.map(({ name, teachers, minDays }) => [name, teachers, minDays])).toEqual([
      ['Class 7A · Maths', ['noether'], 1],
      ['Class 7B', ['gauss'], 2],
    ])
    expect(instance.groups).toEqual([{ id: 'set:a+b', name: '7A, 7B' }])
  })

  it('solves so that no lesson lies in a period that the short day does not have, nor in an away time', () => {
    const instance = instanceOf(
      facts({ times: [{ accountId: 'noether', times: [{ weekday: 1, period: 0, level: 'away' }] }] }),
    )
    const { timetable, hard } = solve(instance, { seed: 1, budget: movesBudget(20_000) })
    expect(hard).toBe(0)
    const slots = timetable.map((at) => `${at?.day}.${at?.period}`)
    expect([...slots].sort()).toEqual(['0.0', '0.1', '1.0'])
    expect(slots[0]).not.toBe('0.0')
  })

  it('compares words of rooms as people do, and takes seats that nobody counted for enough', () => {
    const instance = instanceOf(
      facts({
        teachings: [teaching('ta', 'a', { roomKind: 'laboratory', features: ['ｇａｓ'] })],
        rules: [rule({ kind: 'room-kind', numbers: {} }), rule({ kind: 'room-seats', numbers: {} })],
      }),
    )
    const { hard } = solve(instance, { seed: 1, budget: movesBudget(20_000) })
    expect(hard).toBe(0)
  })

  it('is found impossible with names when a teacher is asked for more than there is', () => {
    const [fact] = factsOf(instanceOf(facts({ teachings: [teaching('ta', 'a', { lengths: [1, 1, 1, 1] })] })))
    expect(fact).toMatchObject({ kind: 'free-periods', needed: 4, available: 3 })
  })

  it('takes rules of a subject, a teacher and a class to whom they are about', () => {
    const { rules } = instanceOf(
      facts({
        rules: [
          rule({ about: 'class', whom: 'a' }),
          rule({ kind: 'teacher-gaps', about: 'teacher', whom: 'gauss', numbers: { max: 0 } }),
          rule({ kind: 'day-part', about: 'subject', whom: 'Maths', numbers: { from: 1, to: 9 } }),
          rule({ kind: 'class-lunch', about: 'class', whom: 'b', numbers: { from: 1, to: 2 } }),
        ],
      }),
    )
    expect(rules.slice(1)).toMatchObject([
      { kind: 'distinct-days', courses: ['ta'], together: 'subject' },
      { kind: 'gaps', people: { teachers: ['gauss'] } },
      { kind: 'day-periods', courses: ['ta', 'tb'], periods: [0, 1] },
      { kind: 'lunch', people: { groups: ['set:a+b'] }, from: 0, to: 1 },
    ])
  })

  it('binds teachings of one mark, and marks wishes as fair', () => {
    const { rules } = instanceOf(
      facts({
        teachings: [teaching('ta', 'a', { parallel: 'Set 1' }), teaching('tb', 'b', { parallel: 'set 1' })],
        times: [{ accountId: 'gauss', times: [{ weekday: 2, period: 0, level: 'wish' }] }],
        rules: [rule({ kind: 'wishes', level: 'soft', weight: 5, numbers: {} })],
      }),
    )
    expect(rules).toMatchObject([
      { kind: 'unavailable', level: 'hard' },
      { kind: 'unavailable', level: 'soft', weight: 5, fair: true },
      { kind: 'same-time', courses: ['ta', 'tb'] },
    ])
  })
})

describe('what a timetable keeps', () => {
  it('turns into placements and back, and locks stay', () => {
    const made = madeFrom(facts())
    const { timetable } = solve(made.instance, { seed: 1, budget: movesBudget(10_000) })
    const slots = slotsOf(made.instance, timetable)
    expect(placementsOf(made.instance, slots)).toEqual(timetable)
    const locked = slots.map((slot) => ({ ...slot, locked: slot.teachingId === 'ta' }))
    expect(slotsOf(made.instance, timetable, locked)).toEqual(locked)
    const fixed = withLocks(made.instance, locked).rules.filter(({ kind }) => kind === 'fixed')
    expect(fixed).toHaveLength(1)
    expect(withLocks(made.instance, slots)).toBe(made.instance)
  })
})

describe('what planners type', () => {
  it('reads lengths as people write them, and writes them so that it reads them again', () => {
    expect(['4', '2+1+1', '2, 1', '2x2', '１＋２', '1×2'].map(parseLengths)).toEqual([
      [1, 1, 1, 1],
      [2, 1, 1],
      [2, 1],
      [2, 2],
      [1, 2],
      [2],
    ])
    expect(['', '0', '9+1', 'two', '21'].map(parseLengths)).toEqual([null, null, null, null, null])
    for (const lengths of [[1], [2], [1, 1, 1], [2, 1, 1], [3, 3]])
      expect(parseLengths(sayLengths(lengths))).toEqual(lengths)
  })

  it('finds a period that overlaps, a day of two bells, a rule without its number', () => {
    expect(overlappingPeriod(periods)).toBeNull()
    expect(overlappingPeriod([period(1), period(0)])).toBe(1)
    expect(overlappingPeriod([{ starts: '09:00', ends: '08:00' }])).toBe(0)
    const bells = facts().bells
    expect(doubledWeekday(bells)).toBeNull()
    expect(doubledWeekday([...bells, { id: 'x', name: '', weekdays: [2], periods }])).toBe(2)
    expect(schoolWeek([...bells].reverse()).map(({ weekday }) => weekday)).toEqual([1, 2])
    expect(faultOfRule(rule({}))).toBeNull()
    expect(faultOfRule(rule({ numbers: {} }))).toBe('numbers')
    expect(faultOfRule(rule({ numbers: { max: 0 } }))).toBe('numbers')
    expect(faultOfRule(rule({ about: 'teacher', whom: 'x' }))).toBe('about')
    expect(faultOfRule(rule({ about: 'class' }))).toBe('about')
    expect(faultOfRule(rule({ kind: 'class-lunch', numbers: { from: 5, to: 4 } }))).toBe('numbers')
  })

  it('keeps of the sets of classes the largest', () => {
    expect(largestSets([['b', 'a'], ['a'], ['a', 'b'], ['c', 'b'], []])).toEqual([
      ['a', 'b'],
      ['b', 'c'],
    ])
  })
})
