import { newId } from '#domain/ids.ts'
import { DEFAULT_LESSON_MINUTES, type HeldKind, type Lesson } from '#domain/lectures/lecture.ts'
import { addDays, schoolDay, toSchoolTime } from '../i18n/zone.ts'
import { instantFrom } from '../ui/DateTimeField.tsx'

/** A day and the times on it, by the school's clock. */
export interface DraftTime {
  day: string
  starts: string
  ends: string
}

export interface Draft extends DraftTime {
  id: string
  classId: string
  title: string
  room: string
  /** `usual`: as the class's lesson before. */
  held: HeldKind | 'usual'
  repeats: boolean
  /** The last day of a lesson that repeats; empty until the server has said the end of the term. */
  until: string
  /** Days of the preview that are left out. */
  skip: string[]
  /** Of one that repeats already: also the later ones. */
  later: boolean
}

const pad = (value: number) => String(value).padStart(2, '0')

/** The next full hour, or 08:00 tomorrow when today's school is over. */
export const nextTime = (now: Date): DraftTime => {
  const hour = Number(toSchoolTime(now.toISOString()).slice(11, 13)) + 1
  const today = schoolDay(now)
  const late = hour > 17
  const start = late || hour < 8 ? 8 : hour
  return {
    day: late ? addDays(today, 1) : today,
    starts: `${pad(start)}:00`,
    ends: `${pad(start)}:${pad(DEFAULT_LESSON_MINUTES)}`,
  }
}

/** What the form begins with for a new lesson; `at` is the free time that was chosen for it. */
export const freshDraft = (classId: string, at: DraftTime | undefined): Draft => ({
  id: newId(),
  classId,
  title: '',
  room: '',
  held: 'usual',
  repeats: false,
  until: '',
  skip: [],
  later: false,
  ...(at ?? nextTime(new Date())),
})

/** What the form begins with for a lesson that is planned. */
export const draftOf = (lesson: Lesson): Draft => ({
  ...freshDraft(lesson.classId, {
    day: toSchoolTime(lesson.startsAt).slice(0, 10),
    starts: toSchoolTime(lesson.startsAt).slice(11, 16),
    ends: toSchoolTime(lesson.endsAt).slice(11, 16),
  }),
  title: lesson.title,
  room: lesson.room ?? '',
  held: lesson.held,
})

const minutesOf = (time: string): number | null => {
  const [, hour, minute] = /^(\d\d):(\d\d)$/.exec(time) ?? []
  return hour === undefined ? null : Number(hour) * 60 + Number(minute)
}

/** How long a draft is (minutes); null while one of its times cannot be read, or it ends before it starts. */
export const lengthOf = ({ starts, ends }: DraftTime): number | null => {
  const [from, to] = [minutesOf(starts), minutesOf(ends)]
  return from === null || to === null || to <= from ? null : to - from
}

/** When a lesson of this length ends that starts then; null when that would be another day, or cannot be said. */
export const endAfter = (starts: string, length: number | null): string | null => {
  const from = minutesOf(starts)
  if (from === null || length === null || from + length >= 24 * 60) return null
  return `${pad(Math.floor((from + length) / 60))}:${pad((from + length) % 60)}`
}

/** The times of a draft. A lesson that ends before it starts is refused by the server beside its field. */
export const timesOf = (draft: DraftTime) => ({
  startsAt: instantFrom(draft.day, draft.starts),
  endsAt: instantFrom(draft.day, draft.ends),
})

/** What a draft changes of a lesson, and nothing else: what was not touched may be of another day. */
export const changesOf = (lesson: Lesson, draft: Draft) => {
  const before = draftOf(lesson)
  const moved = before.day !== draft.day || before.starts !== draft.starts || before.ends !== draft.ends
  return {
    ...(draft.title !== before.title && { title: draft.title }),
    ...(draft.room !== before.room && { room: draft.room }),
    ...(draft.held !== before.held && draft.held !== 'usual' && { held: draft.held }),
    ...(moved && timesOf(draft)),
  }
}
