import { lessonsRemoved } from '#domain/lectures/contract.ts'
import type { LessonPlan } from '#domain/lectures/lecture.ts'
import { samePlan } from '#domain/lectures/series.ts'
import { notFound } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { jsonb } from '#platform/db/json.ts'
import { actorOf } from '../accounts/account.ts'
import { classFor } from '../classes/access.ts'
import { lockClass } from './class-lock.ts'
import { plansOf, writePlan } from './lesson-plan.ts'
import { publishLessons } from './lesson-view.ts'

/** What one act did to one lesson; `before` is null when it planned it. */
export interface LessonChange {
  id: string
  before: LessonPlan | null
  after: LessonPlan
}

/** Whether an act was written down already, by an earlier try. Throws *not found* for an act that is none of this caller's. */
export const isDone = async (tx: Transaction, classId: string, changeId: string): Promise<boolean> => {
  const row = await tx.db
    .selectFrom('lessonChange')
    .select(['classId', 'createdBy'])
    .where('id', '=', changeId)
    .executeTakeFirst()
  if (!row) return false
  if (row.classId !== classId || row.createdBy !== actorOf(tx).id) throw notFound()
  return true
}

/** Writes down what an act did, so that it can be taken back whole. */
export const recordChange = async (
  tx: Transaction,
  { id, classId, lessons }: { id: string; classId: string; lessons: readonly LessonChange[] },
): Promise<void> => {
  await tx.db
    .insertInto('lessonChange')
    .values({ id, classId, lessons: jsonb(lessons), createdBy: actorOf(tx).id, createdAt: tx.now() })
    .execute()
}

const remove = async (tx: Transaction, classId: string, lessonIds: string[]): Promise<void> => {
  if (lessonIds.length === 0) return
  await tx.db.deleteFrom('lesson').where('id', 'in', lessonIds).execute()
  tx.publish(topicOf('class', classId), lessonsRemoved, { lessonIds })
}

const putBack = async (tx: Transaction, classId: string, lessons: readonly LessonChange[]) => {
  const now = await plansOf(
    tx,
    lessons.map(({ id }) => id),
  )
  const untouched = lessons.filter(({ id, after }) => samePlan(now.get(id) ?? null, after))
  const changed: string[] = []
  const removed: string[] = []
  for (const { id, before } of untouched) {
    if (before) await writePlan(tx, { id, plan: before })
    ;(before ? changed : removed).push(id)
  }
  await remove(tx, classId, removed)
  await publishLessons(tx, changed)
  return { undone: untouched.length, kept: lessons.length - untouched.length }
}

const outcome = async (tx: Transaction, lessons: readonly LessonChange[]) => {
  const now = await plansOf(
    tx,
    lessons.map(({ id }) => id),
  )
  const undone = lessons.filter(({ id, before }) => samePlan(now.get(id) ?? null, before)).length
  return { undone, kept: lessons.length - undone }
}

/**
 * Takes back what one act did to lessons: what it planned is no more, what it changed or cancelled is as before. Lessons
 * that were changed or held since stay as they are. Taking back twice changes nothing.
 */
export const undoLessonChange = async (
  ctx: Context,
  changeId: string,
): Promise<{ undone: number; kept: number }> => {
  const found = await ctx.db
    .selectFrom('lessonChange')
    .select('classId')
    .where('id', '=', changeId)
    .executeTakeFirst()
  if (!found) throw notFound()
  await classFor(ctx, found.classId, 'lesson.schedule')
  return inTransaction(ctx, async (tx) => {
    await lockClass(tx, found.classId)
    const row = await tx.db
      .selectFrom('lessonChange')
      .select(['lessons', 'undoneAt'])
      .where('id', '=', changeId)
      .executeTakeFirstOrThrow()
    // Written by `recordChange` alone.
    const lessons = row.lessons as unknown as LessonChange[]
    if (row.undoneAt) return outcome(tx, lessons)
    const result = await putBack(tx, found.classId, lessons)
    await tx.db.updateTable('lessonChange').set({ undoneAt: tx.now() }).where('id', '=', changeId).execute()
    tx.audit('lesson.taken-back', { kind: 'lesson-change', id: changeId }, result)
    return result
  })
}
