import { gapsOf, isolatedOf, loadOf, missedLunchOf, outsideOf, overrunOf } from './day.ts'
import { type Course, isAmong, type People, type Rule, type RuleKind, type Some } from './instance.ts'
import type { PersonDays, Placed, Plan } from './plan.ts'
import { roomSuits } from './room-need.ts'

/** One place where a rule is broken: whom and what it concerns, when (if it has a time), and by how much. */
export interface Breach {
  readonly names: readonly string[]
  readonly day?: number
  readonly period?: number
  readonly amount: number
}

/** What a rule found: how many things it looked at, and where it was broken. */
export interface Findings {
  readonly checked: number
  readonly breaches: readonly Breach[]
}

type Checks = { readonly [Kind in RuleKind]: (plan: Plan, rule: Extract<Rule, { kind: Kind }>) => Findings }

const findings = (all: readonly Breach[]): Findings => ({
  checked: all.length,
  breaches: all.filter((each) => each.amount > 0),
})

const ofLessons = (
  plan: Plan,
  isLookedAt: (lesson: Placed) => boolean,
  amountOf: (lesson: Placed) => number,
): Findings =>
  findings(
    plan.placed.filter(isLookedAt).map((lesson) => ({
      names: [lesson.course.name],
      day: lesson.at.day,
      period: lesson.at.period,
      amount: amountOf(lesson),
    })),
  )

const byLesson = (plan: Plan, courses: Some, amountOf: (lesson: Placed) => number): Findings =>
  ofLessons(plan, (lesson) => isAmong(courses, lesson.course.id), amountOf)

const byCourse = (
  plan: Plan,
  courses: Some,
  amountOf: (course: Course, lessons: readonly Placed[]) => number,
): Findings =>
  findings(
    plan.instance.courses
      .filter((course) => isAmong(courses, course.id))
      .map((course) => ({
        names: [course.name],
        amount: amountOf(course, plan.ofCourse.get(course.id) ?? []),
      })),
  )

const byDay = (plan: Plan, people: People, amountOf: (taught: number) => number): Findings =>
  findings(
    plan
      .people(people)
      .flatMap(({ name, taught }) =>
        taught.map((mask, day) => ({ names: [name], day, amount: amountOf(mask) })),
      ),
  )

const byPerson = (plan: Plan, people: People, amountOf: (person: PersonDays) => number): Findings =>
  findings(plan.people(people).map((person) => ({ names: [person.name], amount: amountOf(person) })))

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

const covers = (lesson: Placed, day: number, period: number): boolean =>
  lesson.at.day === day && lesson.at.period <= period && period < lesson.at.period + lesson.length

const unavailable: Checks['unavailable'] = (plan, rule) => {
  const breaches = rule.times.flatMap(({ who, slots }): Breach[] => {
    const { name, lessons } = lessonsOfWho(plan, who.kind, who.id)
    const wishes = [...new Map(slots.map((slot) => [`${slot.day} ${slot.period}`, slot])).values()]
    const unmet = wishes.map(({ day, period }) => ({
      names: [name],
      day,
      period,
      amount: lessons.filter((lesson) => covers(lesson, day, period)).length,
    }))
    if (!rule.fair) return unmet
    const total = sum(unmet.map(({ amount }) => amount))
    return [{ names: [name], amount: (total * (total + 1)) / 2 }]
  })
  const { breaches: broken } = findings(breaches)
  return { checked: sum(rule.times.map(({ slots }) => slots.length)), breaches: broken }
}

const lessonsOfWho = (plan: Plan, kind: 'teacher' | 'group' | 'course' | 'room', id: string) => {
  const { instance } = plan
  if (kind === 'course') {
    const name = instance.courses.find((course) => course.id === id)?.name ?? id
    return { name, lessons: plan.ofCourse.get(id) ?? [] }
  }
  if (kind === 'room') {
    const name = instance.rooms.find((room) => room.id === id)?.name ?? id
    return { name, lessons: plan.placed.filter((lesson) => lesson.at.room === id) }
  }
  const [person] = plan.people(kind === 'teacher' ? { teachers: [id] } : { groups: [id] })
  return { name: person?.name ?? id, lessons: person?.lessons ?? [] }
}

