import type { AttendanceStatus } from '#domain/attendance/attendance.ts'
import type { AttendanceEntry } from '#domain/attendance/contract.ts'
import { can } from '#domain/permission.ts'
import { notFound } from '#domain/problem.ts'
import type { Context } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'

const AT_MOST = 500

/**
 * The confirmed attendance of a person, newest lesson first, in the classes where the caller may read it: everything
 * about oneself and one's wards, for staff what happened in their classes. Throws *not found* for strangers.
 */
export const listAttendance = async (ctx: Context, accountId: string): Promise<AttendanceEntry[]> => {
  const actor = actorOf(ctx)
  const rows = await ctx.db
    .selectFrom('attendance')
    .innerJoin('lesson', 'lesson.id', 'attendance.lessonId')
    .innerJoin('lecture', 'lecture.lessonId', 'lesson.id')
    .innerJoin('class', 'class.id', 'lesson.classId')
    .select([
      'attendance.lessonId',
      'lesson.classId',
      'class.name as className',
      'class.schoolId',
      'class.hue',
      'lesson.title',
      'lesson.startsAt',
      'attendance.status',
      'attendance.minutes',
      'attendance.note',
    ])
    .where('attendance.accountId', '=', accountId)
    .where('lecture.registerConfirmedAt', 'is not', null)
    .orderBy('lesson.startsAt', 'desc')
    .orderBy('lesson.id')
    .limit(AT_MOST)
    .execute()
  const visible = rows.filter(({ schoolId, classId }) =>
    can(actor, 'attendance.read', { schoolId, classId, subjectId: accountId }),
  )
  if (visible.length === 0 && accountId !== actor.id && !actor.wards.has(accountId)) throw notFound()
  return visible.map(({ schoolId: _, ...row }) => ({
    ...row,
    status: row.status as AttendanceStatus,
    startsAt: row.startsAt.toISOString(),
  }))
}
