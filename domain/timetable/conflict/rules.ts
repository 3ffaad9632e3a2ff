import { type Course, type Instance, isAmong, lessonsOf, type Rule, type RuleKind } from '../instance.ts'

/** A rule, or the part of one that is about one person or course, with a title and whom it is about. */
export interface NamedRule {
  readonly title: string
  readonly names: readonly string[]
  readonly rule: Rule
}

const TITLES: { readonly [Kind in RuleKind]: string } = {
  unavailable: 'times to be kept free',
  'day-periods': 'lessons at a time of day',
  fixed: 'a fixed lesson',
  unbroken: 'no lesson over a break',
  'room-suits': 'rooms that suit',
  'room-capacity': 'rooms that are large enough',
  'room-stability': 'one room for the course',
  'minimum-days': 'lessons over enough days',
  'distinct-days': 'lessons on distinct days',
  gaps: 'few free periods between lessons',
  isolated: 'no lesson on its own',
  'day-load': 'the length of a day',
  consecutive: 'no long run of lessons',
  lunch: 'time for lunch',
  'working-days': 'the number of working days',
  'same-time': 'parallel lessons',
  repeat: 'the same times in both weeks',
  'building-change': 'time to walk between buildings',
  unmoved: 'lessons that stay where they are',
}

/** The hard rules of an instance in their smallest parts. */
export const hardRulesOf = (instance: Instance): NamedRule[] =>
  instance.rules
    .filter(({ level, off }) => level === 'hard' && !off)
    .flatMap((rule) => partsOf(instance, rule).map((part) => ({ title: TITLES[rule.kind], ...part })))

type Part = Pick<NamedRule, 'names' | 'rule'>

const nameIn = (list: readonly { id: string; name: string }[], id: string): string =>
  list.find((each) => each.id === id)?.name ?? id

const partsOf = (instance: Instance, rule: Rule): Part[] => {
  if (rule.kind === 'unavailable') {
    const lists = {
      teacher: instance.teachers,
      group: instance.groups,
      course: instance.courses,
      room: instance.rooms,
    }
    return rule.times.map((time) => ({
      names: [nameIn(lists[time.who.kind], time.who.id)],
      rule: { ...rule, times: [time] },
    }))
  }
  if ('people' in rule) {
    const { people } = rule
    return [
      ...instance.teachers
        .filter(({ id }) => isAmong(people.teachers, id))
        .map(({ id, name }) => ({ names: [name], rule: { ...rule, people: { teachers: [id] } } })),
      ...instance.groups
        .filter(({ id }) => isAmong(people.groups, id))
        .map(({ id, name }) => ({ names: [name], rule: { ...rule, people: { groups: [id] } } })),
    ]
  }
  if (rule.kind === 'fixed') return [{ names: [nameIn(instance.courses, rule.course)], rule }]
  if (!('courses' in rule)) return [{ names: [], rule }]
  const about = instance.courses.filter(({ id }) => isAmong(rule.courses, id))
  // What several courses keep together cannot be split between them.
  if (rule.kind === 'same-time' || (rule.kind === 'distinct-days' && rule.together !== 'course'))
    return [{ names: about.map(({ name }) => name), rule }]
  return about.map(({ id, name }) => ({ names: [name], rule: { ...rule, courses: [id] } }))
}

/** The rule where only these courses are left, lessons numbered anew; null when it is about none of them. */
export const restricted = (rule: Rule, instance: Instance, courses: readonly Course[]): Rule | null => {
  const ids = courses.map(({ id }) => id)
  if (rule.kind === 'fixed') return ids.includes(rule.course) ? rule : null
  if (rule.kind === 'unmoved') {
    const kept = lessonsOf(instance).filter(({ course }) => ids.includes(course.id))
    return { ...rule, from: kept.map(({ number }) => rule.from[number] ?? null) }
  }
  if (rule.kind === 'same-time') {
    const left = rule.courses.filter((id) => ids.includes(id))
    return left.length < 2 ? null : { ...rule, courses: left }
  }
  return isAboutAny(rule, courses) ? rule : null
}

const isAboutAny = (rule: Rule, courses: readonly Course[]): boolean => {
  if (rule.kind === 'unavailable') {
    return rule.times.some(({ who }) => {
      if (who.kind === 'room') return true
      const idsOf = ({ id, teachers, groups }: Course) =>
        who.kind === 'course' ? [id] : who.kind === 'teacher' ? teachers : groups
      return courses.some((course) => idsOf(course).includes(who.id))
    })
  }
  if ('people' in rule) {
    const { people } = rule
    return courses.some(
      ({ teachers, groups }) =>
        teachers.some((id) => isAmong(people.teachers, id)) ||
        groups.some((id) => isAmong(people.groups, id)),
    )
  }
  if (!('courses' in rule)) return true
  const { courses: some } = rule
  return courses.some(({ id }) => isAmong(some, id))
}
