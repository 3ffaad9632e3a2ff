import { type Choices, choicesOf, type Fact, isHard, namesOf } from './facts/choices.ts'
import { peopleFacts } from './facts/people.ts'
import { parallelFacts, roomFacts } from './facts/rooms.ts'
import { type Instance, isAmong, type Lesson } from './instance.ts'
import { crowdOf } from './pigeonhole.ts'
import { countedTogether } from './search/rule-tables.ts'

/**
 * What makes an instance impossible before anything is searched: counts that cannot come out. Every fact is a proof: a
 * timetable that keeps all hard rules does not exist. That there are no facts proves nothing.
 *
 * All facts that are found, each crowd of lessons named once. Throws `invalid` for an instance whose rules make no sense.
 */
export const factsOf = (instance: Instance): Fact[] => {
  const choices = choicesOf(instance)
  const nowhere = [...lessonTimes(choices), ...lessonRooms(choices)]
  // A lesson with no place at all would be in every crowd too.
  if (nowhere.length > 0) return nowhere
  const facts = [
    ...courseDays(choices),
    ...peopleFacts(choices),
    ...roomFacts(choices),
    ...parallelFacts(choices),
  ]
  const seen = new Set<string>()
  return facts.filter(({ kind, courses, needed, available }) => {
    const key = JSON.stringify([kind, courses, needed, available])
    return !seen.has(key) && seen.add(key)
  })
}

const lessonTimes = ({ model, starts }: Choices): Fact[] =>
  model.lessons
    .filter(({ number }) => starts[number]?.length === 0)
    .map((lesson) => ({
      kind: 'lesson-time',
      who: [lesson.course.name],
      courses: [lesson.course.name],
      needed: lesson.length,
      available: 0,
    }))

const lessonRooms = ({ model, rooms }: Choices): Fact[] =>
  namesOf(model.lessons.filter(({ number }) => rooms[number]?.length === 0)).map((name) => ({
    kind: 'lesson-room',
    who: [name],
    courses: [name],
    needed: 1,
    available: 0,
  }))

/** Courses that want more days, or more lessons on distinct days, than there are. */
const courseDays = (choices: Choices): Fact[] => {
  const { instance, model, starts } = choices
  const daysOf = ({ number }: Lesson) => [
    ...new Set((starts[number] ?? []).map((slot) => Math.floor(slot / instance.periods))),
  ]
  return instance.rules.filter(isHard).flatMap((rule): Fact[] => {
    if (rule.kind === 'minimum-days') {
      return instance.courses.flatMap((course): Fact[] => {
        const lessons = model.lessons.filter((lesson) => lesson.course === course)
        const needed = course.minDays ?? 1
        const available = Math.min(lessons.length, new Set(lessons.flatMap(daysOf)).size)
        if (!isAmong(rule.courses, course.id) || lessons.length === 0 || available >= needed) return []
        return [{ kind: 'spread', who: [course.name], courses: [course.name], needed, available }]
      })
    }
    if (rule.kind !== 'distinct-days') return []
    return countedTogether(instance, rule).flatMap((positions): Fact[] => {
      const lessons = model.lessons.filter(({ number }) => positions.includes(model.courseOf[number] ?? -1))
      const max = rule.max ?? 1
      const crowd = crowdOf(lessons.map(daysOf), Array(instance.days).fill(max))
      if (crowd === null) return []
      const courses = namesOf(crowd.units.flatMap((at) => lessons[at] ?? []))
      const available = max * crowd.places.length
      return [{ kind: 'per-day', who: courses, courses, needed: crowd.units.length, available }]
    })
  })
}
