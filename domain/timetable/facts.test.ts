import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALL_KINDS, arbitraryInstance } from './arbitrary.ts'
import { factsOf } from './facts.ts'
import type { Course, Instance, Rule, Slot, Who } from './instance.ts'
import { movesBudget, solve } from './search.ts'
import { aCourse, aWeek } from './testing.ts'
import { factInWords } from './words.ts'

const hard = { level: 'hard', weight: 1 } as const

const words = (courses: readonly Course[], rules: readonly Rule[], more: Partial<Instance> = {}) =>
  factsOf(aWeek(courses, { rules, ...more })).map(factInWords)

const closed = (who: Who, slots: readonly Slot[]): Rule => ({
  kind: 'unavailable',
  ...hard,
  times: [{ who, slots }],
})

const day = (number: number): Slot[] => [0, 1, 2, 3].map((period) => ({ day: number, period }))

const laboratories = {
  rooms: [
    { id: 'a', name: 'Room A', capacity: 20 },
    { id: 'lab', name: 'Laboratory', capacity: 20, kind: 'laboratory' },
  ],
}

describe('the facts that make a timetable impossible', () => {
  it('are none where the search finds one', () => {
    let feasible = 0
    let refused = 0
    fc.assert(
      fc.property(arbitraryInstance(ALL_KINDS), fc.nat(1000), (instance, seed) => {
        const found = solve(instance, { seed, budget: movesBudget(5_000) }).hard === 0
        const facts = factsOf(instance)
        if (found) expect(facts.map(factInWords)).toEqual([])
        feasible += found ? 1 : 0
        refused += facts.length > 0 ? 1 : 0
      }),
      { numRuns: 80, seed: 7 },
    )
    // Both happen, or the property says nothing.
    expect(feasible).toBeGreaterThan(10)
    expect(refused).toBeGreaterThan(10)
  })

  it('name a person with more lessons than free periods', () => {
    const teacher = { teachers: ['Noether'] }
    const courses = [
      aCourse('Algebra', { ...teacher, groups: ['7A'], lessons: [2, 1, 1] }),
      aCourse('Logic', { ...teacher, groups: ['7B'] }),
      aCourse('Music', { groups: ['7C'] }),
    ]
    expect(
      words(courses, [closed({ kind: 'teacher', id: 'Noether' }, [...day(0), ...day(1).slice(1)])]),
    ).toEqual(['Noether has 7 periods of lessons (Algebra, Logic) and 5 free periods for them.'])
    expect(words(courses, [closed({ kind: 'teacher', id: 'Noether' }, day(0))])).toEqual([])
  })

  it('name only the lessons that crowd, where the others have room', () => {
    const early: Rule = { kind: 'day-periods', ...hard, courses: ['Algebra', 'Logic'], periods: [0] }
    const courses = [
      aCourse('Algebra', { lessons: [1, 1] }),
      aCourse('Logic', { lessons: [1, 1] }),
      aCourse('Music'),
    ]
    expect(words(courses, [early])).toEqual([
      '7A has 4 periods of lessons (Algebra, Logic) and 3 free periods for them.',
    ])
  })

  it('count parallel courses of a class once', () => {
    const sets = ['French', 'German'].map((id) => aCourse(id, { lessons: Array(6).fill(1) }))
    const others = [aCourse('Maths', { lessons: Array(6).fill(1) })]
    const parallel: Rule = { kind: 'same-time', ...hard, courses: ['French', 'German'] }
    expect(words([...sets, ...others], [parallel])).toEqual([])
    expect(words([...sets, ...others], [])).toEqual([
      '7A has 18 periods of lessons (French, German, Maths) and 12 free periods for them.',
    ])
  })

  it('name rooms that are needed in more periods than there are', () => {
    const courses = ['7A', '7B', '7C'].map((group) =>
      aCourse(`Physics ${group}`, {
        groups: [group],
        lessons: [2, 2, 1],
        room: { kind: 'laboratory' },
      }),
    )
    const suits: Rule = { kind: 'room-suits', ...hard, courses: 'all' }
    expect(words(courses, [suits], laboratories)).toEqual([
      'Laboratory: needed for 15 periods (Physics 7A, Physics 7B, Physics 7C), and free in 12.',
    ])
    expect(words(courses.slice(1), [suits], laboratories)).toEqual([])
    expect(
      words(courses.slice(1), [suits, closed({ kind: 'room', id: 'lab' }, day(2))], laboratories),
    ).toEqual(['Laboratory: needed for 10 periods (Physics 7B, Physics 7C), and free in 8.'])
  })

  it('name a lesson that has no time, and one that has no room', () => {
    const tooLong = aCourse('Art', { lessons: [4] })
    const broken: Rule = { kind: 'unbroken', ...hard, courses: 'all', breaksAfter: [1] }
    expect(words([tooLong], [broken])).toEqual(['Art has a lesson of 4 periods that may start at no time.'])
    const big: Rule = { kind: 'room-capacity', ...hard, courses: 'all' }
    expect(words([aCourse('Choir', { students: 90 })], [big])).toEqual([
      'Choir has a lesson that may be in no room.',
    ])
    const fixed: Rule = { kind: 'fixed', ...hard, course: 'Choir', lesson: 1, room: 'lab' }
    const suits: Rule = { kind: 'room-suits', ...hard, courses: 'all' }
    expect(words([aCourse('Choir', { room: { kind: 'hall' } })], [suits, fixed], laboratories)).toEqual([
      'Choir has a lesson that may be in no room.',
    ])
  })

  it('count what the rules for a day leave, and the days of a working week', () => {
    const courses = [
      aCourse('Algebra', { lessons: [1, 1, 1, 1] }),
      aCourse('Logic', { lessons: [1, 1, 1, 1] }),
    ]
    const people = { groups: 'all' } as const
    const short: Rule = { kind: 'day-load', ...hard, people, max: 2 }
    expect(words(courses, [short])).toEqual([
      '7A has 8 periods of lessons and can be taught 6 by the rules for a day.',
    ])
    const lunch: Rule = { kind: 'lunch', ...hard, people, from: 1, to: 2, free: 2 }
    expect(words(courses, [lunch])).toEqual([
      '7A has 8 periods of lessons and can be taught 6 by the rules for a day.',
    ])
    const twoDays: Rule = { kind: 'working-days', ...hard, people, max: 1 }
    expect(words(courses, [twoDays])).toEqual([
      '7A has 8 periods of lessons and can be taught 4 by the rules for a day.',
    ])
    const teacher: Rule = { kind: 'working-days', ...hard, people: { teachers: ['Art-teacher'] }, min: 2 }
    expect(words([aCourse('Art', { lessons: [2] })], [teacher])).toEqual([
      'Art-teacher must have lessons on 2 days and can on 1.',
    ])
  })

  it('count days for lessons that want distinct ones', () => {
    const spread: Rule = { kind: 'minimum-days', ...hard, courses: 'all' }
    expect(words([aCourse('Art', { lessons: [1, 1], minDays: 3 })], [spread])).toEqual([
      'Art must lie on 3 days and can on 2.',
    ])
    const distinct: Rule = { kind: 'distinct-days', ...hard, courses: 'all', together: 'course' }
    expect(words([aCourse('Art', { lessons: [1, 1, 1, 1] })], [distinct])).toEqual([
      'Art: 4 lessons, and days for 3 at so many a day.',
    ])
  })

  it('name parallel courses that cannot be parallel', () => {
    const parallel: Rule = { kind: 'same-time', ...hard, courses: ['French', 'German'] }
    const one = { teachers: ['Curie'] }
    expect(words([aCourse('French', one), aCourse('German', one)], [parallel])).toEqual([
      'French, German must be at the same time, and all have Curie.',
    ])
    const never = [
      closed({ kind: 'course', id: 'French' }, [...day(0), ...day(1).slice(0, 2)]),
      closed({ kind: 'course', id: 'German' }, [...day(2), ...day(1).slice(2)]),
    ]
    expect(words([aCourse('French'), aCourse('German')], [parallel, ...never])).toEqual([
      'French, German must be at the same time, and have no time in common.',
    ])
    const lab = { room: { kind: 'laboratory' } }
    const suits: Rule = { kind: 'room-suits', ...hard, courses: 'all' }
    expect(words([aCourse('French', lab), aCourse('German', lab)], [parallel, suits], laboratories)).toEqual([
      'French, German must be at the same time in 2 rooms, and 1 can take them: Laboratory.',
    ])
  })

  it('are not made of rules that are soft or off', () => {
    const courses = [aCourse('Art', { lessons: [1, 1, 1, 1] })]
    const rule = { kind: 'distinct-days', courses: 'all', together: 'course', weight: 1 } as const
    expect(words(courses, [{ ...rule, level: 'soft' }])).toEqual([])
    expect(words(courses, [{ ...rule, level: 'hard', off: true }])).toEqual([])
  })
})
