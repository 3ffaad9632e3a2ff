import type { Course, Instance, Placement, Slot } from './instance.ts'
import { createRandom, pick } from './search/random.ts'

/** Builders for tests. */

/** A course of three single lessons with a teacher of its own, in class 7A. */
export const aCourse = (id: string, more: Partial<Course> = {}): Course => ({
  id,
  name: id,
  subject: id,
  lessons: [1, 1, 1],
  teachers: [`${id}-teacher`],
  groups: ['7A'],
  students: 20,
  room: {},
  ...more,
})

/** A week of 3 days × 4 periods with two rooms, for the given courses: everybody in them has their id as name. */
export const aWeek = (courses: readonly Course[], more: Partial<Instance> = {}): Instance => {
  const named = (ids: readonly string[]) => [...new Set(ids)].map((id) => ({ id, name: id }))
  return {
    name: 'week',
    days: 3,
    periods: 4,
    rooms: [
      { id: 'a', name: 'Room A', capacity: 20 },
      { id: 'b', name: 'Room B', capacity: 30 },
    ],
    teachers: named(courses.flatMap(({ teachers }) => teachers)),
    groups: named(courses.flatMap(({ groups }) => groups)),
    courses,
    rules: [],
    ...more,
  }
}

/** `[day, period]`, with a room or in none. */
export const at = (day: number, period: number, room: string | null = null): Placement => ({
  day,
  period,
  room,
})

const SUBJECTS: readonly [subject: string, lessons: readonly number[], room: string][] = [
  ['Chinese', [1, 1, 1, 1, 1], 'plain'],
  ['Maths', [1, 1, 1, 1, 1], 'plain'],
  ['English', [2, 1, 1], 'plain'],
  ['Physics', [2, 1], 'laboratory'],
  ['Biology', [2, 1], 'laboratory'],
  ['History', [1, 1], 'plain'],
  ['Geography', [1, 1], 'plain'],
  ['Music', [1, 1], 'studio'],
  ['Art', [2], 'studio'],
]
const CLASSES = 40
const DAYS = 5
const PERIODS = 8
/** Periods one teacher can be asked for in a week. */
const FULL_LOAD = 22

/** The next teacher of a subject who has periods to spare; a new one where nobody has. */
const staffing = () => {
  const staff = new Map<string, { id: string; left: number }[]>()
  return {
    take: (subject: string, periods: number): string => {
      const people = staff.get(subject) ?? []
      staff.set(subject, people)
      let person = people.find(({ left }) => left >= periods)
      if (person === undefined) {
        person = { id: `${subject} ${people.length + 1}`, left: FULL_LOAD }
        people.push(person)
      }
      person.left -= periods
      return person.id
    },
    all: () => [...staff.values()].flat().map(({ id }) => ({ id, name: id })),
  }
}

const allDay = (day: number): Slot[] => Array.from({ length: PERIODS }, (_, period) => ({ day, period }))

/**
 * A realistic school: 40 classes of 35 periods in a week of 5 × 8, single and double lessons, laboratories, studios and
 * halls that are few, two teachers in sport, two language sets taught in parallel to each pair of classes, part-time
 * teachers with free days, lunch for everybody, an assembly that is fixed, and wishes. Chance decides who works part time.
 */
