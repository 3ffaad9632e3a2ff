import type { MadeFrom } from '#domain/planner/made-from.ts'
import type { TimetableSlot } from '#domain/planner/timetable.ts'
import type { Course } from '#domain/timetable/instance.ts'

export const VIEWS = ['classes', 'teachers', 'rooms'] as const
export type View = (typeof VIEWS)[number]

/** A lesson as a week shows it. */
export interface WeekCard {
  key: string
  slot: TimetableSlot
  name: string
  detail: string
  hue: number
  /** Periods. */
  length: number
}

/** Whose week can be looked at: those who have lessons, and every room. */
export const whoseWeeks = ({ instance }: MadeFrom, view: View): { id: string; name: string }[] => {
  if (view === 'rooms') return instance.rooms.map(({ id, name }) => ({ id, name }))
  const people = view === 'teachers' ? instance.teachers : instance.groups
  const taught = new Set(
    instance.courses.flatMap((course) => (view === 'teachers' ? course.teachers : course.groups)),
  )
  return people.filter(({ id }) => taught.has(id)).map(({ id, name }) => ({ id, name }))
}

/** A hue for each subject, the same wherever it is shown. */
const hueOfSubject = (subject: string): number =>
  [...subject].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7) % 12

/** The lessons in somebody's week. */
export const cardsOf = (
  { instance }: MadeFrom,
  slots: readonly TimetableSlot[],
  view: View,
  whose: string,
): WeekCard[] => {
  const courses = new Map(instance.courses.map((course) => [course.id, course]))
  const names = new Map([...instance.rooms, ...instance.teachers].map(({ id, name }) => [id, name]))
  const isTheirs = (course: Course, slot: TimetableSlot): boolean =>
    view === 'rooms'
      ? slot.roomId === whose
      : (view === 'teachers' ? course.teachers : course.groups).includes(whose)
  /** What is not the week's own. */
  const detailOf = (course: Course, { roomId }: TimetableSlot): string[] => {
    const teachers = view === 'teachers' ? [] : course.teachers
    return [...teachers, ...(view === 'rooms' || roomId === null ? [] : [roomId])]
  }
  return slots.flatMap((slot): WeekCard[] => {
    const course = courses.get(slot.teachingId)
    const length = course?.lessons[slot.index]
    if (!course || length === undefined || !isTheirs(course, slot)) return []
    return [
      {
        key: `${slot.teachingId}/${slot.index}`,
        slot,
        name: course.name,
        detail: detailOf(course, slot)
          .map((id) => names.get(id) ?? '')
          .join(' · '),
        hue: hueOfSubject(course.subject),
        length,
      },
    ]
  })
}
