import { describe, expect, it } from 'vitest'
import { ALL_KINDS } from './arbitrary.ts'
import { costOf } from './cost.ts'
import type { Course, Instance, Rule, RuleKind, Timetable } from './instance.ts'
import { movesBudget, solve } from './search.ts'
import { aCourse, at, aWeek } from './testing.ts'
import { ruleInWords } from './words.ts'

interface Example {
  readonly courses: readonly Course[]
  readonly more?: Partial<Instance>
  readonly rule: Rule
  /** A timetable that breaks the rule, and what is said of it. */
  readonly broken: Timetable
  readonly words: string
  /** One that keeps it. */
  readonly kept: Timetable
}

const soft = { level: 'soft', weight: 3 } as const
const hard = { level: 'hard', weight: 1 } as const
const group = { groups: 'all' } as const
const art = aCourse('Art')
const music = aCourse('Music', { lessons: [2, 1] })

/** Every rule of the catalogue, broken and kept. */
const CATALOGUE: { readonly [Kind in RuleKind]: Example & { rule: { kind: Kind } } } = {
  unavailable: {
    courses: [art],
    rule: {
      kind: 'unavailable',
      ...hard,
      times: [
        {
          who: { kind: 'teacher', id: 'Art-teacher' },
          slots: [
            { day: 0, period: 0 },
            { day: 0, period: 1 },
          ],
        },
      ],
    },
    broken: [at(0, 0), at(0, 2), at(1, 0)],
    words: '1 of 2 times to be kept free are not (hard, 1 period): Art-teacher (day 1, period 1)',
    kept: [at(0, 2), at(1, 0), at(1, 1)],
  },
  'day-periods': {
    courses: [music],
    rule: { kind: 'day-periods', ...soft, courses: 'all', periods: [0, 1] },
    broken: [at(0, 1), at(1, 3)],
    words:
      '2 of 2 lessons lie at another time of day (2 periods × 3 = 6): Music (day 1, period 2); Music (day 2, period 4)',
    kept: [at(0, 0), at(1, 1)],
  },
  fixed: {
    courses: [art],
    rule: { kind: 'fixed', ...hard, course: 'Art', lesson: 1, day: 2, period: 0, room: 'b' },
    broken: [at(0, 0, 'a'), at(1, 0, 'a'), at(1, 1, 'a')],
    words: '1 of 1 fixed lessons are elsewhere (hard, 2 lessons): Art (day 2, period 1) × 2',
    kept: [at(0, 0, 'a'), at(2, 0, 'b'), at(1, 1, 'a')],
  },
  unbroken: {
    courses: [music],
    rule: { kind: 'unbroken', ...hard, courses: 'all', breaksAfter: [1] },
    broken: [at(0, 1), at(1, 1)],
    words: '1 of 2 long lessons run over a break (hard, 1 lesson): Music (day 1, period 2)',
    kept: [at(0, 2), at(1, 1)],
  },
  'room-suits': {
    courses: [aCourse('Lab', { lessons: [1], room: { kind: 'laboratory', features: ['gas'] } })],
    more: {
      rooms: [
        { id: 'a', name: 'Room A', capacity: 20, kind: 'laboratory' },
        { id: 'b', name: 'Room B', capacity: 20, kind: 'laboratory', features: ['gas', 'water'] },
      ],
    },
    rule: { kind: 'room-suits', ...hard, courses: 'all' },
    broken: [at(0, 0, 'a')],
    words: '1 of 1 lessons have a room that does not suit (hard, 1 lesson): Lab (day 1, period 1)',
    kept: [at(0, 0, 'b')],
  },
  'room-capacity': {
    courses: [aCourse('Choir', { lessons: [1, 1], students: 28 })],
    rule: { kind: 'room-capacity', ...soft, courses: 'all' },
    broken: [at(0, 0, 'a'), at(1, 0, 'b')],
    words: '1 of 2 lessons have a room that is too small (8 students × 3 = 24): Choir (day 1, period 1) × 8',
    kept: [at(0, 0, 'b'), at(1, 0, 'b')],
  },
  'room-stability': {
    courses: [art],
    rule: { kind: 'room-stability', ...soft, courses: 'all' },
    broken: [at(0, 0, 'a'), at(1, 0, 'b'), at(2, 0, 'b')],
    words: '1 of 1 courses change rooms (1 extra room × 3 = 3): Art',
    kept: [at(0, 0, 'b'), at(1, 0, 'b'), at(2, 0, 'b')],
  },
  'minimum-days': {
    courses: [aCourse('Art', { minDays: 3 })],
    rule: { kind: 'minimum-days', ...soft, courses: 'all' },
    broken: [at(0, 0), at(0, 1), at(1, 0)],
    words: '1 of 1 courses lie on too few days (1 day × 3 = 3): Art',
    kept: [at(0, 0), at(1, 0), at(2, 0)],
  },
  'distinct-days': {
    courses: [art, aCourse('Craft', { lessons: [1], subject: 'Art' })],
    rule: { kind: 'distinct-days', ...soft, courses: 'all', together: 'subject', max: 2 },
    broken: [at(0, 0), at(0, 1), at(1, 0), at(0, 2)],
    words: '1 of 3 days have too many lessons of one subject (1 lesson × 3 = 3): Art, Craft (day 1)',
    kept: [at(0, 0), at(0, 1), at(1, 0), at(1, 2)],
  },
  gaps: {
    courses: [art],
    rule: { kind: 'gaps', ...soft, people: group, max: 1, per: 'cycle' },
    broken: [at(0, 0), at(0, 3), at(1, 0)],
    words: '1 of 1 timetables have gaps (1 free period × 3 = 3): 7A',
    kept: [at(0, 0), at(0, 2), at(1, 0)],
  },
  isolated: {
    courses: [art],
    rule: { kind: 'isolated', ...soft, people: group },
    broken: [at(0, 0), at(0, 1), at(1, 3)],
    words: '1 of 3 days have lessons on their own (1 lesson × 3 = 3): 7A (day 2)',
    kept: [at(0, 0), at(0, 1), at(0, 2)],
  },
  'day-load': {
    courses: [art],
    rule: { kind: 'day-load', ...soft, people: group, min: 1, max: 2 },
    broken: [at(0, 0), at(0, 1), at(0, 2)],
    words: '1 of 3 days are too long or too short (1 period × 3 = 3): 7A (day 1)',
    kept: [at(0, 0), at(0, 1), at(1, 2)],
  },
  consecutive: {
    courses: [art],
    rule: { kind: 'consecutive', ...soft, people: group, max: 2 },
    broken: [at(0, 0), at(0, 1), at(0, 2)],
    words: '1 of 3 days have too long a run of lessons (1 period × 3 = 3): 7A (day 1)',
    kept: [at(0, 0), at(0, 1), at(0, 3)],
  },
  lunch: {
    courses: [music],
    rule: { kind: 'lunch', ...hard, people: group, from: 1, to: 2 },
    broken: [at(0, 1), at(1, 0)],
    words: '1 of 3 days have no time for lunch (hard, 1 period): 7A (day 1)',
    kept: [at(0, 0), at(1, 0)],
  },
  'working-days': {
    courses: [art],
    rule: { kind: 'working-days', ...hard, people: { teachers: 'all' }, max: 2 },
    broken: [at(0, 0), at(1, 0), at(2, 0)],
    words: '1 of 1 people have too many or too few working days (hard, 1 day): Art-teacher',
    kept: [at(0, 0), at(1, 0), at(1, 1)],
  },
  'same-time': {
    courses: [aCourse('French', { lessons: [1, 1] }), aCourse('German', { lessons: [1, 1] })],
    rule: { kind: 'same-time', ...hard, courses: ['French', 'German'] },
    broken: [at(0, 0), at(1, 0), at(0, 0), at(2, 0)],
    words: '1 of 2 parallel lessons are not parallel (hard, 1 lesson): French, German (day 3, period 1)',
    kept: [at(0, 0), at(1, 0), at(0, 0), at(1, 0)],
  },
  repeat: {
    courses: [aCourse('Art', { lessons: [1, 1] })],
    more: { days: 4 },
    rule: { kind: 'repeat', ...hard, courses: 'all', every: 2 },
    broken: [at(0, 0), at(2, 1)],
    words: '1 of 1 lessons differ from the week before (hard, 1 lesson): Art (day 3, period 2)',
    kept: [at(0, 1), at(2, 1)],
  },
  'building-change': {
    courses: [art],
    more: {
      rooms: [
        { id: 'a', name: 'Room A', capacity: 20, building: 'North' },
        { id: 'b', name: 'Room B', capacity: 30, building: 'South' },
      ],
    },
    rule: { kind: 'building-change', ...soft, people: group },
    broken: [at(0, 0, 'a'), at(0, 1, 'b'), at(1, 0, 'a')],
    words: '1 of 9 times there is no time to walk (1 walk × 3 = 3): 7A (day 1, period 1)',
    kept: [at(0, 0, 'a'), at(0, 2, 'b'), at(1, 0, 'a')],
  },
  unmoved: {
    courses: [art],
    rule: { kind: 'unmoved', ...soft, what: 'time', from: [at(0, 0), at(1, 0), at(2, 0)] },
    broken: [at(0, 0), at(1, 0), at(2, 1)],
    words: '1 of 3 lessons are moved (1 lesson × 3 = 3): Art (day 3, period 2)',
    kept: [at(0, 0), at(1, 0), at(2, 0)],
  },
}

