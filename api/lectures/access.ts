import type { LectureState, LessonState } from '#domain/lectures/lecture.ts'
import type { Action } from '#domain/permission.ts'
import { notFound, Problem } from '#domain/problem.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { type AccessibleClass, classFor } from '../classes/access.ts'
import { checkInside } from './hold/standing.ts'

export interface AccessibleLesson {
  id: string
  classId: string
  title: string
  startsAt: Date
  endsAt: Date
  state: LessonState
  class: AccessibleClass
}

export interface AccessibleLecture {
  id: string
  lessonId: string
  classId: string
  boardId: string
  channelId: string
  engine: string
  state: LectureState
  startedAt: Date
  endedAt: Date | null
}

/** Loads a lesson for anybody who may do the action in its class; hidden and missing look the same. */
export const lessonFor = async (
  ctx: Context,
  lessonId: string,
  action: Action,
): Promise<AccessibleLesson> => {
  const row = await ctx.db
    .selectFrom('lesson')
    .select(['id', 'classId', 'title', 'startsAt', 'endsAt', 'state'])
    .where('id', '=', lessonId)
    .executeTakeFirst()
  if (!row) throw notFound()
  return { ...row, state: row.state, class: await classFor(ctx, row.classId, action) }
}

const selectLectures = (ctx: Context) =>
  ctx.db
    .selectFrom('lecture')
    .select(['id', 'lessonId', 'classId', 'boardId', 'channelId', 'engine', 'state', 'startedAt', 'endedAt'])

/**
 * Loads a lecture for anybody who may do the action in its class; hidden and missing look the same. Taking part in it is
 * for who came through its door: throws `forbidden` `waits-at-door` or `sent-out` for others.
 */
export const lectureFor = async (
  ctx: Context,
  lectureId: string,
  action: Action,
): Promise<AccessibleLecture> => {
  const row = await selectLectures(ctx).where('id', '=', lectureId).executeTakeFirst()
  if (!row) throw notFound()
  const { schoolId } = await classFor(ctx, row.classId, action)
  if (action === 'lecture.join') await checkInside(ctx, 'id', lectureId, { schoolId, classId: row.classId })
  return { ...row, state: row.state }
}

/** The lecture of a lesson whose access was checked; null before it was started. */
export const lectureOfLesson = async (ctx: Context, lessonId: string): Promise<AccessibleLecture | null> => {
  const row = await selectLectures(ctx).where('lessonId', '=', lessonId).executeTakeFirst()
  return row ? { ...row, state: row.state } : null
}

/**
 * Keeps a lecture from ending until the transaction is over, so that nothing is written into a closed room. False when
 * it has ended.
 */
export const holdOpen = async (tx: Transaction, lectureId: string): Promise<boolean> => {
  const row = await tx.db
    .selectFrom('lecture')
    .select('state')
    .where('id', '=', lectureId)
    .forShare()
    .executeTakeFirst()
  return row?.state === 'open'
}

/** What is said to whoever comes after the end. */
export const lessonOver = () => new Problem('gone', { code: 'lesson-over' })
