import { sql } from 'kysely'
import type { AttendanceEntry, AttendancePage } from '#domain/attendance/contract.ts'
import { notFound } from '#domain/problem.ts'
import type { Context } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { visibleClasses } from '../classes/access.ts'
import { decodeCursor, pageOf } from '../http/cursor.ts'

/** The confirmed lines about a person that the caller may read: all about oneself and one's wards, else by class. */
const selectEntries = (ctx: Context, accountId: string) => {
  const actor = actorOf(ctx)
  const entries = ctx.db
    .selectFrom('attendance')
    .innerJoin('lesson', 'lesson.id', 'attendance.lessonId')
    .innerJoin('lecture', 'lecture.lessonId', 'lesson.id')
    .innerJoin('class', 'class.id', 'lesson.classId')
    .where('attendance.accountId', '=', accountId)
    .where('lecture.registerConfirmedAt', 'is not', null)
  const own = accountId === actor.id || actor.wards.has(accountId)
  return own
    ? entries.where('class.schoolId', '=', actor.schoolId)
    : entries.where(visibleClasses(actor, 'attendance.read'))
}

const countsOf = async (ctx: Context, accountId: string): Promise<AttendancePage['counts']> => {
  const rows = await selectEntries(ctx, accountId)
    .select(['attendance.status', sql<number>`count(*)::int`.as('n')])
    .groupBy('attendance.status')
    .execute()
  const counts = { present: 0, late: 0, left_early: 0, absent: 0, excused: 0 }
  for (const { status, n } of rows) counts[status] = n
  return counts
}

const readPage = (ctx: Context, accountId: string, page: { after?: string; limit: number }) => {
  const entries = selectEntries(ctx, accountId).select([
    'attendance.lessonId',
    'lesson.classId',
    'class.name as className',
    'class.hue',
    'lesson.title',
    'lecture.startedAt',
    'attendance.status',
    'attendance.minutes',
    'attendance.note',
  ])
  const [at, id] = page.after ? decodeCursor(page.after, 'instant', 'id') : []
  const rest = page.after
    ? entries.where(sql<boolean>`(lecture.started_at, lesson.id) < (${at}::timestamptz, ${id}::uuid)`)
    : entries
  return rest
    .orderBy('lecture.startedAt', 'desc')
    .orderBy('lesson.id', 'desc')
    .limit(page.limit + 1)
    .execute()
}

/**
 * A page of the confirmed attendance of a person, newest lesson first, by when each was really held, with the counts of
 * all pages: everything about oneself and one's wards, for staff what happened in their classes. Throws *not found* for
 * strangers.
 */
export const listAttendance = async (
  ctx: Context,
  accountId: string,
  page: { after?: string; limit: number },
): Promise<AttendancePage> => {
  const actor = actorOf(ctx)
  const counts = await countsOf(ctx, accountId)
  const none = Object.values(counts).every((count) => count === 0)
  if (none && accountId !== actor.id && !actor.wards.has(accountId)) throw notFound()
  const rows = await readPage(ctx, accountId, page)
  const found = pageOf(rows, page.limit, ({ startedAt, lessonId }) => [startedAt.toISOString(), lessonId])
  const entries = found.page.map(
    ({ startedAt, status, ...row }): AttendanceEntry => ({
      ...row,
      status,
      heldAt: startedAt.toISOString(),
    }),
  )
  return { entries, counts, next: found.next }
}
