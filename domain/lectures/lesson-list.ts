import { attendanceConfirmed } from '../attendance/contract.ts'
import { reducer } from '../reducer.ts'
import { lectureEnded, lectureStarted, lessonChanged, lessonsRemoved } from './contract.ts'
import type { LectureSummary, Lesson } from './lecture.ts'

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const inOrder = (a: Lesson, b: Lesson): number => compare(a.startsAt, b.startsAt) || compare(a.id, b.id)

/** The list with a lesson in its place, new or changed. */
export const withLesson = (lessons: Lesson[], lesson: Lesson): Lesson[] =>
  [...lessons.filter((other) => other.id !== lesson.id), lesson].sort(inOrder)

const withLecture = (
  lessons: Lesson[],
  lessonId: string,
  change: (lecture: LectureSummary) => LectureSummary,
): Lesson[] =>
  lessons.map((lesson) =>
    lesson.id === lessonId && lesson.lecture ? { ...lesson, lecture: change(lesson.lecture) } : lesson,
  )

/**
 * A list of lessons after an event of a class topic: the same as fetching it anew, but for how many are in a live room,
 * which only the room itself hears. A lesson may come to lie outside the span that was asked for; screens show by date.
 */
export const applyToLessons = reducer<Lesson[]>((on) => [
  on(lessonChanged, (lessons, { lesson }) =>
    withLesson(lessons, {
      ...lesson,
      lecture: lessons.find((other) => other.id === lesson.id)?.lecture ?? null,
    }),
  ),
  on(lessonsRemoved, (lessons, { lessonIds }) => lessons.filter((lesson) => !lessonIds.includes(lesson.id))),
  on(lectureStarted, (lessons, { lesson }) => withLesson(lessons, lesson)),
  on(lectureEnded, (lessons, { lessonId, endedAt }) =>
    withLecture(lessons, lessonId, (lecture) => ({ ...lecture, state: 'ended', endedAt, present: 0 })).map(
      (lesson) => (lesson.id === lessonId ? { ...lesson, state: 'ended' } : lesson),
    ),
  ),
  on(attendanceConfirmed, (lessons, { lessonId, confirmedAt }) =>
    withLecture(lessons, lessonId, (lecture) => ({
      ...lecture,
      registerConfirmedAt: confirmedAt,
    })),
  ),
])

/** One lesson after an event of its class: the same as fetching it anew, as in the list. */
export const applyToLesson = (lesson: Lesson, event: { name: string; payload: unknown }): Lesson =>
  applyToLessons([lesson], event).find((other) => other.id === lesson.id) ?? lesson
