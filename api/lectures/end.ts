import { attendanceProposed } from '#domain/attendance/contract.ts'
import { lectureEnded } from '#domain/lectures/contract.ts'
import { abandonedAt, type Lesson } from '#domain/lectures/lecture.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { proposeAttendance } from '../attendance/propose.ts'
import { lectureFor } from './access.ts'
import { engineOf } from './engines/engine.ts'
import { lowerHandsAtEnd } from './hand.ts'
import { endScreen } from './hold/screen.ts'
import { lessonView } from './lesson-view.ts'
import { closeAllPresence } from './presence.ts'

/** Marks an open lecture and its lesson as ended; null when somebody else was first. */
const markEnded = async (tx: Transaction, lectureId: string, endedAt: Date) => {
  const lecture = await tx.db
    .updateTable('lecture')
    .set({ state: 'ended', endedAt })
    .where('id', '=', lectureId)
    .where('state', '=', 'open')
    .returning(['id', 'lessonId', 'classId', 'engine', 'startedAt'])
    .executeTakeFirst()
  if (!lecture) return null
  const lesson = await tx.db
    .updateTable('lesson')
    .set({ state: 'ended' })
    .where('id', '=', lecture.lessonId)
    .returning(['title', 'startsAt', 'endsAt', 'held'])
    .executeTakeFirstOrThrow()
  return { ...lecture, ...lesson, held: lesson.held }
}

/**
 * Ends a lecture: closes every interval, proposes the register from presence, tells the room and the class. Returns
 * null, and changes nothing, when it has ended already. No access check: for `endLecture` and the clean-up.
 */
const closeLecture = async (tx: Transaction, lectureId: string, endedAt: Date) => {
  const ended = await markEnded(tx, lectureId, endedAt)
  if (!ended) return null
  await closeAllPresence(tx, lectureId, endedAt)
  await lowerHandsAtEnd(tx, lectureId)
  await endScreen(tx, lectureId)
  const { lessonId, classId } = ended
  await proposeAttendance(tx, { ...ended, lectureId, endedAt })
  const payload = { lessonId, lectureId, endedAt: endedAt.toISOString() }
  tx.publish(topicOf('lecture', lectureId), lectureEnded, payload)
  tx.publish(topicOf('class', classId), lectureEnded, payload)
  tx.publish(topicOf('class', classId), attendanceProposed, { lessonId })
  return ended
}

const finish = async (ctx: Context, lectureId: string, schoolId: string, endedAt: Date): Promise<void> => {
  const ended = await inTransaction(ctx, async (tx) => {
    const closed = await closeLecture(tx, lectureId, endedAt)
    if (closed) tx.audit('lecture.ended', { kind: 'lecture', id: lectureId }, {}, schoolId)
    return closed
  })
  // Outside the transaction: an engine is another machine, and ending there twice is harmless.
  if (ended) await engineOf(ended.engine).end(ctx, ended)
}

/** Ends the lesson for everybody. Ending twice answers the same lesson and writes one register. */
export const endLecture = async (ctx: Context, lectureId: string): Promise<Lesson> => {
  const lecture = await lectureFor(ctx, lectureId, 'lecture.moderate')
  const { schoolId } = await ctx.db
    .selectFrom('class')
    .select('schoolId')
    .where('id', '=', lecture.classId)
    .executeTakeFirstOrThrow()
  await finish(ctx, lectureId, schoolId, ctx.now())
  return lessonView(ctx, lecture.lessonId)
}

/** Ends the lectures that everybody has left and nobody ended, as of when the last person went. */
export const closeAbandonedLectures = async (ctx: Context): Promise<void> => {
  const rows = await ctx.db
    .selectFrom('lecture')
    .innerJoin('lesson', 'lesson.id', 'lecture.lessonId')
    .innerJoin('class', 'class.id', 'lecture.classId')
    .select((eb) => [
      'lecture.id',
      'lecture.startedAt',
      'lesson.endsAt',
      'class.schoolId',
      eb
        .selectFrom('presenceInterval')
        .select((p) => p.fn.max(p.fn.coalesce('leftAt', 'seenAt')).as('at'))
        .whereRef('presenceInterval.lectureId', '=', 'lecture.id')
        .as('lastSeenAt'),
      eb
        .not(
          eb.exists(
            eb
              .selectFrom('presenceInterval')
              .select('id')
              .whereRef('presenceInterval.lectureId', '=', 'lecture.id')
              .where('leftAt', 'is', null),
          ),
        )
        .as('empty'),
    ])
    .where('lecture.state', '=', 'open')
    .execute()
  for (const row of rows) {
    const at = abandonedAt({ ...row, empty: Boolean(row.empty) }, ctx.now())
    if (at) await finish(ctx, row.id, row.schoolId, at)
  }
}
