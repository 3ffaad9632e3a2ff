import { sql } from 'kysely'
import { roomKey } from '#domain/lectures/lecture.ts'
import type { PublicationView } from '#domain/planner/contract.ts'
import type { DatedLesson } from '#domain/planner/publish.ts'
import type { Context } from '#platform/context.ts'
import { json } from '#platform/db/json.ts'

/** Lessons in the way that a preview names; the rest is counted. */
const NAMED = 10

interface Found {
  lessonId: string
  className: string
  title: string
  startsAt: Date
  total: number
}

/**
 * The lessons planned by hand that are at the same time as lessons of a timetable, in the same class or the same room.
 * Publishing leaves them where they are. No access check.
 */
export const lessonsInTheWay = async (
  ctx: Context,
  schoolId: string,
  planned: readonly Pick<DatedLesson, 'classId' | 'startsAt' | 'endsAt' | 'room'>[],
): Promise<Pick<PublicationView, 'inTheWay' | 'inTheWayFirst'>> => {
  if (planned.length === 0) return { inTheWay: 0, inTheWayFirst: [] }
  const spans = planned.map(({ classId, startsAt, endsAt, room }) => ({
    classId,
    startsAt,
    endsAt,
    roomKey: room === null ? null : roomKey(room),
  }))
  const { rows } = await sql<Found>`
    with planned as (
      select * from json_to_recordset(${json(spans)}) as
        ("classId" uuid, "startsAt" timestamptz, "endsAt" timestamptz, "roomKey" text)
    ), by_hand as (
      select lesson.id, lesson.class_id, class.name, lesson.title, lesson.starts_at, lesson.ends_at, lesson.room_key
      from lesson
      join class on class.id = lesson.class_id
      where class.school_id = ${schoolId} and class.archived_at is null and lesson.state in ('planned', 'live')
        and lesson.ends_at > (select min("startsAt") from planned)
        and lesson.starts_at < (select max("endsAt") from planned)
        and not exists (select from timetable_lesson where timetable_lesson.lesson_id = lesson.id)
    ), met as (
      select by_hand.id from by_hand join planned on planned."classId" = by_hand.class_id
        and planned."startsAt" < by_hand.ends_at and planned."endsAt" > by_hand.starts_at
      union
      select by_hand.id from by_hand join planned on planned."roomKey" = by_hand.room_key
        and planned."startsAt" < by_hand.ends_at and planned."endsAt" > by_hand.starts_at
    )
    select id as "lessonId", name as "className", title, starts_at as "startsAt", (count(*) over ())::int as total
    from by_hand where id in (select id from met)
    order by starts_at, id
    limit ${NAMED}`.execute(ctx.db)
  return {
    inTheWay: rows[0]?.total ?? 0,
    inTheWayFirst: rows.map(({ lessonId, className, title, startsAt }) => ({
      lessonId,
      className,
      title,
      startsAt: startsAt.toISOString(),
    })),
  }
}
