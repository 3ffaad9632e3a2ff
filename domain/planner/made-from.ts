import type { Instance, Timetable } from '../timetable/instance.ts'
import { lessonsOf } from '../timetable/instance.ts'
import { type SchoolDay, schoolWeek } from './bell.ts'
import type { PlannerFacts } from './facts.ts'
import { instanceOf } from './instance-of.ts'
import type { TimetableSlot } from './timetable.ts'

/** What a timetable was made from, kept with it: it stays readable, and can be made again, whatever becomes of the facts. */
export interface MadeFrom {
  instance: Instance
  week: readonly SchoolDay[]
  /** Whose lessons a course's are, and what they are called. */
  taught: readonly { teachingId: string; classId: string; subject: string; hue: number }[]
}

export const madeFrom = (facts: PlannerFacts): MadeFrom => {
  const instance = instanceOf(facts)
  const courses = new Set(instance.courses.map(({ id }) => id))
  const hues = new Map(facts.classes.map(({ id, hue }) => [id, hue]))
  return {
    instance,
    week: schoolWeek(facts.bells),
    taught: facts.teachings
      .filter(({ id }) => courses.has(id))
      .map(({ id, classId, subject }) => ({ teachingId: id, classId, subject, hue: hues.get(classId) ?? 0 })),
  }
}

const keyOf = (teachingId: string, index: number): string => `${teachingId}/${index}`

/** The slots in the order of an instance's lessons; null for a lesson that has none. */
export const placementsOf = (instance: Instance, slots: readonly TimetableSlot[]): Timetable => {
  const byKey = new Map(slots.map((slot) => [keyOf(slot.teachingId, slot.index), slot]))
  return lessonsOf(instance).map(({ course, index }) => {
    const slot = byKey.get(keyOf(course.id, index))
    return slot ? { day: slot.day, period: slot.period, room: slot.roomId } : null
  })
}

/** The other way round; locks stay on the lessons that had one. */
export const slotsOf = (
  instance: Instance,
  timetable: Timetable,
  before: readonly TimetableSlot[] = [],
): TimetableSlot[] => {
  const locked = new Set(
    before.filter((slot) => slot.locked).map((slot) => keyOf(slot.teachingId, slot.index)),
  )
  return lessonsOf(instance).flatMap(({ number, course, index }) => {
    const at = timetable[number]
    return at
      ? [
          {
            teachingId: course.id,
            index,
            day: at.day,
            period: at.period,
            roomId: at.room,
            locked: locked.has(keyOf(course.id, index)),
          },
        ]
      : []
  })
}

/** The instance with locked lessons fixed where they are. */
export const withLocks = (instance: Instance, slots: readonly TimetableSlot[]): Instance => {
  const courses = new Map(instance.courses.map((course) => [course.id, course]))
  const fixed = slots
    .filter((slot) => slot.locked && (courses.get(slot.teachingId)?.lessons.length ?? 0) > slot.index)
    .map(({ teachingId, index, day, period, roomId }) => ({
      kind: 'fixed' as const,
      level: 'hard' as const,
      weight: 1,
      course: teachingId,
      lesson: index,
      day,
      period,
      ...(roomId !== null && { room: roomId }),
    }))
  return fixed.length === 0 ? instance : { ...instance, rules: [...instance.rules, ...fixed] }
}
