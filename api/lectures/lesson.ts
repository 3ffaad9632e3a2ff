import { type HeldKind, type Lesson, LONGEST_LESSON_HOURS } from '#domain/lectures/lecture.ts'
import { invalidField, Problem } from '#domain/problem.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { classFor, visibleClasses } from '../classes/access.ts'
import { lessonFor } from './access.ts'
import { usuallyHeld } from './held.ts'
import { lessonView, publishLesson, selectLessons, viewOfLesson } from './lesson-view.ts'

/** More than a school has in a week; a span that holds more is answered in part. */
const AT_MOST = 2000

interface Span {
  from: string
  to: string
}

/** The lessons of a class that touch the span, in order of time. */
export const listLessons = async (ctx: Context, classId: string, span: Span): Promise<Lesson[]> => {
  await classFor(ctx, classId, 'lesson.read')
  const rows = await selectLessons(ctx)
    .where('lesson.classId', '=', classId)
    .where('lesson.startsAt', '<', new Date(span.to))
    .where('lesson.endsAt', '>', new Date(span.from))
    .orderBy('lesson.startsAt')
    .orderBy('lesson.id')
    .limit(AT_MOST)
    .execute()
  return rows.map(viewOfLesson)
}

/** The lessons that touch the span, of every class whose lessons the caller may see, in order of time. */
export const listMyLessons = async (ctx: Context, span: Span): Promise<Lesson[]> => {
  const rows = await selectLessons(ctx)
    .where(visibleClasses(actorOf(ctx), 'lesson.read'))
    .where('class.archivedAt', 'is', null)
    .where('lesson.startsAt', '<', new Date(span.to))
    .where('lesson.endsAt', '>', new Date(span.from))
    .orderBy('lesson.startsAt')
    .orderBy('lesson.id')
    .limit(AT_MOST)
    .execute()
  return rows.map(viewOfLesson)
}

export const getLesson = async (ctx: Context, lessonId: string): Promise<Lesson> => {
  await lessonFor(ctx, lessonId, 'lesson.read')
  return lessonView(ctx, lessonId)
}

const checkTimes = (startsAt: Date, endsAt: Date): void => {
  const length = endsAt.getTime() - startsAt.getTime()
  if (length <= 0) throw invalidField('endsAt', 'lesson-ends-before-start')
  if (length > LONGEST_LESSON_HOURS * 3_600_000) throw invalidField('endsAt', 'lesson-too-long')
}

/** Plans a lesson. A retry with the same id finds its own lesson; the id of another class is a conflict. */
export const scheduleLesson = async (
  ctx: Context,
  classId: string,
  input: { id: string; title: string; startsAt: string; endsAt: string; held?: HeldKind },
): Promise<Lesson> => {
  await classFor(ctx, classId, 'lesson.schedule')
  const [startsAt, endsAt] = [new Date(input.startsAt), new Date(input.endsAt)]
  checkTimes(startsAt, endsAt)
  return inTransaction(ctx, async (tx) => {
    const row = await tx.db
      .insertInto('lesson')
      .values({
        id: input.id,
        classId,
        title: input.title,
        startsAt,
        endsAt,
        held: input.held ?? (await usuallyHeld(tx, classId, startsAt)),
        createdBy: actorOf(tx).id,
        createdAt: tx.now(),
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (row) return publishLesson(tx, input.id)
    const existing = await selectLessons(tx).where('lesson.id', '=', input.id).executeTakeFirst()
    if (existing?.classId !== classId) throw new Problem('conflict', { code: 'id-taken' })
    return viewOfLesson(existing)
  })
}

/** Renames a lesson; moves it, and says how it is held, while it is planned. Throws `conflict` when it can no longer be moved. */
export const updateLesson = async (
  ctx: Context,
  lessonId: string,
  change: { title?: string; startsAt?: string; endsAt?: string; held?: HeldKind },
): Promise<Lesson> => {
  const found = await lessonFor(ctx, lessonId, 'lesson.schedule')
  const startsAt = change.startsAt ? new Date(change.startsAt) : found.startsAt
  const endsAt = change.endsAt ? new Date(change.endsAt) : found.endsAt
  checkTimes(startsAt, endsAt)
  const moved =
    change.held !== undefined ||
    startsAt.getTime() !== found.startsAt.getTime() ||
    endsAt.getTime() !== found.endsAt.getTime()
  return inTransaction(ctx, async (tx) => {
    const update = tx.db
      .updateTable('lesson')
      .set({ title: change.title ?? found.title, startsAt, endsAt, held: change.held })
      .where('id', '=', lessonId)
    const row = await (moved ? update.where('state', '=', 'planned') : update)
      .returning('id')
      .executeTakeFirst()
    if (!row) throw new Problem('conflict', { code: 'lesson-begun' })
    return publishLesson(tx, lessonId)
  })
}

const turn = async (
  ctx: Context,
  lessonId: string,
  from: 'planned' | 'cancelled',
  to: 'planned' | 'cancelled',
): Promise<Lesson> => {
  await lessonFor(ctx, lessonId, 'lesson.schedule')
  return inTransaction(ctx, async (tx) => {
    const row = await tx.db
      .updateTable('lesson')
      .set({ state: to })
      .where('id', '=', lessonId)
      .where('state', '=', from)
      .returning('id')
      .executeTakeFirst()
    if (row) return publishLesson(tx, lessonId)
    const view = await lessonView(tx, lessonId)
    if (view.state !== to) throw new Problem('conflict', { code: 'lesson-begun' })
    return view
  })
}

/** Cancels a planned lesson; cancelling twice changes nothing. Throws `conflict` once it has begun. */
export const cancelLesson = (ctx: Context, lessonId: string): Promise<Lesson> =>
  turn(ctx, lessonId, 'planned', 'cancelled')

/** Takes back the cancelling. */
export const restoreLesson = (ctx: Context, lessonId: string): Promise<Lesson> =>
  turn(ctx, lessonId, 'cancelled', 'planned')
