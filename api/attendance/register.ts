import { sql } from 'kysely'
import type { RegisterRow } from '#domain/attendance/attendance.ts'
import type { Register } from '#domain/attendance/contract.ts'
import {
  attendanceFor,
  comingAndGoing,
  type Interval,
  lessonWindow,
} from '#domain/attendance/from-presence.ts'
import { can } from '#domain/permission.ts'
import type { Context } from '#platform/context.ts'
import { nameOrder } from '../accounts/name-order.ts'
import { lessonFor } from '../lectures/access.ts'
import { intervalsUntil } from '../lectures/presence.ts'
import { type RegisterState, registerStateOf } from '../lectures/register-mark.ts'
import { studentsAt } from './students.ts'

const MINUTE = 60_000

/** The class's students at that moment, and whoever was marked: each once, in the order of the roll. */
const selectLines = async (ctx: Context, state: RegisterState, at: Date) => {
  const students = await studentsAt(ctx, state.classId, at)
  return ctx.db
    .selectFrom('account')
    .leftJoin('attendance', (join) =>
      join.onRef('attendance.accountId', '=', 'account.id').on('attendance.lessonId', '=', state.lessonId),
    )
    .select([
      'account.id as accountId',
      'account.displayName',
      'account.studentNumber',
      'account.username',
      'attendance.status',
      'attendance.minutes',
      'attendance.source',
      'attendance.note',
    ])
    .where((eb) =>
      eb.or([
        eb('attendance.lessonId', 'is not', null),
        ...(students.length > 0 ? [eb('account.id', 'in', students)] : []),
      ]),
    )
    .orderBy(sql`account.student_number nulls last`)
    .orderBy(nameOrder())
    .orderBy('account.id')
    .execute()
}

type Line = Awaited<ReturnType<typeof selectLines>>[number]

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())

/** A line with what presence says beside it; minutes that were written down when the lesson ended stay as they were. */
const rowOf = (line: Line, own: Interval[], lesson: { window: Interval; held: Interval }, ended: boolean) => {
  const { arrivedAt, leftAt, awayMinutes } = comingAndGoing(own, lesson.window)
  const written = ended ? line.minutes : null
  return {
    ...line,
    status: line.status,
    source: line.source ?? 'presence',
    minutes: written ?? attendanceFor(own, lesson).minutes,
    arrivedAt: iso(arrivedAt),
    leftAt: iso(leftAt),
    awayMinutes,
  }
}

const rowsOf = async (ctx: Context, state: RegisterState, until: Date): Promise<RegisterRow[]> => {
  const times = { startedAt: state.startedAt, endedAt: until }
  const lesson = {
    window: lessonWindow(state, times),
    held: { from: state.startedAt.getTime(), to: until.getTime() },
  }
  const intervals = await intervalsUntil(ctx, state.lectureId, until)
  return (await selectLines(ctx, state, until)).map((line) => {
    const own = intervals
      .filter(({ accountId }) => accountId === line.accountId)
      .map(({ joinedAt, leftAt }) => ({ from: joinedAt.getTime(), to: leftAt.getTime() }))
    return rowOf(line, own, lesson, state.endedAt !== null)
  })
}

/** The whole register for staff who may read it. No access check. */
export const wholeRegister = async (ctx: Context, lessonId: string): Promise<Register> => {
  const state = await registerStateOf(ctx, lessonId)
  const until = state.endedAt ?? ctx.now()
  return {
    lessonId,
    held: state.held,
    startedAt: state.startedAt.toISOString(),
    endedAt: state.endedAt?.toISOString() ?? null,
    minutes: Math.max(0, Math.round((until.getTime() - state.startedAt.getTime()) / MINUTE)),
    confirmedAt: state.confirmedAt?.toISOString() ?? null,
    confirmedBy: state.confirmedBy,
    rows: await rowsOf(ctx, state, until),
  }
}

/**
 * The register of a lesson that has begun, as far as the caller may see it: staff the class, students themselves and
 * guardians their wards, both only once it is confirmed. Throws `conflict` `register-not-ready` before the start.
 */
export const getRegister = async (ctx: Context, lessonId: string): Promise<Register> => {
  const lesson = await lessonFor(ctx, lessonId, 'lesson.read')
  const register = await wholeRegister(ctx, lessonId)
  const inClass = { schoolId: lesson.class.schoolId, classId: lesson.classId }
  const staff = can(ctx.actor, 'attendance.read', inClass)
  const rows = register.rows.filter(
    (row) =>
      (register.confirmedAt !== null || staff) &&
      can(ctx.actor, 'attendance.read', { ...inClass, subjectId: row.accountId }),
  )
  return { ...register, rows: staff ? rows : rows.map((row) => ({ ...row, username: null })) }
}
