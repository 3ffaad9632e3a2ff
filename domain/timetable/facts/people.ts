import { sharedBy } from '../clash.ts'
import { gapsOf, isolatedOf, loadOf, missedLunchOf, outsideOf, overrunOf } from '../day.ts'
import { type Instance, isAmong, type Lesson, type People, type PersonKind } from '../instance.ts'
import { crowdOf } from '../pigeonhole.ts'
import { type Choices, type Fact, isHard, namesOf, sum, unitsOf } from './choices.ts'

/** Everybody who can be in one lesson at a time only. */
export const peopleFacts = (choices: Choices): Fact[] => {
  const { instance } = choices
  const courses = instance.courses.map((course) => ({
    name: course.name,
    id: course.id,
    kind: 'course' as const,
  }))
  const persons = (['teacher', 'group'] as const).flatMap((kind) =>
    (kind === 'teacher' ? instance.teachers : instance.groups).map(({ id, name }) => ({ id, name, kind })),
  )
  return [...courses, ...persons].flatMap((who) => {
    const all = lessonsWith(choices, who)
    const own = meetingLessons(instance, all)
    const fact = freePeriods(choices, who.name, own)
    if (fact !== null || who.kind === 'course') return fact === null ? [] : [fact]
    return dayLimits(choices, { ...who, kind: who.kind }, all, own)
  })
}

const lessonsWith = ({ model }: Choices, who: { id: string; kind: PersonKind | 'course' }): Lesson[] =>
  model.lessons.filter(({ course }) => {
    if (who.kind === 'course') return course.id === who.id
    return (who.kind === 'teacher' ? course.teachers : course.groups).includes(who.id)
  })

/** Lessons of which no two may be at the same time: of parallel courses only the one with the most. */
const meetingLessons = (instance: Instance, lessons: readonly Lesson[]): Lesson[] => {
  const shared = sharedBy(instance)
  const courses = [...new Set(lessons.map(({ course }) => course))].sort(
    (a, b) => sum(b.lessons) - sum(a.lessons),
  )
  const taken: typeof courses = []
  for (const course of courses) {
    if (taken.every((other) => shared(course, other).length > 0)) taken.push(course)
  }
  return lessons.filter(({ course }) => taken.includes(course))
}

const freePeriods = ({ model, covered }: Choices, name: string, lessons: readonly Lesson[]): Fact | null => {
  const units = unitsOf(lessons)
  const crowd = crowdOf(
    units.map(({ number }) => covered[number] ?? []),
    Array(model.slots).fill(1),
  )
  if (crowd === null) return null
  const courses = namesOf(crowd.units.flatMap((at) => units[at] ?? []))
  const [needed, available] = [crowd.units.length, crowd.places.length]
  return { kind: 'free-periods', who: [name], courses, needed, available }
}

type Person = { readonly id: string; readonly name: string; readonly kind: PersonKind }

const isAbout = (people: People, { id, kind }: Person): boolean =>
  isAmong(kind === 'teacher' ? people.teachers : people.groups, id)

/** Whether the hard rules about a day of this person allow these periods to be taught. */
const dayRuleOf = (instance: Instance, person: Person): ((taught: number) => boolean) => {
  const checks = instance.rules.filter(isHard).flatMap((rule): ((taught: number) => number)[] => {
    if (!('people' in rule) || !isAbout(rule.people, person)) return []
    switch (rule.kind) {
      case 'day-load':
        return [(taught) => (taught === 0 ? 0 : outsideOf(loadOf(taught), rule.min, rule.max))]
      case 'consecutive':
        return [(taught) => overrunOf(taught, rule.max)]
      case 'lunch':
        return [(taught) => missedLunchOf(taught, rule.from, rule.to, rule.free ?? 1)]
      case 'isolated':
        return [isolatedOf]
      case 'gaps':
        // The sum over the cycle is at least what one day has.
        return [(taught) => Math.max(0, gapsOf(taught) - rule.max)]
      default:
        return []
    }
  })
  return (taught) => checks.every((check) => check(taught) === 0)
}

/** The most periods a person can be taught on each day. */
const dayLoads = ({ instance, covered }: Choices, person: Person, lessons: readonly Lesson[]): number[] => {
  const open = Array.from({ length: instance.days }, () => 0)
  for (const slot of lessons.flatMap(({ number }) => covered[number] ?? [])) {
    const day = Math.floor(slot / instance.periods)
    open[day] = (open[day] ?? 0) | (1 << (slot % instance.periods))
  }
  const allows = dayRuleOf(instance, person)
  const allowed = Array.from({ length: 1 << instance.periods }, (_, taught) => taught).filter(allows)
  return open.map((mask) =>
    allowed.reduce((most, taught) => ((taught & ~mask) === 0 ? Math.max(most, loadOf(taught)) : most), 0),
  )
}

/** Persons whose days are too short, or too few or too many, for their lessons. */
const dayLimits = (
  choices: Choices,
  person: Person,
  all: readonly Lesson[],
  meeting: readonly Lesson[],
): Fact[] => {
  if (all.length === 0) return []
  const loads = dayLoads(choices, person, all)
  const limits = choices.instance.rules
    .filter(isHard)
    .flatMap((rule) => (rule.kind === 'working-days' && isAbout(rule.people, person) ? [rule] : []))
  const most = Math.min(loads.length, ...limits.map(({ max }) => max ?? loads.length))
  const least = Math.max(0, ...limits.map(({ min }) => min ?? 0))
  const best = [...loads].sort((a, b) => b - a).slice(0, Math.max(0, most))
  const needed = sum(meeting.map(({ length }) => length))
  const days = Math.min(loads.filter((load) => load > 0).length, all.length)
  const about = { who: [person.name], courses: namesOf(all) }
  return [
    ...(sum(best) < needed ? [{ kind: 'day-limit' as const, ...about, needed, available: sum(best) }] : []),
    ...(days < least ? [{ kind: 'working-days' as const, ...about, needed: least, available: days }] : []),
  ]
}