const distinctDays: Checks['distinct-days'] = (plan, rule) => {
  const sets = new Map<string, { names: string[]; lessons: Placed[] }>()
  const add = (key: string, name: string, lesson: Placed) => {
    const set = sets.get(key) ?? { names: [], lessons: [] }
    sets.set(key, set)
    set.lessons.push(lesson)
    if (!set.names.includes(name)) set.names.push(name)
  }
  for (const lesson of plan.placed.filter(({ course }) => isAmong(rule.courses, course.id))) {
    const { id, name, subject, groups } = lesson.course
    if (rule.together === 'subject')
      for (const group of groups) add(JSON.stringify([group, subject]), name, lesson)
    else add(rule.together === 'course' ? id : '', name, lesson)
  }
  return findings(
    [...sets.values()].flatMap(({ names, lessons }) =>
      Array.from({ length: plan.instance.days }, (_, day) => ({
        names,
        day,
        amount: Math.max(0, lessons.filter(({ at }) => at.day === day).length - (rule.max ?? 1)),
      })),
    ),
  )
}

const sameStart = (a: Placed, b: Placed, daysLater: number): boolean =>
  a.at.day + daysLater === b.at.day && a.at.period === b.at.period

/** The lessons of a course in their own order, those without a place left open. */
const inOrder = (plan: Plan, id: string): (Placed | undefined)[] => {
  const course = plan.instance.courses.find((each) => each.id === id)
  const placed = plan.ofCourse.get(id) ?? []
  return (course?.lessons ?? []).map((_, index) => placed.find((lesson) => lesson.index === index))
}

const apart = (a: Placed | undefined, b: Placed | undefined, daysLater: number): Breach[] =>
  a === undefined || b === undefined
    ? []
    : [
        {
          names: [...new Set([a.course.name, b.course.name])],
          ...timeOf(b),
          amount: sameStart(a, b, daysLater) ? 0 : 1,
        },
      ]

const timeOf = ({ at }: Placed) => ({ day: at.day, period: at.period })

const buildingChange: Checks['building-change'] = (plan, rule) => {
  const buildingOf = new Map(plan.instance.rooms.map((room) => [room.id, room.building]))
  const { days, periods } = plan.instance
  const all = plan.people(rule.people).flatMap(({ name, lessons }) => {
    const at = Array.from({ length: days * periods }, () => new Set<string>())
    for (const lesson of lessons) {
      const building = buildingOf.get(lesson.at.room ?? '')
      if (building === undefined) continue
      for (let n = 0; n < lesson.length; n += 1)
        at[lesson.at.day * periods + lesson.at.period + n]?.add(building)
    }
    return at.flatMap((here, slot): Breach[] => {
      const next = at[slot + 1]
      if (slot % periods === periods - 1 || next === undefined) return []
      const changes = here.size > 0 && next.size > 0 && new Set([...here, ...next]).size > 1
      return [
        { names: [name], day: Math.floor(slot / periods), period: slot % periods, amount: changes ? 1 : 0 },
      ]
    })
  })
  return findings(all)
}

