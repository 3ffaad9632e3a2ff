import type { Instance, People, Rule, Some } from '../timetable/instance.ts'
import type { PlannerRule } from './rule.ts'

/** The rule's people: everybody, one teacher, or the groups that a class is part of. */
interface Reach {
  courses: Some
  teachers: People
  groups: People
}

const periodsFrom = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => from - 1 + n)

/** Whom and what a rule reaches in an instance; `classOf` names the class of a course. */
const reachOf = (
  { about, whom }: PlannerRule,
  { courses }: Pick<Instance, 'courses'>,
  classOf: (course: string) => string | undefined,
): Reach => {
  if (about === 'school') return { courses: 'all', teachers: { teachers: 'all' }, groups: { groups: 'all' } }
  const reached = courses.filter(
    ({ id, subject, teachers }) =>
      (about === 'subject' && subject === whom) ||
      (about === 'teacher' && teachers.includes(whom)) ||
      (about === 'class' && classOf(id) === whom),
  )
  return {
    courses: reached.map(({ id }) => id),
    teachers: { teachers: about === 'teacher' ? [whom] : [] },
    groups: { groups: about === 'class' ? [...new Set(reached.flatMap(({ groups }) => groups))] : [] },
  }
}

/** A planner's rule as the search knows it; null for one that is no rule of its own here (wishes: `instance-of.ts`). */
export const ruleOf = (
  rule: PlannerRule,
  instance: Pick<Instance, 'courses' | 'periods'>,
  classOf: (course: string) => string | undefined,
): Rule | null => {
  const { level, weight, off } = rule
  const { max = 0, min = 0, from = 1, to = 1, after = 1 } = rule.numbers
  const base = { level, weight, off }
  const { courses, teachers, groups } = reachOf(rule, instance, classOf)
  switch (rule.kind) {
    case 'subject-a-day':
      return { ...base, kind: 'distinct-days', courses, together: 'subject', max }
    case 'spread':
      return { ...base, kind: 'minimum-days', courses }
    case 'teacher-gaps':
      return { ...base, kind: 'gaps', people: teachers, max, per: 'day' }
    case 'class-gaps':
      return { ...base, kind: 'gaps', people: groups, max, per: 'day' }
    case 'teacher-day':
      return { ...base, kind: 'day-load', people: teachers, max }
    case 'class-day':
      return { ...base, kind: 'day-load', people: groups, max }
    case 'class-day-least':
      return { ...base, kind: 'day-load', people: groups, min }
    case 'teacher-run':
      return { ...base, kind: 'consecutive', people: teachers, max }
    case 'teacher-lunch':
    case 'class-lunch': {
      const people = rule.kind === 'teacher-lunch' ? teachers : groups
      const last = Math.min(to, instance.periods) - 1
      return from - 1 > last ? null : { ...base, kind: 'lunch', people, from: from - 1, to: last }
    }
    case 'teacher-days':
      return { ...base, kind: 'working-days', people: teachers, max }
    case 'day-part':
      return {
        ...base,
        kind: 'day-periods',
        courses,
        periods: periodsFrom(from, Math.min(to, instance.periods)),
      }
    case 'unbroken':
      return { ...base, kind: 'unbroken', courses, breaksAfter: [after - 1] }
    case 'room-kind':
      return { ...base, kind: 'room-suits', courses }
    case 'room-seats':
      return { ...base, kind: 'room-capacity', courses }
    case 'room-same':
      return { ...base, kind: 'room-stability', courses }
    case 'teacher-walk':
      return { ...base, kind: 'building-change', people: teachers }
    case 'class-walk':
      return { ...base, kind: 'building-change', people: groups }
    case 'wishes':
      return null
  }
}
