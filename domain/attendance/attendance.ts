import * as z from 'zod/mini'
import { id, instant } from '../contract.ts'

export const ATTENDANCE_STATUSES = ['present', 'late', 'left_early', 'absent', 'excused'] as const
export type AttendanceStatus = (typeof ATTENDANCE_STATUSES)[number]

export const ATTENDANCE_SOURCES = ['presence', 'teacher'] as const
export type AttendanceSource = (typeof ATTENDANCE_SOURCES)[number]

export const attendanceStatus = z.enum(ATTENDANCE_STATUSES)

/** One student's line of a register. */
export const registerRow = z.object({
  accountId: id,
  displayName: z.string(),
  studentNumber: z.nullable(z.string()),
  /** Staff only. */
  username: z.nullable(z.string()),
  /** Null while nobody has marked the student and presence says nothing of them. */
  status: z.nullable(attendanceStatus),
  /** Minutes online, several tabs counted once. */
  minutes: z.int(),
  /** `teacher` for what was marked by hand. */
  source: z.enum(ATTENDANCE_SOURCES),
  /** The reason for a correction. */
  note: z.nullable(z.string()),
  /** When the student first came online; null for who never did. */
  arrivedAt: z.nullable(instant),
  /** When they went for good, if that was before the end; null for who stayed or is there now. */
  leftAt: z.nullable(instant),
  /** Minutes of the lesson they were away between coming and going. */
  awayMinutes: z.int(),
})
export type RegisterRow = z.output<typeof registerRow>

export type AttendanceCounts = Record<AttendanceStatus | 'unmarked', number>

/** How many of each status; for the sentence above a register. */
export const countByStatus = (rows: readonly { status: AttendanceStatus | null }[]): AttendanceCounts => {
  const counts = { present: 0, late: 0, left_early: 0, absent: 0, excused: 0, unmarked: 0 }
  for (const row of rows) counts[row.status ?? 'unmarked'] += 1
  return counts
}
