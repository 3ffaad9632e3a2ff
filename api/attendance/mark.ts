import type { AttendanceSource, AttendanceStatus } from '#domain/attendance/attendance.ts'
import {
  attendanceConfirmed,
  attendanceMarked,
  type Correction,
  type Register,
  type RegisterMark,
} from '#domain/attendance/contract.ts'
import { invalidField, Problem } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { lessonFor } from '../lectures/access.ts'
import { confirmRegister, lockRegister, type RegisterState } from '../lectures/register-mark.ts'
import { proposeAttendance } from './propose.ts'
import { getRegister, wholeRegister } from './register.ts'

type Before = Map<string, { status: AttendanceStatus | null; source: AttendanceSource; note: string | null }>

const linesOf = async (tx: Transaction, lessonId: string): Promise<Before> => {
  const { rows } = await wholeRegister(tx, lessonId)
  return new Map(rows.map((row) => [row.accountId, row]))
}

const write = async (
  tx: Transaction,
  lessonId: string,
  { accountId, status, note }: { accountId: string; status: AttendanceStatus; note: string | null },
): Promise<void> => {
  const by = { status, note, source: 'teacher' as const, recordedBy: actorOf(tx).id, recordedAt: tx.now() }
  await tx.db
    .insertInto('attendance')
    .values({ lessonId, accountId, ...by })
    .onConflict((conflict) => conflict.columns(['lessonId', 'accountId']).doUpdateSet(by))
    .execute()
}

/** Writes marks by hand, each with its audit entry; says whether a mark was taken back. */
const writeMarks = async (
  tx: Transaction,
  lessonId: string,
  marks: readonly RegisterMark[],
  field: string,
): Promise<boolean> => {
  const lines = await linesOf(tx, lessonId)
  let takenBack = false
  for (const [index, { accountId, status, note, was }] of marks.entries()) {
    const before = lines.get(accountId)
    if (!before) throw invalidField(`${field}.${index}.accountId`, 'unknown')
    if (was !== undefined && before.status !== was) continue
    if (status === null) {
      takenBack = true
      await tx.db
        .deleteFrom('attendance')
        .where('lessonId', '=', lessonId)
        .where('accountId', '=', accountId)
        .execute()
    } else await write(tx, lessonId, { accountId, status, note: (note ?? before.note) || null })
    tx.audit(
      'attendance.corrected',
      { kind: 'lesson', id: lessonId },
      { accountId, from: before.status, to: status },
    )
  }
  return takenBack
}

const endedLesson = (state: RegisterState) =>
  state.endedAt === null ? null : { ...state, endedAt: state.endedAt }

/** What presence says comes to stand again where a mark was taken back. */
const proposeAgain = async (tx: Transaction, state: RegisterState): Promise<void> => {
  if (state.confirmedAt) throw new Problem('conflict', { code: 'register-confirmed' })
  const ended = endedLesson(state)
  if (ended) await proposeAttendance(tx, ended)
}

/**
 * Marks students by hand, during the lesson or after it. A mark made by hand stays whatever presence says later; null
 * takes it back. Throws `conflict` `register-not-ready` before the start and `register-confirmed` for taking back a mark
 * of a confirmed register.
 */
export const markAttendance = async (
  ctx: Context,
  lessonId: string,
  marks: readonly RegisterMark[],
): Promise<Register> => {
  const lesson = await lessonFor(ctx, lessonId, 'attendance.write')
  await inTransaction(ctx, async (tx) => {
    const state = await lockRegister(tx, lessonId)
    if (await writeMarks(tx, lessonId, marks, 'marks')) await proposeAgain(tx, state)
    tx.publish(topicOf('class', lesson.classId), attendanceMarked, { lessonId })
  })
  return getRegister(ctx, lessonId)
}

/** Marks everybody present whom nobody marked by hand, in one act. Answers whose lines changed. */
export const markAllPresent = async (ctx: Context, lessonId: string) => {
  const lesson = await lessonFor(ctx, lessonId, 'attendance.write')
  const marked = await inTransaction(ctx, async (tx) => {
    await lockRegister(tx, lessonId)
    const changing = [...(await linesOf(tx, lessonId))].filter(
      ([, line]) => line.source !== 'teacher' && line.status !== 'present',
    )
    for (const [accountId, { note }] of changing)
      await write(tx, lessonId, { accountId, status: 'present', note })
    if (changing.length === 0) return []
    tx.publish(topicOf('class', lesson.classId), attendanceMarked, { lessonId })
    tx.audit('attendance.all-present', { kind: 'lesson', id: lessonId }, { lines: changing.length })
    return changing.map(([accountId]) => accountId)
  })
  return { register: await getRegister(ctx, lessonId), marked }
}

/**
 * Confirms the register of an ended lesson with the teacher's corrections; confirming again applies further ones. The
 * minutes that presence counted are never changed. Throws `conflict` `register-not-ready` before the end and
 * `register-unmarked` while somebody is not marked: a confirmed register says something of everybody.
 */
export const confirmAttendance = async (
  ctx: Context,
  lessonId: string,
  corrections: readonly Correction[],
): Promise<Register> => {
  const lesson = await lessonFor(ctx, lessonId, 'attendance.write')
  await inTransaction(ctx, async (tx) => {
    await lockRegister(tx, lessonId)
    const confirmedAt = (await confirmRegister(tx, lessonId, actorOf(tx).id)).toISOString()
    await writeMarks(tx, lessonId, corrections, 'corrections')
    const unmarked = [...(await linesOf(tx, lessonId)).values()].some((line) => line.status === null)
    if (unmarked) throw new Problem('conflict', { code: 'register-unmarked' })
    tx.publish(topicOf('class', lesson.classId), attendanceConfirmed, { lessonId, confirmedAt })
    tx.audit('attendance.confirmed', { kind: 'lesson', id: lessonId }, { corrections: corrections.length })
  })
  return getRegister(ctx, lessonId)
}
