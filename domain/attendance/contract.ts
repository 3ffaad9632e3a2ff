import * as z from 'zod/mini'
import { endpoint, event, id, instant, nothing } from '../contract.ts'
import { attendanceStatus, registerRow } from './attendance.ts'

export const registerView = z.object({
  lessonId: id,
  /** Length of the lesson as it was held. */
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
    'The register of an ended lesson: staff see the class, students themselves, guardians their wards.',
  input: nothing,
  output: registerView,
})

export const correction = z.strictObject({
  accountId: id,
  status: attendanceStatus,
  note: z.nullable(z.string().check(z.trim(), z.maxLength(200, 'too-long'))),
})
export type Correction = z.output<typeof correction>

export const confirmAttendance = endpoint({
  method: 'PUT',
  path: '/api/lessons/:lessonId/register',
  summary: 'Confirm the proposed register, with corrections. Later corrections are made the same way.',
  input: z.strictObject({ corrections: z.array(correction).check(z.maxLength(500)) }),
  output: registerView,
})

export const attendanceEntry = z.object({
  lessonId: id,
  classId: id,
  className: z.string(),
  hue: z.int(),
  title: z.string(),
  startsAt: instant,
  status: attendanceStatus,
  minutes: z.int(),
  note: z.nullable(z.string()),
})
export type AttendanceEntry = z.output<typeof attendanceEntry>

export const listAttendance = endpoint({
  method: 'GET',
  path: '/api/people/:accountId/attendance',
  summary: 'The confirmed attendance of a person, newest lesson first: the own, or that of a ward.',
  input: nothing,
  output: z.object({ entries: z.array(attendanceEntry) }),
})

/** Class topic; says that there is a register, not what is in it. */
export const attendanceProposed = event(
  'attendance.proposed',
  'A lesson ended and its register waits for the teacher.',
  z.object({ lessonId: id }),
)
export const attendanceConfirmed = event(
  'attendance.confirmed',
  'The teacher confirmed or corrected the register.',
  z.object({ lessonId: id, confirmedAt: instant }),
)
