import * as z from 'zod/mini'
import { endpoint, event, id, instant, nothing } from '../contract.ts'
import { heldKind } from '../lectures/lecture.ts'
import { cursor, pageSize } from '../page.ts'
import { attendanceStatus, registerRow } from './attendance.ts'

export const registerView = z.object({
  lessonId: id,
  held: heldKind,
  startedAt: instant,
  /** Null while the lesson goes on. */
  endedAt: z.nullable(instant),
  /** Length of the lesson as it was held, so far. */
  minutes: z.int(),
  confirmedAt: z.nullable(instant),
  confirmedBy: z.nullable(z.string()),
  rows: z.array(registerRow),
})
export type Register = z.output<typeof registerView>

export const getRegister = endpoint({
  method: 'GET',
  path: '/api/lessons/:lessonId/register',
  summary:
    'The register of a lesson that has begun: staff see the class, students themselves, guardians their wards, these once it is confirmed.',
  input: nothing,
  output: registerView,
})

const note = z.nullable(z.string().check(z.trim(), z.maxLength(200, 'too-long')))

export const registerMark = z.strictObject({
  accountId: id,
  /** Null takes a mark made by hand back: the line shows what presence says again. */
  status: z.nullable(attendanceStatus),
  note: z.optional(note),
  /** Only if the line still says so; for taking back. */
  was: z.optional(attendanceStatus),
})
export type RegisterMark = z.output<typeof registerMark>

export const markAttendance = endpoint({
  method: 'POST',
  path: '/api/lessons/:lessonId/register/marks',
  summary:
    'Mark students by hand, during the lesson or after it. What presence proposes never changes these lines.',
  input: z.strictObject({ marks: z.array(registerMark).check(z.minLength(1), z.maxLength(500)) }),
  output: registerView,
})

export const markAllPresent = endpoint({
  method: 'POST',
  path: '/api/lessons/:lessonId/register/all-present',
  summary:
    'Mark everybody present who was not marked by hand. Answers whose lines changed, so that it can be undone.',
  input: nothing,
  output: z.object({ register: registerView, marked: z.array(id) }),
})

export const correction = z.strictObject({ accountId: id, status: attendanceStatus, note })
export type Correction = z.output<typeof correction>

export const confirmAttendance = endpoint({
  method: 'PUT',
  path: '/api/lessons/:lessonId/register',
  summary:
    'Confirm the register of an ended lesson, with corrections. Refused while somebody is not marked. Later corrections are made the same way.',
  input: z.strictObject({ corrections: z.array(correction).check(z.maxLength(500)) }),
  output: registerView,
})

export const attendanceEntry = z.object({
  lessonId: id,
  classId: id,
  className: z.string(),
  hue: z.int(),
  title: z.string(),
  /** When it was really held. */
  heldAt: instant,
  status: attendanceStatus,
  minutes: z.int(),
  note: z.nullable(z.string()),
})
export type AttendanceEntry = z.output<typeof attendanceEntry>

export const attendancePage = z.object({
  entries: z.array(attendanceEntry),
  counts: z.record(attendanceStatus, z.int()),
  next: z.nullable(z.string()),
})
export type AttendancePage = z.output<typeof attendancePage>

export const listAttendance = endpoint({
  method: 'GET',
  path: '/api/people/:accountId/attendance',
  needs: 'attendance.read',
  summary:
    'A page of the confirmed attendance of a person, newest lesson first: the own, or that of a ward. The counts are those of all pages.',
  input: z.strictObject({ after: cursor, limit: pageSize(200) }),
  output: attendancePage,
})

/** Class topic; says that there is a register, not what is in it. */
export const attendanceProposed = event(
  'attendance.proposed',
  'A lesson ended and its register waits for the teacher.',
  z.object({ lessonId: id }),
  { keep: 'always' },
)
export const attendanceConfirmed = event(
  'attendance.confirmed',
  'The teacher confirmed or corrected the register.',
  z.object({ lessonId: id, confirmedAt: instant }),
  { keep: 'always' },
)
export const attendanceMarked = event(
  'attendance.marked',
  'Lines of a register changed, or how its lesson was held.',
  z.object({ lessonId: id }),
  { keep: 'always' },
)