/** How each kind of rule is judged from nothing: the definition of its amount, in one place. */
const CHECKS: Checks = {
  unavailable,
  'day-periods': (plan, rule) =>
    byLesson(plan, rule.courses, ({ at, length }) =>
      sum(Array.from({ length }, (_, n) => (rule.periods.includes(at.period + n) ? 0 : 1))),
    ),
  fixed: (plan, rule) => {
    const room = plan.instance.rooms.find(({ id }) => id === rule.room)?.id
    return ofLessons(
      plan,
      (lesson) => lesson.course.id === rule.course && lesson.index === rule.lesson,
      ({ at }) => {
        const time = (rule.day ?? at.day) === at.day && (rule.period ?? at.period) === at.period
        return (time ? 0 : 1) + (rule.room === undefined || at.room === null || at.room === room ? 0 : 1)
      },
    )
  },
  unbroken: (plan, rule) =>
    byLesson(plan, rule.courses, ({ at, length }) =>
      rule.breaksAfter.some((after) => after >= at.period && after < at.period + length - 1) ? 1 : 0,
    ),
  'room-suits': (plan, rule) => {
    const rooms = new Map(plan.instance.rooms.map((room) => [room.id, room]))
    return byLesson(plan, rule.courses, ({ at, course }) => {
      const room = rooms.get(at.room ?? '')
      return room === undefined || roomSuits(room, course.room) ? 0 : 1
    })
  },
  'room-capacity': (plan, rule) => {
    const capacities = new Map(plan.instance.rooms.map((room) => [room.id, room.capacity]))
    return byLesson(plan, rule.courses, ({ at, course }) => {
      const over = Math.max(0, course.students - (capacities.get(at.room ?? '') ?? course.students))
      return rule.level === 'hard' ? Math.min(1, over) : over
    })
  },
  'room-stability': (plan, rule) =>
    byCourse(plan, rule.courses, (_, lessons) => {
      const rooms = new Set(lessons.flatMap(({ at }) => at.room ?? []))
      return Math.max(0, rooms.size - 1)
    }),
  'minimum-days': (plan, rule) =>
    byCourse(plan, rule.courses, (course, lessons) =>
      Math.max(0, (course.minDays ?? 1) - Math.max(1, new Set(lessons.map(({ at }) => at.day)).size)),
    ),
  'distinct-days': distinctDays,
  gaps: (plan, rule) =>
    rule.per === 'day'
      ? byDay(plan, rule.people, (taught) => Math.max(0, gapsOf(taught) - rule.max))
      : byPerson(plan, rule.people, ({ taught }) => Math.max(0, sum(taught.map(gapsOf)) - rule.max)),
  isolated: (plan, rule) => byDay(plan, rule.people, isolatedOf),
  'day-load': (plan, rule) =>
    byDay(plan, rule.people, (taught) => (taught === 0 ? 0 : outsideOf(loadOf(taught), rule.min, rule.max))),
  consecutive: (plan, rule) => byDay(plan, rule.people, (taught) => overrunOf(taught, rule.max)),
  lunch: (plan, rule) =>
    byDay(plan, rule.people, (taught) => missedLunchOf(taught, rule.from, rule.to, rule.free ?? 1)),
  'working-days': (plan, rule) =>
    byPerson(plan, rule.people, ({ taught, lessons }) =>
      lessons.length === 0 ? 0 : outsideOf(taught.filter((mask) => mask !== 0).length, rule.min, rule.max),
    ),
  'same-time': (plan, rule) => {
    const [first = [], ...others] = rule.courses.map((id) => inOrder(plan, id))
    return findings(others.flatMap((other) => other.flatMap((lesson, at) => apart(first[at], lesson, 0))))
  },
  repeat: (plan, rule) => {
    const rounds = plan.instance.days / rule.every
    const courses = plan.instance.courses.filter(({ id }) => isAmong(rule.courses, id))
    return findings(
      courses.flatMap(({ id }) => {
        const lessons = inOrder(plan, id)
        const each = lessons.length / rounds
        return lessons.slice(each).flatMap((lesson, at) => apart(lessons[at], lesson, rule.every))
      }),
    )
  },
  'building-change': buildingChange,
  unmoved: (plan, rule) =>
    byLesson(plan, 'all', ({ number, at }) => {
      const from = rule.from[number]
      if (!from) return 0
      if (rule.what === 'room') return at.room === null || at.room === from.room ? 0 : 1
      return at.day === from.day && at.period === from.period ? 0 : 1
    }),
}

/** Where a timetable breaks a rule, worked out from nothing. */
export const breachesOf = <Kind extends RuleKind>(
  plan: Plan,
  rule: Extract<Rule, { kind: Kind }>,
): Findings =>
  // The check of a kind takes the rule of that kind, which the compiler cannot follow through the index.
  (CHECKS[rule.kind as Kind] as (plan: Plan, rule: Rule) => Findings)(plan, rule)
