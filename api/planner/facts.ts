import { sql } from 'kysely'
import type { Bells } from '#domain/planner/bell.ts'
import type { PlannedClass, PlannerFacts, TeacherTimes } from '#domain/planner/facts.ts'
import { largestSets } from '#domain/planner/groups.ts'
import { PLANNER_RULE_KINDS, type PlannerRule } from '#domain/planner/rule.ts'
import type { Context } from '#platform/context.ts'
import { currentTermId } from '../school/term.ts'
import { plannedSchool } from './access.ts'
import { stored } from './stored.ts'

const classesOf = async (ctx: Context, termId: string): Promise<PlannedClass[]> => {
  const rows = await ctx.db
    .selectFrom('class')
    .leftJoin('enrollment', (join) =>
      join.onRef('enrollment.classId', '=', 'class.id').on('enrollment.endedAt', 'is', null),
    )
    .select([
      'class.id',
      'class.code',
      'class.name',
      'class.subject',
      'class.hue',
      sql<number>`(count(*) filter (where enrollment.role = 'student'))::int`.as('students'),
      sql<
        string[]
      >`coalesce(array_agg(enrollment.account_id::text order by enrollment.account_id) filter (where enrollment.role = 'teacher'), '{}')`.as(
        'teacherIds',
      ),
    ])
    .where('class.termId', '=', termId)
    .where('class.archivedAt', 'is', null)
    .groupBy('class.id')
    .orderBy('class.code')
    .execute()
  return rows
}

/** The classes of each student of a term. */
const setsOf = async (ctx: Context, termId: string): Promise<string[][]> => {
  const rows = await ctx.db
    .selectFrom('enrollment')
    .innerJoin('class', 'class.id', 'enrollment.classId')
    .select(sql<string[]>`array_agg(class.id::text order by class.id)`.as('classIds'))
    .where('class.termId', '=', termId)
    .where('class.archivedAt', 'is', null)
    .where('enrollment.role', '=', 'student')
    .where('enrollment.endedAt', 'is', null)
    .groupBy('enrollment.accountId')
    .execute()
  return largestSets(rows.map(({ classIds }) => classIds))
}

const bellsOf = async (ctx: Context, schoolId: string): Promise<Bells[]> => {
  const rows = await ctx.db
    .selectFrom('bellSchedule')
    .select(['id', 'name', 'weekdays', 'periods'])
    .where('schoolId', '=', schoolId)
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, periods: stored<Bells['periods']>(row.periods) }))
}

const rulesOf = async (ctx: Context, schoolId: string): Promise<PlannerRule[]> => {
  const rows = await ctx.db
    .selectFrom('plannerRule')
    .select(['id', 'kind', 'level', 'weight', 'off', 'about', 'whom', 'numbers'])
    .where('schoolId', '=', schoolId)
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  return rows.flatMap((row) => {
    const kind = PLANNER_RULE_KINDS.find((each) => each === row.kind)
    // Written by `changePlannerFacts` alone; a kind that a later release dropped is left out.
    return kind ? [{ ...row, kind, numbers: stored<PlannerRule['numbers']>(row.numbers) }] : []
  })
}

const timesOf = async (ctx: Context, schoolId: string): Promise<TeacherTimes[]> => {
  const rows = await ctx.db
    .selectFrom('teacherTime')
    .select(['accountId', 'times'])
    .where('schoolId', '=', schoolId)
    .execute()
  return rows.map((row) => ({ ...row, times: stored<TeacherTimes['times']>(row.times) }))
}

/** Everything that timetables of a school are made from, for a term. No access check: the worker asks too. */
export const factsOfSchool = async (
  ctx: Context,
  schoolId: string,
  termId: string | null,
): Promise<PlannerFacts> => {
  const rooms = await ctx.db
    .selectFrom('room')
    .select(['id', 'name', 'kind', 'features', 'seats', 'building'])
    .where('schoolId', '=', schoolId)
    .orderBy('nameKey')
    .execute()
  const teachings = await ctx.db
    .selectFrom('teaching')
    .select([
      'id',
      'classId',
      'subject',
      'teacherIds',
      'lengths',
      'days',
      'roomKind',
      'features',
      'roomId',
      'parallel',
    ])
    .where('schoolId', '=', schoolId)
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  const teachers = await ctx.db
    .selectFrom('account')
    .select(['id', 'displayName'])
    .where('schoolId', '=', schoolId)
    .where('role', 'in', ['owner', 'registrar', 'teacher'])
    .where('disabledAt', 'is', null)
    .orderBy('displayName')
    .orderBy('id')
    .execute()
  return {
    termId,
    classes: termId === null ? [] : await classesOf(ctx, termId),
    together: termId === null ? [] : await setsOf(ctx, termId),
    teachers,
    bells: await bellsOf(ctx, schoolId),
    rooms,
    teachings,
    times: await timesOf(ctx, schoolId),
    rules: await rulesOf(ctx, schoolId),
  }
}

/** The facts for the term of today. */
export const getPlannerFacts = async (ctx: Context): Promise<PlannerFacts> => {
  const schoolId = plannedSchool(ctx)
  return factsOfSchool(ctx, schoolId, await currentTermId(ctx, schoolId))
}
