import { attendanceFor, type Interval } from '#domain/attendance/from-presence.ts'
import type { Transaction } from '#platform/context.ts'

export interface HeldLesson {
  lessonId: string
  classId: string
  /** The time that counts as the lesson. */
  window: Interval
  /** The time the room was open. */
  held: Interval
  intervals: readonly { accountId: string; joinedAt: Date; leftAt: Date }[]
}

/** Writes the proposed register: a row for each student of the class at the end of the lesson. Rows that exist stay. */
export const proposeAttendance = async (tx: Transaction, lesson: HeldLesson): Promise<void> => {
  const endedAt = new Date(lesson.held.to)
  const students = await tx.db
    .selectFrom('enrollment')
    .select('accountId')
    .where('classId', '=', lesson.classId)
    .where('role', '=', 'student')
    .where('startedAt', '<=', endedAt)
    .where((eb) => eb.or([eb('endedAt', 'is', null), eb('endedAt', '>', endedAt)]))
    .execute()
  if (students.length === 0) return
  await tx.db
    .insertInto('attendance')
    .values(
      students.map(({ accountId }) => {
        const intervals = lesson.intervals
          .filter((interval) => interval.accountId === accountId)
          .map(({ joinedAt, leftAt }) => ({ from: joinedAt.getTime(), to: leftAt.getTime() }))
        return {
          lessonId: lesson.lessonId,
          accountId,
          ...attendanceFor(intervals, lesson),
          source: 'presence',
          recordedAt: tx.now(),
        }
      }),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
