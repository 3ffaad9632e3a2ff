import type { Lesson } from '#domain/lectures/lecture.ts'

/** What tests of lessons begin with. */

export const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString()

/** A planned lesson of three quarters of an hour that begins in so many minutes. */
export const aLesson = (id: string, from: number, change: Partial<Lesson> = {}): Lesson => ({
  id,
  classId: 'algebra',
  className: 'Algebra 8A',
  subject: 'Mathematics',
  hue: 2,
  title: `Lesson ${id}`,
  startsAt: inMinutes(from),
  endsAt: inMinutes(from + 45),
  state: 'planned',
  held: 'online',
  room: '2.14',
  seriesId: null,
  lecture: null,
  ...change,
})

const lecture = {
  id: 'lecture',
  boardId: 'board',
  channelId: 'channel',
  registerConfirmedAt: null,
}

/** One that began ten minutes ago. */
export const liveLesson = (id: string, change: Partial<Lesson> = {}): Lesson =>
  aLesson(id, -10, {
    state: 'live',
    lecture: { ...lecture, state: 'open', startedAt: inMinutes(-10), endedAt: null, present: 12 },
    ...change,
  })

/** One that ended, and whose register nobody confirmed. */
export const endedLesson = (id: string, change: Partial<Lesson> = {}): Lesson =>
  aLesson(id, -90, {
    state: 'ended',
    lecture: { ...lecture, state: 'ended', startedAt: inMinutes(-90), endedAt: inMinutes(-45), present: 0 },
    ...change,
  })
