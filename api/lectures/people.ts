import { sql } from 'kysely'
import { comparePeople, type PersonHere } from '#domain/lectures/lecture.ts'
import type { Context } from '#platform/context.ts'

const selectPeople = (ctx: Context, lectureId: string) =>
  ctx.db
    .selectFrom('presenceInterval')
    .innerJoin('lecture', 'lecture.id', 'presenceInterval.lectureId')
    .innerJoin('account', 'account.id', 'presenceInterval.accountId')
    .leftJoin('enrollment', (join) =>
      join
        .onRef('enrollment.accountId', '=', 'account.id')
        .onRef('enrollment.classId', '=', 'lecture.classId')
        .on('enrollment.endedAt', 'is', null),
    )
    .select([
      'account.id',
      'account.displayName',
      'enrollment.role',
      sql<Date>`min(presence_interval.joined_at)`.as('joinedAt'),
    ])
    .where('presenceInterval.lectureId', '=', lectureId)
    .where('presenceInterval.leftAt', 'is', null)
    .groupBy(['account.id', 'account.displayName', 'enrollment.role'])

/** Who is in the room now, each once, in the order every screen shows. */
export const peopleIn = async (ctx: Context, lectureId: string): Promise<PersonHere[]> => {
  const rows = await selectPeople(ctx, lectureId).execute()
  return rows
    .map((row) => ({ ...row, role: row.role, joinedAt: row.joinedAt.toISOString() }))
    .sort(comparePeople)
}

/** One of them; null when the person is not in the room. */
export const personIn = async (
  ctx: Context,
  lectureId: string,
  accountId: string,
): Promise<PersonHere | null> => {
  const row = await selectPeople(ctx, lectureId).where('account.id', '=', accountId).executeTakeFirst()
  return row ? { ...row, role: row.role, joinedAt: row.joinedAt.toISOString() } : null
}