const instanceOf = ({ courses, more, rule }: Example): Instance => aWeek(courses, { ...more, rules: [rule] })

/** What is said of the example's rule. */
const said = (example: Example, timetable: Timetable): string => {
  const line = costOf(instanceOf(example), timetable).rules.at(-1)
  return line === undefined ? '' : ruleInWords(line)
}

describe('each rule of the catalogue', () => {
  for (const kind of ALL_KINDS) {
    const example: Example = CATALOGUE[kind]
    it(`${kind}: says where it is broken, and nothing where it is kept`, () => {
      expect(said(example, example.broken)).toBe(example.words)
      expect(said(example, example.kept)).toMatch(/^0 of \d+ .*\((hard|cost 0)\)$/)
    })

    it(`${kind}: is kept by the search where it can be`, () => {
      const instance = instanceOf(example)
      const { hard: breaches, soft: cost } = solve(instance, { seed: 1, budget: movesBudget(200_000) })
      expect({ breaches, cost }).toEqual({ breaches: 0, cost: 0 })
    })
  }
})

describe('what is always true', () => {
  const week = aWeek([aCourse('Art', { lessons: [1] }), aCourse('Music', { lessons: [1] })])
  const lines = (timetable: Timetable) =>
    costOf(week, timetable)
      .rules.filter(({ breaches }) => breaches.length > 0)
      .map(ruleInWords)

  it('is said in words too: nobody in two lessons at once', () => {
    expect(lines([at(0, 0, 'a'), at(0, 0, 'b')])).toEqual([
      '1 of 2 lessons meet people who are elsewhere at that time (hard, 1 clash): Art, Music, 7A (day 1, period 1)',
    ])
  })

  it('no room with two lessons at once', () => {
    expect(lines([at(0, 0, 'a'), at(0, 0, 'a')])).toContain(
      '1 of 2 lessons have a room that is taken (hard, 1 lesson): Room A, Art, Music (day 1, period 1)',
    )
  })

  it('no lesson without a room it needs, or without a place', () => {
    expect(lines([at(0, 0), null])).toEqual([
      '1 of 2 lessons have no place (hard, 1 lesson): Music',
      '1 of 1 lessons have no room (hard, 1 lesson): Art (day 1, period 1)',
    ])
  })
})
