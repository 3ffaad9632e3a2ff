import { type RawBuilder, sql } from 'kysely'
import type { listMyWork as endpoint } from '#domain/assignments/contract.ts'
import type { OutputOf } from '#domain/contract.ts'
import type { Context } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { countsOf, factsOf, ownWorkOf } from './view.ts'

type MyWork = OutputOf<typeof endpoint>['assignments']

const classIdsAs = (ctx: Context, roles: readonly string[]): string[] =>
  [...actorOf(ctx).classes].filter(([, role]) => roles.includes(role)).map(([classId]) => classId)

const openIn = (ctx: Context, classIds: readonly string[]) =>
  ctx.db
    .selectFrom('assignment')
    .innerJoin('class', 'class.id', 'assignment.classId')
    .select([
      'assignment.id',
      'assignment.classId',
      'assignment.title',
      'assignment.state',
      'assignment.dueAt',
      'assignment.publishedAt',
      'assignment.createdAt',
      'class.name as className',
      'class.hue',
    ])
    .where('assignment.classId', 'in', [...classIds])
    .where('assignment.deletedAt', 'is', null)
    .where('assignment.state', '=', 'open')
    .where('class.archivedAt', 'is', null)
    .orderBy('assignment.dueAt', (order) => order.asc().nullsLast())
    .orderBy('assignment.id')

/**
 * Whether a student has not handed the work in yet: one look at a key for each piece of work. Written as a value, because
 * a plan made once for all values would read every submission of the school for a `not exists`.
 */
export const isDueFrom = (studentId: RawBuilder<unknown>) => sql<boolean>`coalesce((select s.state = 'working'
  from submission s where s.assignment_id = assignment.id and s.student_id = ${studentId}), true)`

/** How much of an assignment waits to be marked; an index of its own knows that. */
export const toMarkOf = sql<number>`(select count(*)::int from submission s
  where s.assignment_id = assignment.id and s.state = 'submitted')`

/**
 * What still wants something of the caller, soonest due first: a student's open work that is not handed in, and a
 * teacher's assignments with work to mark.
 */
export const selectMyWork = async (ctx: Context) => {
  const studying = classIdsAs(ctx, ['student'])
  const teaching = classIdsAs(ctx, ['teacher', 'assistant'])
  if (studying.length + teaching.length === 0) return []
  const isStudied = sql<boolean>`assignment.class_id = any(${sql.val(studying)}::uuid[])`
  return openIn(ctx, [...studying, ...teaching])
    .select([isStudied.as('own'), toMarkOf.as('toMark')])
    .where(
      sql<boolean>`case when ${isStudied} then ${isDueFrom(sql`${actorOf(ctx).id}::uuid`)} else ${toMarkOf} > 0 end`,
    )
    .execute()
}

/** The same as lists of work show it: with the caller's own state of it, or how far the class is. */
export const listMyWork = async (ctx: Context): Promise<MyWork> => {
  const rows = await selectMyWork(ctx)
  if (rows.length === 0) return []
  const me = actorOf(ctx).id
  const studied = new Set(rows.filter((row) => row.own).map((row) => row.id))
  const facts = await factsOf(ctx.db, rows)
  const counts = await countsOf(
    ctx.db,
    rows.filter((row) => !row.own).map((row) => row.id),
  )
  const own = await ownWorkOf(
    ctx.db,
    me,
    facts.filter((fact) => studied.has(fact.id)),
  )
  return facts.map(({ itemId: _, ...fact }, n) => ({
    ...fact,
    counts: counts.get(fact.id) ?? null,
    own: own.get(fact.id) ?? null,
    class: { id: fact.classId, name: rows[n]?.className ?? '', hue: rows[n]?.hue ?? 0 },
  }))
}
