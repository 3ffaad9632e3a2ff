import { sql } from 'kysely'
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
 * What still wants something of the caller, soonest due first: a student's open work that is not handed in, and a
 * teacher's assignments with work to mark.
 */
export const listMyWork = async (ctx: Context): Promise<MyWork> => {
  const studying = classIdsAs(ctx, ['student'])
  const teaching = classIdsAs(ctx, ['teacher', 'assistant'])
  if (studying.length + teaching.length === 0) return []
  const me = actorOf(ctx).id
  const rows = await openIn(ctx, [...studying, ...teaching])
    .where(
      sql<boolean>`case when assignment.class_id = any(${sql.val(studying)}::uuid[])
        then not exists (select 1 from submission s where s.assignment_id = assignment.id and s.student_id = ${me} and s.state <> 'working')
        else exists (select 1 from submission s where s.assignment_id = assignment.id and s.state = 'submitted') end`,
    )
    .execute()
  const facts = await factsOf(ctx.db, rows)
  const counts = await countsOf(ctx.db, teaching)
  const own = await ownWorkOf(
    ctx.db,
    me,
    facts.filter((fact) => studying.includes(fact.classId)),
  )
  return facts.map(({ itemId: _, ...fact }, n) => ({
    ...fact,
    counts: counts.get(fact.id) ?? null,
    own: own.get(fact.id) ?? null,
    class: { id: fact.classId, name: rows[n]?.className ?? '', hue: rows[n]?.hue ?? 0 },
  }))
}
