import { newId } from '#domain/ids.ts'
import type { HeldKind, Lesson } from '#domain/lectures/lecture.ts'
import { lessonTimes, MOST_IN_SERIES, usualUntil, weeklyDays } from '#domain/lectures/series.ts'
import { invalidField, Problem } from '#domain/problem.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { classFor } from '../classes/access.ts'
import { type Clashes, clashesIn } from './clash.ts'
import { lockClass, schoolZone } from './class-lock.ts'
import { usuallyHeld } from './held.ts'
import { isDone, recordChange } from './lesson-change.ts'
import { plansOf, roomColumns } from './lesson-plan.ts'
import { publishLessons, selectLessons, viewOfLesson } from './lesson-view.ts'

export interface Weekly {
  on: string
  starts: string
  ends: string
  room?: string | undefined
}

/** The days of a weekly lesson, or what is wrong with them beside its field. */
const daysOf = ({ on, starts, ends }: Weekly, until: string): string[] => {
  if (ends <= starts) throw invalidField('ends', 'lesson-ends-before-start')
  if (until < on) throw invalidField('until', 'lesson-series-ends-before-start')
  const days = weeklyDays(on, until)
  if (days.length > MOST_IN_SERIES) throw invalidField('until', 'lesson-series-too-long')
  return days
}

const untilOf = async (ctx: Context, termId: string, on: string): Promise<string> => {
  const terms = await ctx.db
    .selectFrom('term')
    .select(['id', 'startsOn', 'endsOn'])
    .where('schoolId', '=', actorOf(ctx).schoolId)
    .execute()
  return usualUntil(on, terms.find((term) => term.id === termId) ?? { endsOn: '' }, terms)
}

/** The lessons that a weekly one would make, and what is in the way of each. Writes nothing. */
export const previewSeries = async (
  ctx: Context,
  classId: string,
  input: Weekly & { until?: string | undefined },
): Promise<{
  until: string
  lessons: ({ on: string; startsAt: string; endsAt: string } & Clashes)[]
}> => {
  const { termId } = await classFor(ctx, classId, 'lesson.schedule')
  const until = input.until ?? (await untilOf(ctx, termId, input.on))
  const zone = await schoolZone(ctx, classId)
  const spans = daysOf(input, until).map((on) => ({ on, ...lessonTimes({ ...input, on }, zone) }))
  const found = await clashesIn(ctx, classId, spans, { room: input.room })
  return { until, lessons: spans.map((span, n) => ({ ...span, ...(found[n] ?? { clashes: [], more: 0 }) })) }
}

const insertSeries = async (
  tx: Transaction,
  classId: string,
  seriesId: string,
  lessons: readonly {
    title: string
    startsAt: string
    endsAt: string
    room?: string | undefined
    held: HeldKind
  }[],
): Promise<string[]> => {
  const by = { createdBy: actorOf(tx).id, createdAt: tx.now() }
  await tx.db
    .insertInto('lessonSeries')
    .values({ id: seriesId, classId, ...by })
    .execute()
  const rows = lessons.map(({ startsAt, endsAt, room, ...rest }) => ({
    id: newId(),
    classId,
    seriesId,
    ...rest,
    ...roomColumns(room),
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    ...by,
  }))
  await tx.db.insertInto('lesson').values(rows).execute()
  return rows.map(({ id }) => id)
}

/** The lessons of a series as they are now, in order. */
const lessonsOf = async (ctx: Context, seriesId: string): Promise<Lesson[]> => {
  const rows = await selectLessons(ctx)
    .where('lesson.seriesId', '=', seriesId)
    .orderBy('lesson.startsAt')
    .orderBy('lesson.id')
    .execute()
  return rows.map(viewOfLesson)
}

/**
 * Plans a lesson for every week until a day, all or none, at the same time of the school's clock through every change of
 * it. A retry with the same id finds its own lessons. Taking it back is `undoLessonChange` with that id.
 */
export const scheduleSeries = async (
  ctx: Context,
  classId: string,
  input: Weekly & {
    id: string
    title: string
    until: string
    skip?: string[] | undefined
    held?: HeldKind | undefined
  },
): Promise<Lesson[]> => {
  await classFor(ctx, classId, 'lesson.schedule')
  const skipped = new Set(input.skip)
  const days = daysOf(input, input.until).filter((on) => !skipped.has(on))
  if (days.length === 0) throw invalidField('until', 'lesson-series-empty')
  const zone = await schoolZone(ctx, classId)
  return inTransaction(ctx, async (tx) => {
    await lockClass(tx, classId)
    if (await isDone(tx, classId, input.id)) return lessonsOf(tx, input.id)
    const taken = await tx.db
      .selectFrom('lessonSeries')
      .select('id')
      .where('id', '=', input.id)
      .executeTakeFirst()
    if (taken) throw new Problem('conflict', { code: 'id-taken' })
    const times = days.map((on) => lessonTimes({ ...input, on }, zone))
    const held = input.held ?? (await usuallyHeld(tx, classId, new Date(times[0]?.startsAt ?? 0)))
    const { title, room } = input
    const ids = await insertSeries(
      tx,
      classId,
      input.id,
      times.map((span) => ({ title, room, held, ...span })),
    )
    const plans = await plansOf(tx, ids)
    const lessons = [...plans].map(([id, after]) => ({ id, before: null, after }))
    await recordChange(tx, { id: input.id, classId, lessons })
    return publishLessons(tx, ids)
  })
}
