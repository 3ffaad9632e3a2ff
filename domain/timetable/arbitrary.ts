import fc from 'fast-check'
import type { Course, Instance, Rule, RuleKind } from './instance.ts'

/** Small schools by chance, for tests: with doubles, co-teaching, courses without rooms, and any rules of the catalogue. */

const DAYS = 4
const PERIODS = 5
const TEACHERS = ['Ada', 'Ben', 'Cem']
const GROUPS = ['7A', '7B', '8A']
const ROOMS = ['r1', 'r2', 'r3', 'r4']
const COURSES = ['maths', 'music', 'sport', 'french', 'german', 'lab']

const some = (ids: readonly string[]) => fc.oneof(fc.constant('all' as const), fc.subarray([...ids]))

const people = fc.record({ teachers: some(TEACHERS), groups: some(GROUPS) })

const slots = fc.uniqueArray(fc.record({ day: fc.nat(DAYS - 1), period: fc.nat(PERIODS - 1) }), {
  maxLength: 6,
  selector: ({ day, period }) => day * PERIODS + period,
})

const who = fc.oneof(
  fc.record({ kind: fc.constant('teacher' as const), id: fc.constantFrom(...TEACHERS) }),
  fc.record({ kind: fc.constant('group' as const), id: fc.constantFrom(...GROUPS) }),
  fc.record({ kind: fc.constant('course' as const), id: fc.constantFrom(...COURSES) }),
)

const room = fc.record({ kind: fc.constant('room' as const), id: fc.constantFrom(...ROOMS) })

const placement = fc.record({
  day: fc.nat(DAYS - 1),
  period: fc.nat(PERIODS - 2),
  room: fc.constantFrom(...ROOMS),
})

const base = {
  level: fc.constantFrom('hard' as const, 'soft' as const),
  weight: fc.integer({ min: 1, max: 20 }),
}

/** A rule of each kind, with its own fields by chance. */
const RULES: { readonly [Kind in RuleKind]: fc.Arbitrary<Extract<Rule, { kind: Kind }>> } = {
  unavailable: fc.oneof(
    fc.record({
      kind: fc.constant('unavailable' as const),
      ...base,
      times: fc.array(fc.record({ who: fc.oneof(who, room), slots }), { maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant('unavailable' as const),
      ...base,
      times: fc.array(fc.record({ who, slots }), { maxLength: 3 }),
      fair: fc.constant(true),
    }),
  ),
  'day-periods': fc.record({
    kind: fc.constant('day-periods' as const),
    ...base,
    courses: some(COURSES),
    periods: fc.subarray([0, 1, 2, 3, 4]),
  }),
  fixed: fc.record(
    {
      kind: fc.constant('fixed' as const),
      ...base,
      course: fc.constantFrom(...COURSES),
      lesson: fc.constant(0),
      day: fc.nat(DAYS - 1),
      period: fc.nat(PERIODS - 1),
      room: fc.constantFrom(...ROOMS),
    },
    { requiredKeys: ['kind', 'level', 'weight', 'course', 'lesson'] },
  ),
  unbroken: fc.record({
    kind: fc.constant('unbroken' as const),
    ...base,
    courses: some(COURSES),
    breaksAfter: fc.subarray([1, 2, 3]),
  }),
  'room-suits': fc.record({ kind: fc.constant('room-suits' as const), ...base, courses: some(COURSES) }),
  'room-capacity': fc.record({
    kind: fc.constant('room-capacity' as const),
    ...base,
    courses: some(COURSES),
  }),
  'room-stability': fc.record({
    kind: fc.constant('room-stability' as const),
    ...base,
    courses: some(COURSES),
  }),
  'minimum-days': fc.record({ kind: fc.constant('minimum-days' as const), ...base, courses: some(COURSES) }),
  'distinct-days': fc.record({
    kind: fc.constant('distinct-days' as const),
    ...base,
    courses: some(COURSES),
    together: fc.constantFrom('course' as const, 'subject' as const, 'all' as const),
    max: fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined }),
  }),
  gaps: fc.record({
    kind: fc.constant('gaps' as const),
    ...base,
    people,
    max: fc.nat(2),
    per: fc.constantFrom('day' as const, 'cycle' as const),
  }),
  isolated: fc.record({ kind: fc.constant('isolated' as const), ...base, people }),
  'day-load': fc.record({
    kind: fc.constant('day-load' as const),
    ...base,
    people,
    min: fc.option(fc.nat(3), { nil: undefined }),
    max: fc.option(fc.nat(4), { nil: undefined }),
  }),
  consecutive: fc.record({
    kind: fc.constant('consecutive' as const),
    ...base,
    people,
    max: fc.integer({ min: 1, max: 3 }),
  }),
  lunch: fc.record({
    kind: fc.constant('lunch' as const),
    ...base,
    people,
    from: fc.constant(1),
    to: fc.integer({ min: 1, max: 4 }),
    free: fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined }),
  }),
  'working-days': fc.record({
    kind: fc.constant('working-days' as const),
    ...base,
    people,
    min: fc.option(fc.nat(4), { nil: undefined }),
    max: fc.option(fc.nat(4), { nil: undefined }),
  }),
  'same-time': fc.record({
    kind: fc.constant('same-time' as const),
    ...base,
    courses: fc.subarray(COURSES, { minLength: 2 }),
  }),
  repeat: fc.record({
    kind: fc.constant('repeat' as const),
    ...base,
    // The arbitrary instance gives these an even number of lessons.
    courses: fc.subarray(['maths', 'french']),
    every: fc.constant(DAYS / 2),
  }),
  'building-change': fc.record({ kind: fc.constant('building-change' as const), ...base, people }),
  unmoved: fc.record({
    kind: fc.constant('unmoved' as const),
    ...base,
    what: fc.constantFrom('time' as const, 'room' as const),
    from: fc.array(fc.option(placement), { minLength: 3, maxLength: 12 }),
  }),
}

