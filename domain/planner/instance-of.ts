import type { Course, Group, Instance, Rule, Slot, Unavailable } from '../timetable/instance.ts'
import { schoolWeek } from './bell.ts'
import type { PlannerFacts, TeacherTimes } from './facts.ts'
import { wordKey } from './room.ts'
import { ruleOf } from './rules-of.ts'
import type { Teaching } from './teaching.ts'

const SHOWN = 3

/** `8-MATH, 8-PHYS, 8-ART +4`: what a set of classes is called. */
const nameOfSet = (names: readonly string[]): string =>
  names.length > SHOWN ? `${names.slice(0, SHOWN).join(', ')} +${names.length - SHOWN}` : names.join(', ')

/** The groups of an instance: the sets of classes that share students, and classes without any as sets of their own. */
const groupsOf = (facts: PlannerFacts, taught: ReadonlySet<string>): (Group & { classIds: string[] })[] => {
  const codes = new Map(facts.classes.map(({ id, code, name }) => [id, code || name]))
  const sets = facts.together
    .map((set) => set.filter((classId) => taught.has(classId)))
    .filter((set) => set.length > 0)
  const inSet = new Set(sets.flat())
  const all = [...sets, ...[...taught].filter((classId) => !inSet.has(classId)).map((classId) => [classId])]
  const byKey = new Map(all.map((set) => [[...set].sort().join(), set]))
  return [...byKey.values()].map((classIds) => ({
    id: classIds.length === 1 ? (classIds[0] ?? '') : `set:${classIds.join('+')}`,
    name: nameOfSet(classIds.map((classId) => codes.get(classId) ?? '')),
    classIds,
  }))
}

const roomNeedOf = ({ roomKind, features, roomId }: Teaching): Course['room'] => ({
  ...(roomKind !== '' && { kind: wordKey(roomKind) }),
  ...(features.length > 0 && { features: features.map(wordKey) }),
  ...(roomId !== null && { rooms: [roomId] }),
})

/** Slots that a shorter day does not have: no lesson may lie there. */
const missingSlots = (week: ReturnType<typeof schoolWeek>, periods: number): Slot[] =>
  week.flatMap((day, at) =>
    Array.from({ length: periods - day.periods.length }, (_, n) => ({
      day: at,
      period: day.periods.length + n,
    })),
  )

const timesRule = (
  times: readonly TeacherTimes[],
  level: 'away' | 'wish',
  slotOf: (weekday: number, period: number) => Slot[],
): Unavailable['times'] =>
  times
    .map(({ accountId, times: theirs }) => ({
      who: { kind: 'teacher' as const, id: accountId },
      slots: theirs
        .filter((time) => time.level === level)
        .flatMap((time) => slotOf(time.weekday, time.period)),
    }))
    .filter(({ slots }) => slots.length > 0)

/** Teachings with one mark, as the search's parallel courses. */
const parallelRules = (teachings: readonly Teaching[]): Rule[] => {
  const byMark = new Map<string, string[]>()
  for (const { id, parallel } of teachings) {
    if (parallel !== '') byMark.set(wordKey(parallel), [...(byMark.get(wordKey(parallel)) ?? []), id])
  }
  return [...byMark.values()]
    .filter((courses) => courses.length > 1)
    .map((courses) => ({ kind: 'same-time', level: 'hard', weight: 1, courses }))
}

/**
 * The school's facts as an instance for the search. Courses are teachings by their ids, groups are sets of classes that
 * share students, days are the school's weekdays in order. Pure; what the tables hold was
 * checked when it was written, and what refers to a row that is gone is left out.
 */
export const instanceOf = (facts: PlannerFacts): Instance => {
  const week = schoolWeek(facts.bells)
  const periods = Math.max(0, ...week.map((day) => day.periods.length))
  const classes = new Map(facts.classes.map((one) => [one.id, one]))
  const teachings = facts.teachings.filter(({ classId }) => classes.has(classId))
  const groups = groupsOf(facts, new Set(teachings.map(({ classId }) => classId)))
  const known = new Set(facts.teachers.map(({ id }) => id))
  const courses = teachings.map((one): Course => {
    const its = classes.get(one.classId)
    const name = its?.name ?? ''
    const teachers = one.teacherIds.length > 0 ? one.teacherIds : (its?.teacherIds ?? [])
    return {
      id: one.id,
      name: one.subject === its?.subject || one.subject === name ? name : `${name} · ${one.subject}`,
      subject: one.subject,
      lessons: one.lengths,
      teachers: teachers.filter((teacher) => known.has(teacher)),
      groups: groups.filter(({ classIds }) => classIds.includes(one.classId)).map(({ id }) => id),
      students: its?.students ?? 0,
      minDays: Math.min(one.days ?? one.lengths.length, one.lengths.length, Math.max(1, week.length)),
      // A school without rooms plans without them.
      room: facts.rooms.length === 0 ? null : roomNeedOf(one),
    }
  })
  const slotOf = (weekday: number, period: number): Slot[] => {
    const day = week.findIndex((each) => each.weekday === weekday)
    return day >= 0 && period < periods ? [{ day, period }] : []
  }
  const classOf = new Map(teachings.map(({ id, classId }) => [id, classId]))
  const missing = missingSlots(week, periods)
  const wishes = facts.rules.find(({ kind, off }) => kind === 'wishes' && !off)
  const away = timesRule(facts.times, 'away', slotOf)
  const wished = timesRule(facts.times, 'wish', slotOf)
  const rules: Rule[] = [
    ...(missing.length > 0
      ? [
          {
            kind: 'unavailable' as const,
            level: 'hard' as const,
            weight: 1,
            times: courses.map(({ id }) => ({ who: { kind: 'course' as const, id }, slots: missing })),
          },
        ]
      : []),
    ...(away.length > 0
      ? [{ kind: 'unavailable' as const, level: 'hard' as const, weight: 1, times: away }]
      : []),
    ...(wishes && wished.length > 0
      ? [
          {
            kind: 'unavailable' as const,
            level: wishes.level,
            weight: wishes.weight,
            times: wished,
            fair: wishes.level === 'soft',
          },
        ]
      : []),
    ...parallelRules(teachings),
    ...facts.rules.flatMap(
      (rule) => ruleOf(rule, { courses, periods }, (course) => classOf.get(course)) ?? [],
    ),
  ]
  return {
    name: '',
    days: week.length,
    periods,
    rooms: facts.rooms.map(({ id, name, kind, features, seats, building }) => ({
      id,
      name,
      // Seats that nobody counted are enough.
      capacity: seats || 10_000,
      ...(kind !== '' && { kind: wordKey(kind) }),
      features: features.map(wordKey),
      ...(building !== '' && { building: wordKey(building) }),
    })),
    teachers: facts.teachers.map(({ id, displayName }) => ({ id, name: displayName })),
    groups: groups.map(({ id, name }) => ({ id, name })),
    courses,
    rules,
  }
}
