import {
  type HeldKind,
  type Lesson,
  type LessonPlan,
  LONGEST_LESSON_HOURS,
} from '#domain/lectures/lecture.ts'
import { changedAlike, samePlan } from '#domain/lectures/series.ts'
import { invalidField, notFound, Problem } from '#domain/problem.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { classFor, seesNoClass, visibleClasses } from '../classes/access.ts'
import { lessonFor } from './access.ts'
import { lockClass, schoolZone } from './class-lock.ts'
import { usuallyHeld } from './held.ts'
import { isDone, type LessonChange, recordChange } from './lesson-change.ts'
import { laterPlans, plansOf, roomColumns, writePlan } from './lesson-plan.ts'
import { lessonView, publishLesson, publishLessons, selectLessons, viewOfLesson } from './lesson-view.ts'

/** More than a large school has in a month. A span that holds more is refused: a plan with holes would not be seen. */
const AT_MOST = 20_000

const whole = <Row>(rows: Row[]): Row[] => {
  if (rows.length > AT_MOST)
    throw new Problem('limit-reached', { code: 'span-too-long', params: { limit: AT_MOST } })
  return rows
}

interface Span {
  from: string
  to: string
}

/** No lesson is longer: one that touches a span began so long before it at most, and older ones are not looked at. */
const LONGEST_MS = LONGEST_LESSON_HOURS * 3_600_000

const selectInSpan = (ctx: Context, { from, to }: Span) =>
  selectLessons(ctx)
    .where('lesson.startsAt', '>', new Date(new Date(from).getTime() - LONGEST_MS))
    .where('lesson.startsAt', '<', new Date(to))
    .where('lesson.endsAt', '>', new Date(from))
    .orderBy('lesson.startsAt')
    .orderBy('lesson.id')
    .limit(AT_MOST + 1)

/** The lessons of a class that touch the span, in order of time. */
export const listLessons = async (ctx: Context, classId: string, span: Span): Promise<Lesson[]> => {
  await classFor(ctx, classId, 'lesson.read')
  const rows = await selectInSpan(ctx, span).where('lesson.classId', '=', classId).execute()
  return whole(rows).map(viewOfLesson)
}

/** The lessons that touch the span, of every class whose lessons the caller may see, in order of time. */
export const listMyLessons = async (ctx: Context, span: Span): Promise<Lesson[]> => {
  const actor = actorOf(ctx)
  if (seesNoClass(actor, 'lesson.read')) return []
  const rows = await selectInSpan(ctx, span)
    .where(visibleClasses(actor, 'lesson.read'))
    .where('class.archivedAt', 'is', null)
    .execute()
  return whole(rows).map(viewOfLesson)
}

export const getLesson = async (ctx: Context, lessonId: string): Promise<Lesson> => {
  await lessonFor(ctx, lessonId, 'lesson.read')
  return lessonView(ctx, lessonId)
}

const checkTimes = (startsAt: Date, endsAt: Date): void => {
  const length = endsAt.getTime() - startsAt.getTime()
  if (length <= 0) throw invalidField('endsAt', 'lesson-ends-before-start')
  if (length > LONGEST_MS) throw invalidField('endsAt', 'lesson-too-long')
}

