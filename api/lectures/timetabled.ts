import { sql } from 'kysely'
import { lessonsReplanned } from '#domain/lectures/contract.ts'
import { FIRST_HELD, type HeldKind, roomKey } from '#domain/lectures/lecture.ts'
import { topicOf } from '#domain/realtime.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { json } from '#platform/db/json.ts'
import { actorOf } from '../accounts/account.ts'

/** A lesson as a timetable plans it. */
export interface TimetabledLesson {
  id: string
  classId: string
  title: string
  startsAt: string
  endsAt: string
  room: string | null
}

/** How each class's lessons are usually held: as its last one so far. */
const usuallyHeldIn = async (ctx: Context, classIds: readonly string[]): Promise<Map<string, HeldKind>> => {
  const rows = await ctx.db
    .selectFrom('lesson')
    .distinctOn('classId')
    .select(['classId', 'held'])
    .where('classId', 'in', classIds)
    .where('state', '!=', 'cancelled')
    .where('startsAt', '<=', ctx.now())
    .orderBy('classId')
    .orderBy('startsAt', 'desc')
    .execute()
  return new Map(rows.map(({ classId, held }) => [classId, held]))
}

/** Classes one after the other in one order, so that two acts on many of them never wait for each other in a circle. */
const lockClasses = (tx: Transaction, classIds: readonly string[]) =>
  tx.db.selectFrom('class').select('id').where('id', 'in', classIds).orderBy('id').forNoKeyUpdate().execute()

const insert = async (tx: Transaction, lessons: readonly (TimetabledLesson & { series: string })[]) => {
  if (lessons.length === 0) return
  const by = actorOf(tx).id
  const held = await usuallyHeldIn(tx, [...new Set(lessons.map(({ classId }) => classId))])
  const series = new Map(lessons.map((lesson) => [lesson.series, lesson.classId]))
  const known = await tx.db
    .selectFrom('lessonSeries')
    .select('id')
    .where('id', 'in', [...series.keys()])
    .execute()
  for (const { id } of known) series.delete(id)
  if (series.size > 0)
    await tx.db
      .insertInto('lessonSeries')
      .values([...series].map(([id, classId]) => ({ id, classId, createdBy: by, createdAt: tx.now() })))
      .execute()
  const rows = lessons.map((lesson) => ({
    ...lesson,
    roomKey: lesson.room === null ? null : roomKey(lesson.room),
    held: held.get(lesson.classId) ?? FIRST_HELD,
  }))
  await sql`
    insert into lesson (id, class_id, title, starts_at, ends_at, held, room, room_key, series_id, created_by, created_at)
    select id, "classId", title, "startsAt", "endsAt", held, room, "roomKey", series, ${by}, ${tx.now()}
    from json_to_recordset(${json(rows)}) as
      (id uuid, "classId" uuid, title text, "startsAt" timestamptz, "endsAt" timestamptz, held text, room text,
       "roomKey" text, series uuid)`.execute(tx.db)
}

const move = async (tx: Transaction, lessons: readonly TimetabledLesson[]) => {
  if (lessons.length === 0) return
  const rows = lessons.map((lesson) => ({
    ...lesson,
    roomKey: lesson.room === null ? null : roomKey(lesson.room),
  }))
  await sql`
    update lesson set title = new.title, starts_at = new."startsAt", ends_at = new."endsAt", room = new.room,
      room_key = new."roomKey"
    from json_to_recordset(${json(rows)}) as
      new (id uuid, title text, "startsAt" timestamptz, "endsAt" timestamptz, room text, "roomKey" text)
    where lesson.id = new.id and lesson.state = 'planned'`.execute(tx.db)
}

const remove = async (tx: Transaction, ids: readonly string[]) => {
  if (ids.length > 0)
    await tx.db.deleteFrom('lesson').where('id', 'in', ids).where('state', '=', 'planned').execute()
}

/**
 * Plans, moves and takes away lessons of many classes at once, as a timetable says; each class is told once. Lessons of
 * one `series` repeat together. Who calls decides which lessons may be touched; no access check.
 */
export const planTimetabled = async (
  tx: Transaction,
  plan: {
    appear: readonly (TimetabledLesson & { series: string })[]
    move: readonly TimetabledLesson[]
    vanish: readonly { id: string; classId: string }[]
  },
): Promise<void> => {
  const classIds = [...new Set([...plan.appear, ...plan.move, ...plan.vanish].map(({ classId }) => classId))]
  if (classIds.length === 0) return
  await lockClasses(tx, classIds)
  await insert(tx, plan.appear)
  await move(tx, plan.move)
  await remove(
    tx,
    plan.vanish.map(({ id }) => id),
  )
  for (const classId of classIds) {
    const lessonIds = plan.vanish.filter((lesson) => lesson.classId === classId).map(({ id }) => id)
    tx.publish(topicOf('class', classId), lessonsReplanned, { classId, lessonIds })
  }
}
