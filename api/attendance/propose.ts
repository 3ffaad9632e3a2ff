import { sql } from 'kysely'
import { attendanceFor, lessonWindow, proposedStatus } from '#domain/attendance/from-presence.ts'
import type { HeldKind } from '#domain/lectures/lecture.ts'
import type { Transaction } from '#platform/context.ts'
import { jsonb } from '#platform/db/json.ts'
import { intervalsOf, type PersonInterval } from '../lectures/presence.ts'
import { studentsAt } from './students.ts'

/** An ended lesson as far as its register goes. */
export interface HeldLesson {
  lessonId: string
  lectureId: string
  classId: string
  held: HeldKind
  startsAt: Date
  endsAt: Date
  startedAt: Date
  endedAt: Date
}

const millisecondsOf = ({ joinedAt, leftAt }: PersonInterval) => ({
  from: joinedAt.getTime(),
  to: leftAt.getTime(),
})

/** What presence says of each student: a status, or none where silence proves nothing. */
const proposalsFor = async (tx: Transaction, lesson: HeldLesson) => {
  const [students, intervals] = [
    await studentsAt(tx, lesson.classId, lesson.endedAt),
    await intervalsOf(tx, lesson.lectureId),
  ]
  const times = {
    window: lessonWindow(lesson, lesson),
    held: { from: lesson.startedAt.getTime(), to: lesson.endedAt.getTime() },
  }
  return students.map((accountId) => {
    const own = intervals.filter((interval) => interval.accountId === accountId).map(millisecondsOf)
    const { status, minutes } = attendanceFor(own, times)
    return { accountId, minutes, status: proposedStatus(lesson.held, status) }
  })
}

/**
 * Writes what presence says into the register of an ended lesson, in place of what it said before; a student of whom it
 * says nothing has no row. What was marked by hand keeps its status, whenever it was marked; its minutes are those of
 * presence too.
 */
export const proposeAttendance = async (tx: Transaction, lesson: HeldLesson): Promise<void> => {
  const { lessonId } = lesson
  const proposals = await proposalsFor(tx, lesson)
  await tx.db
    .deleteFrom('attendance')
    .where('lessonId', '=', lessonId)
    .where('source', '=', 'presence')
    .execute()
  await sql`update attendance set minutes = p.minutes
    from jsonb_to_recordset(${jsonb(proposals)}) as p("accountId" uuid, minutes int)
    where lesson_id = ${lessonId} and account_id = p."accountId"`.execute(tx.db)
  const rows = proposals.flatMap(({ status, ...row }) =>
    status ? [{ ...row, status, lessonId, source: 'presence' as const, recordedAt: tx.now() }] : [],
  )
  if (rows.length === 0) return
  await tx.db
    .insertInto('attendance')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
