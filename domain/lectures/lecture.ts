import * as z from 'zod/mini'
import { nameKey, tidyName } from '../accounts/canonical.ts'
import { id, instant } from '../contract.ts'
import { CLASS_ROLES } from '../permission.ts'

export const LESSON_STATES = ['planned', 'live', 'ended', 'cancelled'] as const
export type LessonState = (typeof LESSON_STATES)[number]

/**
 * Where a lesson meets: in the classroom, online, or some here and some there. It decides what a register may conclude
 * from who was online.
 */
export const HELD_KINDS = ['room', 'online', 'both'] as const
export const heldKind = z.enum(HELD_KINDS)
export type HeldKind = z.output<typeof heldKind>

/** A class that never met: nobody becomes absent by silence, and who is online is seen. */
export const FIRST_HELD: HeldKind = 'both'

export const LECTURE_STATES = ['open', 'ended'] as const
export type LectureState = (typeof LECTURE_STATES)[number]

/** The live session of a lesson as lists show it. */
export const lectureSummary = z.object({
  id,
  /** The lesson's board and chat; what the reader may do there is theirs to decide. */
  boardId: id,
  channelId: id,
  state: z.enum(LECTURE_STATES),
  startedAt: instant,
  endedAt: z.nullable(instant),
  /** When the teacher confirmed the register; null while it is only a proposal. */
  registerConfirmedAt: z.nullable(instant),
  /** How many people are in the room now. */
  present: z.int(),
})
export type LectureSummary = z.output<typeof lectureSummary>

export const lessonView = z.object({
  id,
  classId: id,
  className: z.string(),
  subject: z.string(),
  hue: z.int(),
  title: z.string(),
  startsAt: instant,
  endsAt: instant,
  state: z.enum(LESSON_STATES),
  held: heldKind,
  /** Where it meets, as the school calls the place. */
  room: z.nullable(z.string()),
  /** The lessons that were planned together, week by week; null for one that stands alone. */
  seriesId: z.nullable(id),
  lecture: z.nullable(lectureSummary),
})
export type Lesson = z.output<typeof lessonView>

/** What is planned of a lesson: all that a change of plan changes. */
export type LessonPlan = Pick<Lesson, 'title' | 'startsAt' | 'endsAt' | 'state' | 'held' | 'room'>

/** A room as it is typed; empty is none. */
export const roomName = z.string().check(z.overwrite(tidyName), z.maxLength(60, 'too-long'))

/** What rooms are compared by: `Ｒ12`, `r12` and `R12 ` are one room. */
export const roomKey = nameKey

/** Somebody who is in the room now. `role` is null for administrators who look in. */
export const personHere = z.object({
  id,
  displayName: z.string(),
  role: z.nullable(z.enum(CLASS_ROLES)),
  joinedAt: instant,
})
export type PersonHere = z.output<typeof personHere>

/** Whether somebody in the room leads it by their role in the class. */
export const leadsRoom = ({ role }: Pick<PersonHere, 'role'>): boolean =>
  role === 'teacher' || role === 'assistant'

const rank = (person: PersonHere): number =>
  person.role === 'teacher' ? 0 : person.role === 'assistant' ? 1 : 2

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The order of people in a room: teachers, assistants, everybody else, each by name. Both ends sort by it. */
export const comparePeople = (a: PersonHere, b: PersonHere): number =>
  rank(a) - rank(b) || compare(a.displayName, b.displayName) || compare(a.id, b.id)

/** How long a lesson lasts that is started without a plan (minutes). */
export const DEFAULT_LESSON_MINUTES = 45
/** A lesson longer than this is a slip of the pen (hours). */
export const LONGEST_LESSON_HOURS = 12

const MINUTE = 60_000
/** An empty room is left open this long after its planned end. */
const EMPTY_MS = 15 * MINUTE
/** A room is closed this long after its planned end even if somebody forgot to leave it. */
const FORGOTTEN_MS = 180 * MINUTE

/**
 * When a lecture that nobody ended is to count as ended: the moment the last person left, once the planned end is past
 * and the room was empty for a quarter of an hour; three hours after the planned end in any case. Null: not abandoned.
 */
export const abandonedAt = (
  lecture: { startedAt: Date; endsAt: Date; lastSeenAt: Date | null; empty: boolean },
  now: Date,
): Date | null => {
  const plannedEnd = Math.max(lecture.endsAt.getTime(), lecture.startedAt.getTime())
  if (now.getTime() < plannedEnd + EMPTY_MS) return null
  const last = lecture.lastSeenAt ?? lecture.startedAt
  if (lecture.empty && now.getTime() - last.getTime() >= EMPTY_MS) return last
  return now.getTime() >= plannedEnd + FORGOTTEN_MS ? now : null
}
