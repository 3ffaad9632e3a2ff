import * as z from 'zod/mini'
import { decimal, endpoint, id, instant } from '../contract.ts'
import { lessonView } from '../lectures/lecture.ts'
import { CHANNEL_KINDS } from '../messages/channel.ts'
import { cursor } from '../page.ts'

const ofClass = { classId: id, className: z.string(), hue: z.int() }

/** Work that waits for a student. */
export const dueWork = z.object({
  assignmentId: id,
  ...ofClass,
  title: z.string(),
  dueAt: z.nullable(instant),
  /** Whose work it is, for guardians; null for one's own. */
  student: z.nullable(z.object({ id, displayName: z.string() })),
})
export type DueWork = z.output<typeof dueWork>

/** Work that waits for a teacher. */
export const workToMark = z.object({
  assignmentId: id,
  ...ofClass,
  title: z.string(),
  dueAt: z.nullable(instant),
  waiting: z.int(),
})
export type WorkToMark = z.output<typeof workToMark>

export const unreadAnnouncement = z.object({
  messageId: id,
  /** Its number in the channel: what leads to it. */
  no: z.int(),
  channelId: id,
  ...ofClass,
  authorId: id,
  authorName: z.string(),
  /** The first few hundred characters, as written. */
  excerpt: z.string(),
  at: instant,
})
export type UnreadAnnouncement = z.output<typeof unreadAnnouncement>

export const unreadInClass = z.object({
  ...ofClass,
  channelId: z.nullable(id),
  unread: z.int(),
})

/** The school at a glance, for those who run it. */
export const schoolGlance = z.object({
  students: z.int(),
  teachers: z.int(),
  classes: z.int(),
  liveLessons: z.int(),
  runningJobs: z.int(),
  /** Failed in the last seven days; null for who may not look after jobs. */
  failedJobs: z.nullable(z.int()),
})
export type SchoolGlance = z.output<typeof schoolGlance>

export const todayView = z.object({
  /** Live lessons and what comes in the next seven days, in order. */
  lessons: z.array(lessonView),
  /** Ended lessons whose register waits for the caller, newest first. */
  registers: z.array(lessonView),
  due: z.array(dueWork),
  toMark: z.array(workToMark),
  announcements: z.array(unreadAnnouncement),
  unread: z.array(unreadInClass),
  school: z.nullable(schoolGlance),
  /** How many more of each list there are than were answered: none when the whole was asked for. */
  more: z.object({
    lessons: z.int(),
    registers: z.int(),
    due: z.int(),
    toMark: z.int(),
    announcements: z.int(),
  }),
})
export type Today = z.output<typeof todayView>

export const getToday = endpoint({
  method: 'GET',
  path: '/api/today',
  needs: 'today.read',
  summary:
    'What the caller needs to know now: lessons, work, what is unread; for administrators the school. The first of each list and how many more there are, with `whole` all. With `studentId`, for a guardian, of that child alone.',
  input: z.strictObject({ studentId: z.optional(id), whole: z.optional(z.literal('true')) }),
  output: todayView,
})

/** A message of somebody else that was not read: who wrote what, where. */
export const inboxMessage = z.extend(unreadAnnouncement, {
  kind: z.literal('message'),
  channelName: z.string(),
  channelKind: z.enum(CHANNEL_KINDS),
})

const inboxWork = { id, assignmentId: id, ...ofClass, title: z.string(), at: instant }

/** Work that came back and that its reader, the student or a guardian, has not opened since. */
export const inboxReturn = z.object({
  kind: z.literal('returned'),
  ...inboxWork,
  byName: z.string(),
  /** Whose work it is, for guardians; null for one's own. */
  student: z.nullable(z.object({ id, displayName: z.string() })),
  mark: z.nullable(
    z.object({ score: z.nullable(decimal), points: z.nullable(decimal), excused: z.boolean() }),
  ),
  /** The first few hundred characters, as written. */
  comment: z.string(),
})
export type InboxReturn = z.output<typeof inboxReturn>

/** For its markers: work that had come back and was handed in again. It waits until it is returned. */
export const inboxAgain = z.object({
  kind: z.literal('again'),
  ...inboxWork,
  student: z.object({ id, displayName: z.string() }),
})

export const inboxEntry = z.discriminatedUnion('kind', [inboxMessage, inboxReturn, inboxAgain])
export type InboxEntry = z.output<typeof inboxEntry>
export type InboxMessage = z.output<typeof inboxMessage>

export const inbox = z.object({
  entries: z.array(inboxEntry),
  /** What leads to the next page; null when this is the last. */
  next: z.nullable(z.string()),
})
export type Inbox = z.output<typeof inbox>

export const listInbox = endpoint({
  method: 'GET',
  path: '/api/inbox',
  needs: 'today.read',
  summary:
    'What is new to the caller in all classes, newest first, by pages: messages of others not read, returned work not opened, for markers work handed in again.',
  input: z.strictObject({ before: cursor }),
  output: inbox,
})
