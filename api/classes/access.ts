import type { Expression, SqlBool } from 'kysely'
import { sql } from 'kysely'
import { type Action, type Actor, can, isInScopes, scopesOf } from '#domain/permission.ts'
import { notFound, Problem } from '#domain/problem.ts'
import type { Context } from '#platform/context.ts'

export interface AccessibleClass {
  id: string
  schoolId: string
  termId: string
  name: string
  archived: boolean
  /** Wards of a guardian among its students. */
  wardIds: string[]
}

/** Why somebody who sees a class may not do this in it: it is archived, or the act is not theirs. */
export const refusalIn = (resource: { archived: boolean }, elseAllowed: boolean): Problem =>
  new Problem('forbidden', resource.archived && elseAllowed ? { code: 'class-archived' } : {})

/** Loads a class for anybody who may do the action in it; what is hidden and what is missing look the same. */
export const classFor = async (ctx: Context, classId: string, action: Action): Promise<AccessibleClass> => {
  const row = await ctx.db
    .selectFrom('class')
    .select(['id', 'schoolId', 'termId', 'name', 'archivedAt'])
    .where('id', '=', classId)
    .executeTakeFirst()
  if (!row || !ctx.actor) throw notFound()
  const wardIds = await wardsIn(ctx, ctx.actor, classId)
  const resource = { schoolId: row.schoolId, classId, memberIds: wardIds, archived: row.archivedAt !== null }
  if (!can(ctx.actor, action, resource)) {
    // Who may see the class is told that the act is not theirs; to everybody else it does not exist.
    if (!can(ctx.actor, 'class.read', resource)) throw notFound()
    throw refusalIn(resource, can(ctx.actor, action, { ...resource, archived: false }))
  }
  const { archivedAt, ...found } = row
  return { ...found, archived: archivedAt !== null, wardIds }
}

const wardsIn = async (ctx: Context, actor: Actor, classId: string): Promise<string[]> => {
  if (actor.wards.size === 0) return []
  const rows = await ctx.db
    .selectFrom('enrollment')
    .select('accountId')
    .where('classId', '=', classId)
    .where('endedAt', 'is', null)
    .where('accountId', 'in', [...actor.wards])
    .execute()
  return rows.map((row) => row.accountId)
}

/** The classes in which the actor's own role allows the action. */
const ownClasses = (actor: Actor, action: Action): string[] =>
  [...actor.classes]
    .filter(([, role]) => scopesOf(action, role).includes('class'))
    .map(([classId]) => classId)

/** Whether `visibleClasses` holds for none, as far as the actor alone tells: then there is nothing to ask for. */
export const seesNoClass = (actor: Actor, action: Action): boolean => {
  if (actor.disabled || !isInScopes(actor, action)) return true
  const scopes = scopesOf(action, actor.role)
  if (scopes.includes('school')) return false
  return scopes.includes('ward') ? actor.wards.size === 0 : ownClasses(actor, action).length === 0
}

/**
 * The permission table as an SQL predicate over `class.id` and `class.school_id`: the classes in which the actor may do
 * the action. A test compares it with `can()` over a generated school. For actions decided per class, not per row.
 */
export const visibleClasses = (actor: Actor, action: Action): Expression<SqlBool> => {
  if (actor.disabled || !isInScopes(actor, action)) return sql<SqlBool>`false`
  const scopes = scopesOf(action, actor.role)
  if (scopes.includes('school')) return sql<SqlBool>`class.school_id = ${actor.schoolId}`
  if (scopes.includes('ward')) {
    return sql<SqlBool>`class.school_id = ${actor.schoolId} and exists (select 1 from enrollment e
      where e.class_id = class.id and e.ended_at is null and e.account_id = any(${[...actor.wards]}::uuid[]))`
  }
  return sql<SqlBool>`class.school_id = ${actor.schoolId} and class.id = any(${ownClasses(actor, action)}::uuid[])`
}
