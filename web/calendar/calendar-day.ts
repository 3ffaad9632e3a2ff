import type { Lesson } from '#domain/lectures/lecture.ts'
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
