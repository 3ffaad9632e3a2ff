import { sql } from 'kysely'
import { CLASHES_SAID, type Clash } from '#domain/lectures/clash.ts'
import { LONGEST_LESSON_HOURS, roomKey } from '#domain/lectures/lecture.ts'
import { changedAlike } from '#domain/lectures/series.ts'
import type { Context } from '#platform/context.ts'
import { classFor } from '../classes/access.ts'
import { schoolZone } from './class-lock.ts'
import { laterPlans } from './lesson-plan.ts'

interface Span {
  startsAt: string
  endsAt: string
}

interface Found {
  n: number
  id: string
  classId: string
  className: string
  startsAt: Date
  endsAt: Date
  teachers: string[]
  room: string | null
  total: number
}

/** The first lessons in the way, and how many more there are. */
export interface Clashes {
  clashes: Clash[]
  more: number
}

/**
 * For each span of time the first lessons that one of this class would clash with then: those of the class itself, of everybody
 * who teaches it, and those in the room. One that begins when another ends does not clash; cancelled lessons and archived
 * classes are in nobody's way. No access check.
 */
export const clashesIn = async (
  ctx: Context,
  classId: string,
  spans: readonly Span[],
  options: { room?: string | undefined; except?: readonly string[] } = {},
): Promise<Clashes[]> => {
  const room = options.room ? roomKey(options.room) : null
  const { rows } = await sql<Found>`
    select span.n::int - 1 as n, found.*
    from unnest(${spans.map((span) => span.startsAt)}::timestamptz[], ${spans.map((span) => span.endsAt)}::timestamptz[])
      with ordinality as span (starts_at, ends_at, n),
    lateral (
      select lesson.id, lesson.class_id as "classId", class.name as "className", lesson.starts_at as "startsAt",
        lesson.ends_at as "endsAt", shared.teachers, case when lesson.room_key = ${room} then lesson.room end as room,
        (count(*) over ())::int as total
      from lesson
      join class on class.id = lesson.class_id
      cross join lateral (
        select coalesce(array_agg(a.display_name order by a.display_name), '{}') as teachers
        from enrollment mine
        join enrollment theirs on theirs.account_id = mine.account_id
        join account a on a.id = mine.account_id
        where mine.class_id = ${classId} and mine.role = 'teacher' and mine.ended_at is null
          and theirs.class_id = lesson.class_id and theirs.role = 'teacher' and theirs.ended_at is null
      ) shared
      where lesson.starts_at < span.ends_at and lesson.ends_at > span.starts_at
        and lesson.starts_at > span.starts_at - make_interval(hours => ${LONGEST_LESSON_HOURS})
        and lesson.state in ('planned', 'live')
        and lesson.id <> all(${[...(options.except ?? [])]}::uuid[])
        and class.archived_at is null
        and class.school_id = (select school_id from class where id = ${classId})
        and (lesson.class_id = ${classId} or cardinality(shared.teachers) > 0 or lesson.room_key = ${room})
      order by lesson.starts_at, lesson.id
      limit ${CLASHES_SAID}
    ) found
    order by span.n, found."startsAt", found.id`.execute(ctx.db)
  const found = spans.map((): Clashes => ({ clashes: [], more: 0 }))
  for (const row of rows) {
    const here = found[row.n]
    here?.clashes.push({
      lessonId: row.id,
      className: row.className,
      startsAt: row.startsAt.toISOString(),
      endsAt: row.endsAt.toISOString(),
      sameClass: row.classId === classId,
      teachers: row.classId === classId ? [] : row.teachers,
      room: row.room,
    })
    if (here) here.more = row.total - here.clashes.length
  }
  return found
}

/** The times of a lesson after a change, and of the later ones of its series that change alike. */
const spansOf = async (
  ctx: Context,
  classId: string,
  { startsAt, endsAt, except }: Span & { except?: string | undefined },
): Promise<{ spans: Span[]; ids: string[] }> => {
  const span = { startsAt, endsAt }
  const series = except === undefined ? null : await laterPlans(ctx, classId, except)
  if (!series) return { spans: [span], ids: except === undefined ? [] : [except] }
  const zone = await schoolZone(ctx, classId)
  const after = { ...series.plan, ...span }
  const later = series.later.map(({ plan }) => changedAlike(series.plan, after, plan, zone))
  return { spans: [span, ...later], ids: [except ?? '', ...series.later.map(({ id }) => id)] }
}

/** What a lesson of this class at that time, in that room, would clash with; with `later` also its series, moved alike. */
export const listClashes = async (
  ctx: Context,
  classId: string,
  input: Span & { room?: string | undefined; except?: string | undefined; later?: 'true' | undefined },
): Promise<Clashes> => {
  await classFor(ctx, classId, 'lesson.schedule')
  const { except, room } = input
  const { spans, ids } = input.later
    ? await spansOf(ctx, classId, input)
    : { spans: [input], ids: except ? [except] : [] }
  const found = await clashesIn(ctx, classId, spans, { room, except: ids })
  const all = found.flatMap(({ clashes }) => clashes)
  const clashes = all.slice(0, CLASHES_SAID)
  const beyond = found.reduce((sum, { more }) => sum + more, 0)
  return { clashes, more: beyond + all.length - clashes.length }
}
