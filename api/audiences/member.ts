import { meChanged } from '#domain/accounts/contract.ts'
import { MEMBER_LIMIT } from '#domain/audiences/contract.ts'
import { can, isOfStaff } from '#domain/permission.ts'
import { invalidField, notFound } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { nameOrder } from '../accounts/name-order.ts'
import { beginReading } from '../messages/unread.ts'
import { type Audience, audienceFor, audienceResource, findAudience } from './access.ts'

/** Who is in a group or a conversation now, by name. */
export const membersOf = (ctx: Context, audienceId: string) =>
  ctx.db
    .selectFrom('audienceMember')
    .innerJoin('account', 'account.id', 'audienceMember.accountId')
    .select(['account.id', 'account.displayName'])
    .where('audienceMember.audienceId', '=', audienceId)
    .where('audienceMember.endedAt', 'is', null)
    .orderBy(nameOrder())
    .orderBy('account.id')
    .execute()

/** Whether all these may be put there: people of the class for a group in it, staff for a conversation, else the school. */
const areEligible = async (tx: Transaction, audience: Audience, accountIds: readonly string[]) => {
  const rows = await tx.db
    .selectFrom('account')
    .leftJoin('enrollment', (join) =>
      join
        .onRef('enrollment.accountId', '=', 'account.id')
        .on('enrollment.classId', '=', audience.classId)
        .on('enrollment.endedAt', 'is', null),
    )
    .select(['account.id', 'account.role', 'enrollment.classId'])
    .where('account.id', 'in', [...accountIds])
    .where('account.schoolId', '=', audience.schoolId)
    .where('account.disabledAt', 'is', null)
    .execute()
  const eligible = rows.filter(
    (row) =>
      (audience.classId === null || row.classId !== null) &&
      // The table's check admits these words only.
      (audience.kind !== 'people' || isOfStaff({ role: row.role as 'owner' })),
  )
  return eligible.length === accountIds.length
}

/**
 * Puts people into a group or a conversation and tells each; who is in it already stays as they are. Returns who is new.
 * No access check. Throws *not found* for somebody who may not be there, `invalid` when it would have too many.
 */
export const addMembers = async (
  tx: Transaction,
  audience: Audience,
  people: readonly string[],
): Promise<string[]> => {
  const accountIds = [...new Set(people)]
  if (accountIds.length === 0) return []
  // The audience's row is the lock under which its people are counted.
  await tx.db.selectFrom('audience').select('id').where('id', '=', audience.id).forUpdate().execute()
  if (!(await areEligible(tx, audience, accountIds))) throw notFound()
  const known = new Set((await membersOf(tx, audience.id)).map(({ id }) => id))
  const fresh = accountIds.filter((id) => !known.has(id))
  if (known.size + fresh.length > MEMBER_LIMIT) throw invalidField('accountIds', 'too-many')
  if (fresh.length === 0) return []
  const { id: audienceId, schoolId } = audience
  await tx.db
    .insertInto('audienceMember')
    .values(fresh.map((accountId) => ({ audienceId, accountId, schoolId, startedAt: tx.now() })))
    .execute()
  for (const accountId of fresh) {
    await beginReading(tx, audienceId, accountId)
    tx.publish(topicOf('account', accountId), meChanged, {})
    tx.audit('audience.member-added', { kind: 'audience', id: audienceId }, { accountId }, schoolId)
  }
  return fresh
}

/** Ends memberships that are open; each person's rights and subscriptions end with the commit. */
const endMemberships = async (
  tx: Transaction,
  accountId: string,
  audienceIds: readonly string[],
): Promise<void> => {
  if (audienceIds.length === 0) return
  const rows = await tx.db
    .updateTable('audienceMember')
    .set({ endedAt: tx.now() })
    .where('accountId', '=', accountId)
    .where('audienceId', 'in', [...audienceIds])
    .where('endedAt', 'is', null)
    .returning(['audienceId', 'schoolId'])
    .execute()
  if (rows.length === 0) return
  tx.publish(topicOf('account', accountId), meChanged, {})
  for (const { audienceId, schoolId } of rows)
    tx.audit('audience.member-removed', { kind: 'audience', id: audienceId }, { accountId }, schoolId)
}

/** Puts somebody into a group; who is in it already stays so. A conversation stays among those who began it. */
export const addMember = async (ctx: Context, audienceId: string, accountId: string): Promise<void> => {
  const audience = await audienceFor(ctx, audienceId, 'audience.manage')
  if (audience.kind !== 'group') throw notFound()
  await inTransaction(ctx, (tx) => addMembers(tx, audience, [accountId]))
}

/** Takes somebody out, or lets the caller leave. Somebody who is not in it is *not found*. */
export const removeMember = async (ctx: Context, audienceId: string, accountId: string): Promise<void> => {
  const actor = actorOf(ctx)
  const leaves = accountId === actor.id && actor.audiences.has(audienceId)
  const found = await findAudience(ctx, audienceId)
  const mayLeave = leaves && found !== null && can(actor, 'channel.read', audienceResource(found))
  if (!mayLeave) await audienceFor(ctx, audienceId, 'audience.manage')
  await inTransaction(ctx, async (tx) => {
    if (!(await membersOf(tx, audienceId)).some(({ id }) => id === accountId)) throw notFound()
    await endMemberships(tx, accountId, [audienceId])
  })
}

/** Whoever leaves a class leaves its groups: coming back later is not being put into them again. */
export const leaveGroupsOf = async (tx: Transaction, classId: string, accountId: string): Promise<void> => {
  const rows = await tx.db
    .selectFrom('audience')
    .select('id')
    .where('classId', '=', classId)
    .where('kind', '=', 'group')
    .execute()
  await endMemberships(
    tx,
    accountId,
    rows.map(({ id }) => id),
  )
}
