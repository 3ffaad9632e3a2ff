import type { AudienceView } from '#domain/audiences/contract.ts'
import { can, isOfStaff } from '#domain/permission.ts'
import { notFound, Problem } from '#domain/problem.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { classFor } from '../classes/access.ts'
import { type Audience, audienceFor, audienceResource, findAudience } from './access.ts'
import { addMembers, membersOf } from './member.ts'

const viewOf = async (ctx: Context, { id, kind, classId, name }: Audience): Promise<AudienceView> => ({
  id,
  kind,
  classId,
  name,
  members: await membersOf(ctx, id),
})

/** Who is in a group or a conversation, for whoever may read there or manages it; a class has its own list. */
export const getAudience = async (ctx: Context, audienceId: string): Promise<AudienceView> => {
  const found = await findAudience(ctx, audienceId)
  const manages = found !== null && can(actorOf(ctx), 'audience.manage', audienceResource(found))
  const audience = await audienceFor(ctx, audienceId, manages ? 'audience.manage' : 'channel.read')
  if (audience.kind === 'class' || audience.kind === 'school') throw notFound()
  return viewOf(ctx, audience)
}

/** Inserts an audience with its first people; false when the same one is there already. Throws `conflict` for another's id. */
const insertAudience = async (
  tx: Transaction,
  audience: Audience,
  accountIds: readonly string[],
): Promise<void> => {
  const { archived: _, ...row } = audience
  const inserted = await tx.db
    .insertInto('audience')
    .values({ ...row, createdAt: tx.now() })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) {
    const known = await findAudience(tx, audience.id)
    const same =
      known?.kind === audience.kind &&
      known.schoolId === audience.schoolId &&
      known.classId === audience.classId
    if (!same) throw new Problem('conflict', { code: 'id-taken' })
    return
  }
  tx.audit('audience.created', { kind: 'audience', id: audience.id }, {}, audience.schoolId)
  await addMembers(tx, audience, accountIds)
}

/**
 * Makes a group with its people: in a class by its staff, of the school by administration. In a group of a class can be
 * who is in the class. Throws *not found* for people who cannot be in it.
 */
export const createGroup = async (
  ctx: Context,
  input: { id: string; name: string; classId?: string; accountIds: string[] },
): Promise<AudienceView> => {
  const actor = actorOf(ctx)
  const { id, name, classId = null } = input
  const group: Audience = { id, kind: 'group', schoolId: actor.schoolId, classId, name, archived: false }
  if (classId !== null) await classFor(ctx, classId, 'audience.manage')
  else if (!can(actor, 'audience.manage', audienceResource(group))) throw new Problem('forbidden')
  await inTransaction(ctx, (tx) => insertAudience(tx, group, input.accountIds))
  const made = await findAudience(ctx, id)
  if (!made) throw notFound()
  return viewOf(ctx, made)
}

/**
 * Begins a conversation of the caller with others. Among staff alone until the school's rule says who of the young may
 * talk with whom and who else must be there: everybody else is *not found* as somebody to talk with.
 */
export const startConversation = async (
  ctx: Context,
  { id, accountIds }: { id: string; accountIds: string[] },
): Promise<AudienceView> => {
  const actor = actorOf(ctx)
  const talk: Audience = {
    id,
    kind: 'people',
    schoolId: actor.schoolId,
    classId: null,
    name: null,
    archived: false,
  }
  const asMember = { ...actor, audiences: new Set([id]) }
  if (!isOfStaff(actor) || !can(asMember, 'channel.manage', audienceResource(talk)))
    throw new Problem('forbidden')
  await inTransaction(ctx, (tx) => insertAudience(tx, talk, [actor.id, ...accountIds]))
  return viewOf(ctx, talk)
}
