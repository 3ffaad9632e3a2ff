import { createMemo, createResource } from 'solid-js'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { applyToLessons } from '#domain/lectures/lesson-list.ts'
import { type Topic, topicOf } from '#domain/realtime.ts'
import { useTopics } from '../realtime/topic-list.ts'

export interface Span {
  from: string
  to: string
}

/** Lessons of a span of time, kept true by the events of their classes. `latest` stays while another span loads. */
export const createLessonList = (options: {
  span: () => Span
  classIds: () => readonly string[]
  fetch: (span: Span) => Promise<Lesson[]>
}) => {
  const key = createMemo(options.span, undefined, { equals: (a, b) => a.from === b.from && a.to === b.to })
  const [lessons, { mutate, refetch }] = createResource(key, options.fetch)
  const topics = (): Topic[] => options.classIds().map((classId) => topicOf('class', classId))
  useTopics(topics, {
    onEvent: (event) => mutate((before) => before && applyToLessons(before, event)),
    refetch,
  })
  return {
    /** Undefined until the first answer. */
    lessons: () => (lessons.error ? undefined : lessons.latest),
    problem: (): unknown => lessons.error,
    refetch,
    /** Shows what an act answered before its event arrives. */
    put: (lesson: Lesson) =>
      mutate((before) =>
        before?.some((other) => other.id === lesson.id)
          ? before.map((other) => (other.id === lesson.id ? lesson : other))
          : before && [...before, lesson].sort((a, b) => a.startsAt.localeCompare(b.startsAt)),
      ),
  }
}
