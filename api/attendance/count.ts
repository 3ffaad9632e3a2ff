import { sql } from 'kysely'
import type { AttendanceStatus } from '#domain/attendance/attendance.ts'
import type { ReportAttendance } from '#domain/reports/report.ts'
import type { Database } from '#platform/db/connect.ts'

const FIELD: Record<AttendanceStatus, keyof ReportAttendance> = {
  present: 'present',
  late: 'late',
  left_early: 'leftEarly',
  absent: 'absent',
  excused: 'excused',
}

export const noAttendance = (): ReportAttendance => ({
  present: 0,
  late: 0,
  leftEarly: 0,
  absent: 0,
  excused: 0,
})

/** How often each person of a class was present, late and so on, by confirmed registers. No access check. */
export const attendanceCounts = async (
  db: Database,
  classId: string,
): Promise<Map<string, ReportAttendance>> => {
  const rows = await db
    .selectFrom('attendance')
    .innerJoin('lesson', 'lesson.id', 'attendance.lessonId')
    .innerJoin('lecture', 'lecture.lessonId', 'lesson.id')
    .select(['attendance.accountId', 'attendance.status', sql<number>`count(*)::int`.as('n')])
    .where('lesson.classId', '=', classId)
    .where('lecture.registerConfirmedAt', 'is not', null)
    .groupBy(['attendance.accountId', 'attendance.status'])
    .execute()
  const counts = new Map<string, ReportAttendance>()
  for (const { accountId, status, n } of rows) {
    const own = counts.get(accountId) ?? noAttendance()
    own[FIELD[status]] = n
    counts.set(accountId, own)
  }
  return counts
}
