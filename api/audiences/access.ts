import { type Expression, type SqlBool, sql } from 'kysely'
import {
  type Action,
  type Actor,
  type AudienceKind,
  can,
  isInScopes,
  isStaff,
  type Resource,
  scopesOf,
} from '#domain/permission.ts'
import { notFound, Problem } from '#domain/problem.ts'
import type { Context } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'

export interface Audience {
  id: string
  kind: AudienceKind
  schoolId: string
  /** The class it is, or is in. */
  classId: string | null
  name: string | null
  archived: boolean
}

export const audienceResource = ({ id, kind, schoolId, classId, archived }: Audience): Resource => ({
  schoolId,
  classId,
  archived,
  audience: { id, kind },
})

/** An audience by its id, whoever asks. */
export const findAudience = async (ctx: Context, audienceId: string): Promise<Audience | null> => {
  const row = await ctx.db
    .selectFrom('audience')
    .leftJoin('class', 'class.id', 'audience.classId')
    .select(['audience.id', 'audience.kind', 'audience.schoolId', 'audience.classId', 'audience.name'])
    .select('class.archivedAt')
    .where('audience.id', '=', audienceId)
    .executeTakeFirst()
  if (!row) return null
  const { archivedAt, kind, ...rest } = row
  // The table's check admits these words only.
  return { ...rest, kind: kind as AudienceKind, archived: archivedAt !== null }
}

/**
 * Loads an audience for anybody who may do the action in it. Who may not read there is told that it does not exist;
 * `audience.manage` is enough, for administration makes groups that it is not in.
 */
export const audienceFor = async (ctx: Context, audienceId: string, action: Action): Promise<Audience> => {
  const audience = await findAudience(ctx, audienceId)
  if (!audience) throw notFound()
  const actor = actorOf(ctx)
  const resource = audienceResource(audience)
  if (can(actor, action, resource)) return audience
  if (!can(actor, 'channel.read', resource)) throw notFound()
  throw new Problem('forbidden', audience.archived ? { code: 'class-archived' } : {})
}

/** Refuses, as *not found*, whoever does not belong to an audience: its topic tells of channels it has. */
export const checkListener = (ctx: Context, audienceId: string): Promise<Audience> =>
  audienceFor(ctx, audienceId, 'channel.read')

const anyOf = (ids: Iterable<string>) => sql`any(${[...ids]}::uuid[])`

/** The audiences in which the school role alone decides, but for groups and conversations that the actor is in. */
const bySchoolRole = (actor: Actor, action: Action) => {
  const scopes = scopesOf(action, actor.role)
  const belongs = sql`audience.id = ${anyOf(actor.audiences)}`
  return [
    scopes.includes('school') && sql`audience.kind <> 'people'`,
    scopes.includes('ward') &&
      sql`audience.kind = 'class' and exists (select from enrollment e
        where e.class_id = audience.id and e.ended_at is null and e.account_id = ${anyOf(actor.wards)})`,
    scopes.includes('group') && sql`audience.kind = 'group' and audience.class_id is null and ${belongs}`,
    scopes.includes('member') && sql`audience.kind = 'people' and ${belongs}`,
    scopes.includes('common') && sql`audience.kind = 'school'`,
  ]
}

/** Classes of the actor, and groups in them, by the role in each class. */
const byClassRole = (actor: Actor, action: Action) => {
  const classes = [...actor.classes].map(([id, role]) => ({ id, role, scopes: scopesOf(action, role) }))
  const idsOf = (found: typeof classes) => anyOf(found.map(({ id }) => id))
  const whole = classes.filter(({ scopes }) => scopes.includes('class'))
  // Who reads about wards reads about nobody else in a class, whatever they are there.
  const onlyWards = scopesOf(action, actor.role).includes('ward')
  return [
    !onlyWards && sql`audience.kind = 'class' and audience.id = ${idsOf(whole)}`,
    sql`audience.kind = 'group' and audience.class_id = ${idsOf(whole.filter(isStaff))}`,
    sql`audience.kind = 'group' and audience.class_id = ${idsOf(classes.filter(({ scopes }) => scopes.includes('group')))}
      and audience.id = ${anyOf(actor.audiences)}`,
  ]
}

/**
 * The permission table as an SQL predicate over the table `audience`: those for which the actor may do the action. A
 * test compares it with `can()` over a generated school. For actions decided by the audience, not by the row.
 */
export const visibleAudiences = (actor: Actor, action: Action): Expression<SqlBool> => {
  if (actor.disabled || !isInScopes(actor, action)) return sql<SqlBool>`false`
  const ways = [...bySchoolRole(actor, action), ...byClassRole(actor, action)].filter((way) => way !== false)
  return sql<SqlBool>`audience.school_id = ${actor.schoolId}
    and (${sql.join(
      ways.map((way) => sql`(${way})`),
      sql` or `,
    )})`
}