const course = (id: string): fc.Arbitrary<Course> =>
  fc.record({
    id: fc.constant(id),
    name: fc.constant(id),
    subject: fc.constantFrom('arts', 'sciences'),
    lessons:
      id === 'maths' || id === 'french'
        ? fc.constantFrom([1, 1], [2, 2], [1, 1, 1, 1])
        : fc.array(fc.constantFrom(1, 1, 2), { minLength: 1, maxLength: 4 }),
    teachers: fc.subarray(TEACHERS, { minLength: 1, maxLength: 2 }),
    groups: fc.subarray(GROUPS, { minLength: 1, maxLength: 2 }),
    students: fc.integer({ min: 5, max: 40 }),
    minDays: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    room: fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ kind: fc.constantFrom('plain', 'laboratory') }, { requiredKeys: [] }),
      },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
  })

/** A small school under some rules of the given kinds. */
export const arbitraryInstance = (kinds: readonly RuleKind[]): fc.Arbitrary<Instance> =>
  fc.record({
    name: fc.constant('by chance'),
    days: fc.constant(DAYS),
    periods: fc.constant(PERIODS),
    rooms: fc.constant(
      ROOMS.map((id, at) => ({
        id,
        name: id,
        capacity: 10 + 8 * at,
        kind: at === 3 ? 'laboratory' : 'plain',
        building: ['north', 'south', 'south', undefined][at],
      })),
    ),
    teachers: fc.constant(TEACHERS.map((id) => ({ id, name: id }))),
    groups: fc.constant(GROUPS.map((id) => ({ id, name: id }))),
    courses: fc.tuple(...COURSES.map(course)),
    rules: fc.array(fc.oneof(...kinds.map((kind): fc.Arbitrary<Rule> => RULES[kind])), {
      minLength: 1,
      maxLength: Math.min(8, kinds.length + 1),
    }),
  })

export const ALL_KINDS = Object.keys(RULES) as RuleKind[]