export const aSchoolOf40 = (seed: number): Instance => {
  const random = createRandom(seed)
  const staff = staffing()
  const groups = Array.from({ length: CLASSES }, (_, n) => ({ id: `c${n}`, name: `Class ${n + 1}` }))
  const single = groups.flatMap(({ id: group }) =>
    SUBJECTS.map(([subject, lessons, kind]): Course => {
      const periods = lessons.reduce((sum, each) => sum + each, 0)
      const teachers = [staff.take(subject, periods)]
      return {
        id: `${subject} ${group}`,
        name: `${subject} ${group}`,
        subject,
        lessons,
        teachers,
        groups: [group],
        students: 30,
        minDays: Math.min(lessons.length, 4),
        room: { kind },
      }
    }),
  )
  const pairs = Array.from({ length: CLASSES / 2 }, (_, n) => [`c${2 * n}`, `c${2 * n + 1}`])
  const joint = pairs.flatMap((both, n): Course[] => [
    ...['French', 'German'].map((subject) => ({
      id: `${subject} ${n}`,
      name: `${subject} ${n}`,
      subject,
      lessons: [1, 1, 1],
      teachers: [staff.take(subject, 3)],
      groups: both,
      students: 30,
      room: { kind: 'plain' },
    })),
    {
      id: `Sport ${n}`,
      name: `Sport ${n}`,
      subject: 'Sport',
      lessons: [2, 1],
      teachers: [staff.take('Sport', 3), staff.take('Sport assistant', 3)],
      groups: both,
      students: 60,
      room: { kind: 'hall' },
    },
    {
      id: `Assembly ${n}`,
      name: `Assembly ${n}`,
      subject: 'Assembly',
      lessons: [1],
      teachers: [],
      groups: both,
      students: 60,
      room: null,
    },
  ])
  const rooms = [
    ...Array.from({ length: CLASSES }, (_, n) => ({ kind: 'plain', n, capacity: 32 })),
    ...Array.from({ length: 8 }, (_, n) => ({ kind: 'laboratory', n, capacity: 30 })),
    ...Array.from({ length: 6 }, (_, n) => ({ kind: 'studio', n, capacity: 30 })),
    ...Array.from({ length: 3 }, (_, n) => ({ kind: 'hall', n, capacity: 80 })),
  ].map(({ kind, n, capacity }) => ({ id: `${kind} ${n}`, name: `${kind} ${n + 1}`, kind, capacity }))
  const partTime = staff.all().filter(() => pick(random, 8) === 0)
  const assemblies = joint.filter(({ subject }) => subject === 'Assembly')
  return {
    name: 'School of 40 classes',
    days: DAYS,
    periods: PERIODS,
    rooms,
    teachers: staff.all(),
    groups,
    courses: [...single, ...joint],
    rules: [
      {
        kind: 'unavailable',
        level: 'hard',
        weight: 1,
        times: partTime.map(({ id }) => ({
          who: { kind: 'teacher', id },
          slots: allDay(pick(random, DAYS)),
        })),
      },
      ...assemblies.map(({ id }) => ({
        kind: 'fixed' as const,
        level: 'hard' as const,
        weight: 1,
        course: id,
        lesson: 0,
        day: 0,
        period: 0,
      })),
      ...pairs.map((_, n) => ({
        kind: 'same-time' as const,
        level: 'hard' as const,
        weight: 1,
        courses: [`French ${n}`, `German ${n}`],
      })),
      { kind: 'room-suits', level: 'hard', weight: 1, courses: 'all' },
      { kind: 'room-capacity', level: 'hard', weight: 1, courses: 'all' },
      { kind: 'unbroken', level: 'hard', weight: 1, courses: 'all', breaksAfter: [3] },
      { kind: 'lunch', level: 'hard', weight: 1, people: { teachers: 'all', groups: 'all' }, from: 3, to: 5 },
      { kind: 'day-load', level: 'hard', weight: 1, people: { teachers: 'all' }, max: 7 },
      { kind: 'distinct-days', level: 'hard', weight: 1, courses: 'all', together: 'course', max: 2 },
      { kind: 'distinct-days', level: 'soft', weight: 5, courses: 'all', together: 'course' },
      { kind: 'gaps', level: 'soft', weight: 2, people: { teachers: 'all' }, max: 1, per: 'day' },
      { kind: 'gaps', level: 'soft', weight: 5, people: { groups: 'all' }, max: 1, per: 'day' },
      { kind: 'minimum-days', level: 'soft', weight: 3, courses: 'all' },
      { kind: 'room-stability', level: 'soft', weight: 1, courses: 'all' },
    ],
  }
}
