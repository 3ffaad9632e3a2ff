import { sql } from 'kysely'
import { lessonChanged } from '#domain/lectures/contract.ts'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { topicOf } from '#domain/realtime.ts'
import type { Context, Transaction } from '#platform/context.ts'

/** Lessons with their class and live session, as every list shows them. */
export const selectLessons = (ctx: Context) =>
  ctx.db
    .selectFrom('lesson')
    .innerJoin('class', 'class.id', 'lesson.classId')
    .leftJoin('lecture', 'lecture.lessonId', 'lesson.id')
    .select([
      'lesson.id',
      'lesson.classId',
      'class.name as className',
      'class.subject',
      'class.hue',
      'lesson.title',
      'lesson.startsAt',
      'lesson.endsAt',
      'lesson.state',
      'lesson.held',
      'lesson.room',
      'lesson.seriesId',
      'lecture.id as lectureId',
      'lecture.state as lectureState',
      'lecture.boardId',
      'lecture.channelId',
      'lecture.startedAt',
      'lecture.endedAt',
      'lecture.registerConfirmedAt',
      sql<number>`case when lecture.state = 'open' then (select count(distinct p.account_id)::int
        from presence_interval p where p.lecture_id = lecture.id and p.left_at is null) else 0 end`.as(
        'present',
      ),
    ])

export type LessonRow = Awaited<ReturnType<ReturnType<typeof selectLessons>['executeTakeFirstOrThrow']>>

const lectureOf = (row: LessonRow): Lesson['lecture'] => {
  const { lectureId, lectureState, boardId, channelId, startedAt } = row
  if (!lectureId || !lectureState || !boardId || !channelId || !startedAt) return null
  return {
    id: lectureId,
    boardId,
    channelId,
    state: lectureState,
    startedAt: startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    registerConfirmedAt: row.registerConfirmedAt?.toISOString() ?? null,
    present: row.present,
  }
}

export const viewOfLesson = (row: LessonRow): Lesson => ({
  id: row.id,
  classId: row.classId,
  className: row.className,
  subject: row.subject,
  hue: row.hue,
  title: row.title,
  startsAt: row.startsAt.toISOString(),
  endsAt: row.endsAt.toISOString(),
  state: row.state,
  held: row.held,
  room: row.room,
  seriesId: row.seriesId,
  lecture: lectureOf(row),
})

/** Tells the class how lessons stand now; in order of time. */
export const publishLessons = async (tx: Transaction, lessonIds: readonly string[]): Promise<Lesson[]> => {
  if (lessonIds.length === 0) return []
  const rows = await selectLessons(tx)
    .where('lesson.id', 'in', lessonIds)
    .orderBy('lesson.startsAt')
    .orderBy('lesson.id')
    .execute()
  const views = rows.map(viewOfLesson)
  for (const { lecture: _, ...lesson } of views) {
    tx.publish(topicOf('class', lesson.classId), lessonChanged, { lesson })
  }
  return views
}

/** Tells the class how a lesson stands now. */
export const publishLesson = async (tx: Transaction, lessonId: string): Promise<Lesson> => {
  const [view] = await publishLessons(tx, [lessonId])
  if (!view) throw new Error('the lesson is gone')
  return view
}

/** One lesson whose access was checked. */
export const lessonView = async (ctx: Context, lessonId: string): Promise<Lesson> =>
  viewOfLesson(await selectLessons(ctx).where('lesson.id', '=', lessonId).executeTakeFirstOrThrow())
