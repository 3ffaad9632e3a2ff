import type { Lesson } from '#domain/lectures/lecture.ts'
import type { DueWork, WorkToMark } from '#domain/today/contract.ts'
import { schoolDay, toSchoolTime } from '../i18n/zone.ts'
import type { Block } from './day-layout.ts'

/** Work with a due date, as the calendar shows it. */
export interface DatedWork {
  assignmentId: string
  classId: string
  className: string
  hue: number
  title: string
  dueAt: string | null
  /** For guardians: whose work it is. */
  students: NonNullable<DueWork['student']>[]
}

export interface LessonBlock extends Block {
  lesson: Lesson
}

export interface CalendarDay {
  /** `2026-11-23` */
  day: string
  lessons: LessonBlock[]
  due: DatedWork[]
}

const DAY_MINUTES = 24 * 60

/** Minutes after the school's midnight. */
export const minuteOf = (instant: string): number => {
  const [hour, minute] = toSchoolTime(instant).slice(11, 16).split(':').map(Number)
  return (hour ?? 0) * 60 + (minute ?? 0)
}

const blockOf = (lesson: Lesson): LessonBlock => {
  const from = minuteOf(lesson.startsAt)
  const to = minuteOf(lesson.endsAt)
  // A lesson past midnight stays on the day on which it begins.
  return { lesson, from, to: to > from ? to : DAY_MINUTES }
}

/** What is due and what waits to be marked, each assignment once: two children in one class have one due date. */
export const datedWork = (due: readonly DueWork[], toMark: readonly WorkToMark[]): DatedWork[] => {
  const found = new Map<string, DatedWork>()
  for (const { student, ...work } of due) {
    const known = found.get(work.assignmentId) ?? { ...work, students: [] }
    if (student) known.students.push(student)
    found.set(work.assignmentId, known)
  }
  for (const { waiting: _, ...work } of toMark) found.set(work.assignmentId, { ...work, students: [] })
  return [...found.values()]
}

/** Sorts a week's lessons and due work into its days. */
export const daysFrom = (
  days: readonly string[],
  lessons: readonly Lesson[],
  work: readonly DatedWork[],
): CalendarDay[] =>
  days.map((day) => ({
    day,
    lessons: lessons.filter((lesson) => schoolDay(new Date(lesson.startsAt)) === day).map(blockOf),
    due: work.filter((item) => item.dueAt !== null && schoolDay(new Date(item.dueAt)) === day),
  }))
