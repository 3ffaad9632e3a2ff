import { attendanceConfirmed } from '../attendance/contract.ts'
import type { EventType, PayloadOf } from '../contract.ts'
import { lectureEnded, lectureStarted, lessonChanged } from './contract.ts'
import type { LectureSummary, Lesson } from './lecture.ts'

type Apply = (lessons: Lesson[], payload: unknown) => Lesson[]

const on = <E extends EventType>(
  entry: E,
  apply: (lessons: Lesson[], payload: PayloadOf<E>) => Lesson[],
): [string, Apply] => [
  entry.name,
  // The server validated the payload against the same contract before it wrote the event.
  apply as Apply,
]

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const inOrder = (a: Lesson, b: Lesson): number => compare(a.startsAt, b.startsAt) || compare(a.id, b.id)

const withLesson = (lessons: Lesson[], lesson: Lesson): Lesson[] =>
  [...lessons.filter((other) => other.id !== lesson.id), lesson].sort(inOrder)

const withLecture = (
  lessons: Lesson[],
  lessonId: string,
  change: (lecture: LectureSummary) => LectureSummary,
): Lesson[] =>
  lessons.map((lesson) =>
    lesson.id === lessonId && lesson.lecture ? { ...lesson, lecture: change(lesson.lecture) } : lesson,
  )

const handlers = new Map<string, Apply>([
  on(lessonChanged, (lessons, { lesson }) =>
    withLesson(lessons, {
      ...lesson,
      lecture: lessons.find((other) => other.id === lesson.id)?.lecture ?? null,
    }),
  ),
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

/**
 * A list of lessons after an event of a class topic: the same as fetching it anew, but for how many are in a live room,
 * which only the room itself hears. A lesson may come to lie outside the span that was asked for; screens show by date.
 */
export const applyToLessons = (lessons: Lesson[], event: { name: string; payload: unknown }): Lesson[] =>
  handlers.get(event.name)?.(lessons, event.payload) ?? lessons
