import { attendanceMarked } from '#domain/attendance/contract.ts'
import { FIRST_HELD, type HeldKind, type Lesson } from '#domain/lectures/lecture.ts'
import { Problem } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { proposeAttendance } from '../attendance/propose.ts'
import { lessonFor } from './access.ts'
import { publishLesson } from './lesson-view.ts'
import { lockRegister } from './register-mark.ts'

/** How a new lesson is held when nobody says: as the class's lesson before that one. */
export const usuallyHeld = async (ctx: Context, classId: string, startsAt: Date): Promise<HeldKind> => {
  const row = await ctx.db
    .selectFrom('lesson')
    .select('held')
    .where('classId', '=', classId)
    .where('startsAt', '<=', startsAt)
    .where('state', '!=', 'cancelled')
    .orderBy('startsAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.held ?? FIRST_HELD
}

/** Works the proposals of an ended lesson out anew. Marks made by hand stay; a confirmed register is not touched. */
const proposeAnew = async (tx: Transaction, lessonId: string): Promise<void> => {
  const state = await lockRegister(tx, lessonId)
  if (state.confirmedAt) throw new Problem('conflict', { code: 'register-confirmed' })
  const { endedAt } = state
  if (endedAt) await proposeAttendance(tx, { ...state, endedAt })
  tx.publish(topicOf('class', state.classId), attendanceMarked, { lessonId })
}

/**
 * Says how a lesson is held, before, during or after it. Saying what is so already changes nothing. Throws `conflict`
 * `register-confirmed` once the teacher has confirmed what this would work out anew.
 */
export const setLessonHeld = async (ctx: Context, lessonId: string, held: HeldKind): Promise<Lesson> => {
  const found = await lessonFor(ctx, lessonId, 'lecture.moderate')
  return inTransaction(ctx, async (tx) => {
    await tx.db.updateTable('lesson').set({ held }).where('id', '=', lessonId).execute()
    if (found.state === 'live' || found.state === 'ended') await proposeAnew(tx, lessonId)
    return publishLesson(tx, lessonId)
  })
}
