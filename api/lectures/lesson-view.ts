import { sql } from 'kysely'
import { lessonChanged } from '#domain/lectures/contract.ts'
import type { HeldKind, LectureState, Lesson, LessonState } from '#domain/lectures/lecture.ts'
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
  const { lectureId, boardId, channelId, startedAt } = row
  if (!lectureId || !boardId || !channelId || !startedAt) return null
  return {
    id: lectureId,
    boardId,
    channelId,
    state: row.lectureState as LectureState,
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
  state: row.state as LessonState,
  held: row.held as HeldKind,
  lecture: lectureOf(row),
})

/** Tells the class how a lesson stands now. */
export const publishLesson = async (tx: Transaction, lessonId: string): Promise<Lesson> => {
  const view = await lessonView(tx, lessonId)
  const { lecture: _, ...lesson } = view
  tx.publish(topicOf('class', lesson.classId), lessonChanged, { lesson })
  return view
}

/** One lesson whose access was checked. */
export const lessonView = async (ctx: Context, lessonId: string): Promise<Lesson> =>
  viewOfLesson(await selectLessons(ctx).where('lesson.id', '=', lessonId).executeTakeFirstOrThrow())
