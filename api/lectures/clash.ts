import { sql } from 'kysely'
import type { Clash } from '#domain/lectures/clash.ts'
import type { Context } from '#platform/context.ts'
import { classFor } from '../classes/access.ts'

/** More clashes than this say nothing new. */
const AT_MOST = 5

/**
 * The lessons that a lesson of this class at that time would clash with: those of the class itself and of everybody who
 * teaches it. One that begins when another ends does not clash; cancelled lessons and archived classes are in nobody's way.
 */
export const listClashes = async (
  ctx: Context,
  classId: string,
  span: { startsAt: string; endsAt: string; except?: string },
): Promise<Clash[]> => {
  await classFor(ctx, classId, 'lesson.schedule')
  const teachers = sql<string[]>`(select coalesce(array_agg(a.display_name order by a.display_name), '{}')
    from enrollment mine join enrollment theirs on theirs.account_id = mine.account_id
    join account a on a.id = mine.account_id
    where mine.class_id = ${classId} and mine.role = 'teacher' and mine.ended_at is null
    and theirs.class_id = lesson.class_id and theirs.role = 'teacher' and theirs.ended_at is null)`
  const rows = await ctx.db
    .selectFrom('lesson')
    .innerJoin('class', 'class.id', 'lesson.classId')
    .select(['lesson.id', 'lesson.classId', 'class.name as className', 'lesson.startsAt', 'lesson.endsAt'])
    .select(teachers.as('teachers'))
    .where('class.archivedAt', 'is', null)
    .where('lesson.state', 'in', ['planned', 'live'])
    .where('lesson.startsAt', '<', new Date(span.endsAt))
    .where('lesson.endsAt', '>', new Date(span.startsAt))
    .where(sql<boolean>`(lesson.class_id = ${classId} or cardinality(${teachers}) > 0)`)
    .$if(span.except !== undefined, (query) => query.where('lesson.id', '!=', span.except ?? ''))
    .orderBy('lesson.startsAt')
    .orderBy('lesson.id')
    .limit(AT_MOST)
    .execute()
  return rows.map((row) => ({
    lessonId: row.id,
    className: row.className,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    sameClass: row.classId === classId,
    teachers: row.classId === classId ? [] : row.teachers,
  }))
}
