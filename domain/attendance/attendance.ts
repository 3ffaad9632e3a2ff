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
  status: attendanceStatus,
  /** Minutes in the room, several tabs counted once. */
  minutes: z.int(),
  source: z.enum(ATTENDANCE_SOURCES),
  /** The reason for a correction. */
  note: z.nullable(z.string()),
  /** When the student first came and last left; null for who never came. */
  arrivedAt: z.nullable(instant),
  leftAt: z.nullable(instant),
})
export type RegisterRow = z.output<typeof registerRow>

/** How many of each status; for the sentence above a register. */
export const countByStatus = (
  rows: readonly { status: AttendanceStatus }[],
): Record<AttendanceStatus, number> => {
  const counts = { present: 0, late: 0, left_early: 0, absent: 0, excused: 0 }
  for (const row of rows) counts[row.status] += 1
  return counts
}