/** Plans a lesson. A retry with the same id finds its own lesson; the id of another class is a conflict. */
export const scheduleLesson = async (
  ctx: Context,
  classId: string,
  input: { id: string; title: string; startsAt: string; endsAt: string; held?: HeldKind; room?: string },
): Promise<Lesson> => {
  await classFor(ctx, classId, 'lesson.schedule')
  const [startsAt, endsAt] = [new Date(input.startsAt), new Date(input.endsAt)]
  checkTimes(startsAt, endsAt)
  return inTransaction(ctx, async (tx) => {
    await lockClass(tx, classId)
    const row = await tx.db
      .insertInto('lesson')
      .values({
        id: input.id,
        classId,
        title: input.title,
        startsAt,
        endsAt,
        ...roomColumns(input.room),
        held: input.held ?? (await usuallyHeld(tx, classId, startsAt)),
        createdBy: actorOf(tx).id,
        createdAt: tx.now(),
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (row) {
      const after = (await plansOf(tx, [input.id])).get(input.id)
      // One that was taken back may be planned again by the same id; that act is the first one's.
      if (after && !(await isDone(tx, classId, input.id)))
        await recordChange(tx, { id: input.id, classId, lessons: [{ id: input.id, before: null, after }] })
      return publishLesson(tx, input.id)
    }
    const existing = await selectLessons(tx).where('lesson.id', '=', input.id).executeTakeFirst()
    if (existing?.classId !== classId) throw new Problem('conflict', { code: 'id-taken' })
    return viewOfLesson(existing)
  })
}

/** A change of plan as a caller asks for it. */
interface Act {
  /** Of a lesson that repeats: also the later ones. */
  later?: boolean | undefined
  /** Names the act, so that it can be taken back, and so that a retry changes nothing. */
  changeId?: string | undefined
}

const isMoved = (before: LessonPlan, after: LessonPlan): boolean =>
  before.startsAt !== after.startsAt || before.endsAt !== after.endsAt || before.held !== after.held

/** Changes the plan of a lesson, and with `later` of the later ones of its series, as `change` says; tells the class. */
const changePlans = async (
  ctx: Context,
  lessonId: string,
  act: Act,
  change: (before: LessonPlan) => LessonPlan,
  alike: (before: LessonPlan, after: LessonPlan, other: LessonPlan, zone: string) => LessonPlan,
): Promise<Lesson> => {
  const { classId } = await lessonFor(ctx, lessonId, 'lesson.schedule')
  return inTransaction(ctx, async (tx) => {
    await lockClass(tx, classId)
    if (act.changeId && (await isDone(tx, classId, act.changeId))) return lessonView(tx, lessonId)
    const found = await laterPlans(tx, classId, lessonId)
    // Somebody took the planning of it back meanwhile.
    if (!found) throw notFound()
    const after = change(found.plan)
    const zone = act.later ? await schoolZone(tx, classId) : ''
    const others = act.later
      ? found.later.map(({ id, plan }) => ({ id, before: plan, after: alike(found.plan, after, plan, zone) }))
      : []
    await writeChange(tx, classId, act, [{ id: lessonId, before: found.plan, after }, ...others])
    return lessonView(tx, lessonId)
  })
}

const writeChange = async (tx: Transaction, classId: string, act: Act, all: readonly LessonChange[]) => {
  const changed = all.filter(({ before, after }) => !samePlan(before, after))
  for (const { id, after } of changed) await writePlan(tx, { id, plan: after })
  if (act.changeId) await recordChange(tx, { id: act.changeId, classId, lessons: changed })
  await publishLessons(
    tx,
    changed.map(({ id }) => id),
  )
}

/**
 * Renames a lesson; moves it, and says how it is held, while it is planned. With `later` the later ones of its series
 * change alike. Throws `conflict` when it can no longer be moved.
 */
export const updateLesson = async (
  ctx: Context,
  lessonId: string,
  {
    later,
    changeId,
    ...wanted
  }: Act & {
    title?: string | undefined
    startsAt?: string | undefined
    endsAt?: string | undefined
    held?: HeldKind | undefined
    room?: string | undefined
  },
): Promise<Lesson> =>
  changePlans(
    ctx,
    lessonId,
    { later, changeId },
    (before) => {
      const after = {
        ...before,
        title: wanted.title ?? before.title,
        held: wanted.held ?? before.held,
        room: wanted.room === undefined ? before.room : wanted.room || null,
        startsAt: new Date(wanted.startsAt ?? before.startsAt).toISOString(),
        endsAt: new Date(wanted.endsAt ?? before.endsAt).toISOString(),
      }
      checkTimes(new Date(after.startsAt), new Date(after.endsAt))
      if (isMoved(before, after) && before.state !== 'planned')
        throw new Problem('conflict', { code: 'lesson-begun' })
      return after
    },
    changedAlike,
  )

const turn = (ctx: Context, lessonId: string, act: Act, to: 'planned' | 'cancelled'): Promise<Lesson> =>
  changePlans(
    ctx,
    lessonId,
    act,
    (before) => {
      if (before.state !== 'planned' && before.state !== 'cancelled')
        throw new Problem('conflict', { code: 'lesson-begun' })
      return { ...before, state: to }
    },
    (_before, _after, other) => ({ ...other, state: to }),
  )

/**
 * Cancels a planned lesson, with `later` also the later ones of its series; cancelling twice changes nothing. Throws
 * `conflict` once it has begun.
 */
export const cancelLesson = (ctx: Context, lessonId: string, act: Act = {}): Promise<Lesson> =>
  turn(ctx, lessonId, act, 'cancelled')

/** Takes back the cancelling. */
export const restoreLesson = (ctx: Context, lessonId: string): Promise<Lesson> =>
  turn(ctx, lessonId, {}, 'planned')
