import { sql } from 'kysely'
import type { AttendanceSource, AttendanceStatus, RegisterRow } from '#domain/attendance/attendance.ts'
import { attendanceConfirmed, type Correction, type Register } from '#domain/attendance/contract.ts'
import { can } from '#domain/permission.ts'
import { invalidField } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { nameOrder } from '../accounts/name-order.ts'
import { lessonFor } from '../lectures/access.ts'
import { intervalsOf, type PersonInterval } from '../lectures/presence.ts'
import { confirmRegister, type RegisterMark, registerMarkOf } from '../lectures/register-mark.ts'

const MINUTE = 60_000

const selectRows = (ctx: Context, lessonId: string) =>
  ctx.db
    .selectFrom('attendance')
    .innerJoin('account', 'account.id', 'attendance.accountId')
    .select([
      'attendance.accountId',
      'account.displayName',
      'account.studentNumber',
      'attendance.status',
      'attendance.minutes',
      'attendance.source',
      'attendance.note',
    ])
    .where('attendance.lessonId', '=', lessonId)
    .orderBy(sql`account.student_number nulls last`)
    .orderBy(nameOrder())
    .orderBy('account.id')
    .execute()

const comingAndGoing = (intervals: PersonInterval[], accountId: string) => {
  const own = intervals.filter((interval) => interval.accountId === accountId)
  if (own.length === 0) return { arrivedAt: null, leftAt: null }
  return {
    arrivedAt: new Date(Math.min(...own.map((interval) => interval.joinedAt.getTime()))).toISOString(),
    leftAt: new Date(Math.max(...own.map((interval) => interval.leftAt.getTime()))).toISOString(),
  }
}

const rowsOf = async (ctx: Context, lessonId: string, mark: RegisterMark): Promise<RegisterRow[]> => {
  const intervals = await intervalsOf(ctx, mark.lectureId)
  return (await selectRows(ctx, lessonId)).map((row) => ({
    ...row,
    status: row.status as AttendanceStatus,
    source: row.source as AttendanceSource,
    ...comingAndGoing(intervals, row.accountId),
  }))
}

/**
 * The register of an ended lesson, as far as the caller may see it: staff the class, students themselves and guardians
 * their wards, both only once it is confirmed. Throws `conflict` `register-not-ready` before the end.
 */
export const getRegister = async (ctx: Context, lessonId: string): Promise<Register> => {
  const lesson = await lessonFor(ctx, lessonId, 'lesson.read')
  const mark = await registerMarkOf(ctx, lessonId)
  const inClass = { schoolId: lesson.class.schoolId, classId: lesson.classId }
  const rows = (await rowsOf(ctx, lessonId, mark)).filter(
    (row) =>
      (mark.confirmedAt !== null || can(ctx.actor, 'attendance.read', inClass)) &&
      can(ctx.actor, 'attendance.read', { ...inClass, subjectId: row.accountId }),
  )
  return {
    lessonId,
    minutes: Math.round((mark.endedAt.getTime() - mark.startedAt.getTime()) / MINUTE),
    confirmedAt: mark.confirmedAt?.toISOString() ?? null,
    confirmedBy: mark.confirmedBy,
    rows,
  }
}

const correct = async (tx: Transaction, lessonId: string, corrections: Correction[]): Promise<void> => {
  const recordedBy = actorOf(tx).id
  for (const [index, { accountId, status, note }] of corrections.entries()) {
    const before = await tx.db
      .selectFrom('attendance')
      .select('status')
      .where('lessonId', '=', lessonId)
      .where('accountId', '=', accountId)
      .forUpdate()
      .executeTakeFirst()
    if (!before) throw invalidField(`corrections.${index}.accountId`, 'unknown')
    await tx.db
      .updateTable('attendance')
      .set({ status, note: note === '' ? null : note, source: 'teacher', recordedBy, recordedAt: tx.now() })
      .where('lessonId', '=', lessonId)
      .where('accountId', '=', accountId)
      .execute()
    tx.audit(
      'attendance.corrected',
      { kind: 'lesson', id: lessonId },
      { accountId, from: before.status, to: status },
    )
  }
}

/**
 * Confirms the register with the teacher's corrections; confirming again applies further corrections. The minutes that
 * presence counted are never changed. Throws `conflict` `register-not-ready` before the end.
 */
export const confirmAttendance = async (
  ctx: Context,
  lessonId: string,
  corrections: Correction[],
): Promise<Register> => {
  const lesson = await lessonFor(ctx, lessonId, 'attendance.write')
  await inTransaction(ctx, async (tx) => {
    const confirmedAt = (await confirmRegister(tx, lessonId, actorOf(tx).id)).toISOString()
    await correct(tx, lessonId, corrections)
    tx.publish(topicOf('class', lesson.classId), attendanceConfirmed, { lessonId, confirmedAt })
    tx.audit('attendance.confirmed', { kind: 'lesson', id: lessonId }, { corrections: corrections.length })
  })
  return getRegister(ctx, lessonId)
}
