import { lessonsReplanned } from '#domain/lectures/contract.ts'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { applyToLessons, withLesson } from '#domain/lectures/lesson-list.ts'
import { topicOf } from '#domain/realtime.ts'
import { createLive } from '../realtime/live.ts'

export interface Span {
  from: string
  to: string
}

/** Lessons of a span of time, kept true by the events of their classes. What is there stays while another span loads. */
export const createLessonList = (options: {
  span: () => Span
  classIds: () => readonly string[]
  /** Whose lessons, for a guardian. */
  of?: () => string | undefined
  fetch: (span: Span, of: string | undefined) => Promise<Lesson[]>
}) => {
  const live = createLive({
    source: () => ({ ...options.span(), classIds: [...options.classIds()], of: options.of?.() }),
    // The span alone: what else names the source is no part of the question.
    fetch: ({ from, to, of }) => options.fetch({ from, to }, of),
    topics: () => options.classIds().map((classId) => topicOf('class', classId)),
    apply: applyToLessons,
    wants: (event) => event.name === lessonsReplanned.name,
    stays: true,
  })
  return {
    /** Undefined until the first answer. */
    lessons: live.value,
    problem: live.problem,
    refetch: live.refetch,
    /** Shows what an act answered before its event arrives. */
    put: (lesson: Lesson) => live.set('value', (before) => before && withLesson(before, lesson)),
  }
}
