import {
  type Instance,
  isAmong,
  type Lesson,
  lessonsOf,
  type People,
  type Placement,
  type Timetable,
} from './instance.ts'

/** A lesson that has its place. */
export interface Placed extends Lesson {
  readonly at: Placement
}

/** One person or group of people, with what they are taught each day. */
export interface PersonDays {
  readonly name: string
  /** A mask of taught periods for each day. */
  readonly taught: readonly number[]
  readonly lessons: readonly Placed[]
}

/** A timetable laid out for the rules to look at. */
export interface Plan {
  readonly instance: Instance
  readonly lessons: readonly Lesson[]
  readonly placed: readonly Placed[]
  /** By course id, in the order of the lessons. */
  readonly ofCourse: ReadonlyMap<string, readonly Placed[]>
  readonly people: (people: People) => PersonDays[]
}

/** Whether a lesson may lie there at all: inside the cycle, and inside one day. */
const lies = (instance: Instance, lesson: Lesson, at: Placement): boolean =>
  at.day >= 0 && at.day < instance.days && at.period >= 0 && at.period + lesson.length <= instance.periods

export const planOf = (instance: Instance, timetable: Timetable): Plan => {
  const lessons = lessonsOf(instance)
  const placed = lessons.flatMap((lesson): Placed[] => {
    const at = timetable[lesson.number]
    return at && lies(instance, lesson, at) ? [{ ...lesson, at }] : []
  })
  const group = (idsOf: (lesson: Placed) => readonly string[]) => {
    const lists = new Map<string, Placed[]>()
    for (const lesson of placed) {
      for (const id of idsOf(lesson)) {
        const list = lists.get(id)
        if (list === undefined) lists.set(id, [lesson])
        else list.push(lesson)
      }
    }
    return lists
  }
  const ofTeacher = group((lesson) => lesson.course.teachers)
  const ofGroup = group((lesson) => lesson.course.groups)
  const daysOf = (name: string, theirs: readonly Placed[]): PersonDays => {
    const taught = Array.from({ length: instance.days }, () => 0)
    for (const { at, length } of theirs)
      taught[at.day] = (taught[at.day] ?? 0) | (((1 << length) - 1) << at.period)
    return { name, taught, lessons: theirs }
  }
  const pick = (list: Instance['groups'], lists: Map<string, Placed[]>, some: People['groups']) =>
    list.filter(({ id }) => isAmong(some, id)).map(({ id, name }) => daysOf(name, lists.get(id) ?? []))
  return {
    instance,
    lessons,
    placed,
    ofCourse: group((lesson) => [lesson.course.id]),
    people: (people) => [
      ...pick(instance.teachers, ofTeacher, people.teachers),
      ...pick(instance.groups, ofGroup, people.groups),
    ],
  }
}
