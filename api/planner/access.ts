import { can } from '#domain/permission.ts'
import { notFound, Problem } from '#domain/problem.ts'
import type { Context } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'

/** The school of an actor who may plan its timetables. Throws `forbidden` for everybody else. */
export const plannedSchool = (ctx: Context): string => {
  const { schoolId } = actorOf(ctx)
  if (!can(ctx.actor, 'timetable.manage', { schoolId })) throw new Problem('forbidden')
  return schoolId
}

/** A timetable of the planner's school. */
export const timetableFor = async (ctx: Context, timetableId: string) => {
  const schoolId = plannedSchool(ctx)
  const row = await ctx.db
    .selectFrom('timetable')
    .select(['id', 'schoolId', 'termId', 'status', 'state', 'version'])
    .where('id', '=', timetableId)
    .where('schoolId', '=', schoolId)
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

/** Acts of planners on the timetables of a school come one after the other. */
export const lockPlanning = (ctx: Context, schoolId: string) =>
  ctx.db
    .selectFrom('school')
    .select('id')
    .where('id', '=', schoolId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
