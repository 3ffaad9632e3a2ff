import type { ListedPerson } from '#domain/classes/pasted-list.ts'
import { linesOf, matchPasted, PASTED_MOST } from '#domain/classes/pasted-list.ts'
import type { ClassRole } from '#domain/permission.ts'
import { notFound, Problem } from '#domain/problem.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { administrator } from '../accounts/account.ts'
import { classFor } from './access.ts'
import { endEnrollment, enroll } from './enrollment.ts'

const membersOf = async (ctx: Context, classId: string): Promise<Set<string>> => {
  const rows = await ctx.db
    .selectFrom('enrollment')
    .select('accountId')
    .where('classId', '=', classId)
    .where('endedAt', 'is', null)
    .execute()
  return new Set(rows.map((row) => row.accountId))
}

/** Whom the lines of a pasted list mean; nothing changes. For who may look through the people of the school. */
export const findMembers = async (ctx: Context, classId: string, text: string, role: ClassRole) => {
  const { schoolId } = administrator(ctx, 'account.list')
  await classFor(ctx, classId, 'class.manage')
  const lines = linesOf(text)
  if (lines.length > PASTED_MOST)
    throw new Problem('limit-reached', { code: 'list-too-long', params: { limit: PASTED_MOST } })
  const people = await ctx.db
    .selectFrom('account')
    .select(['id', 'displayName', 'username', 'studentNumber', 'email', 'role'])
    .where('schoolId', '=', schoolId)
    .where('disabledAt', 'is', null)
    .orderBy('id')
    .execute()
  const listed = people.map((one): ListedPerson => ({ ...one, role: one.role }))
  const matches = matchPasted(lines, listed, role, await membersOf(ctx, classId))
  // An address is something to be found by, not something to be told.
  const shown = ({ email, ...one }: ListedPerson) => one
  return { lines: matches.map((match) => ({ ...match, people: match.people.map(shown) })) }
}

/** Enrolls several people at once, all or none; who is in the class keeps the role there. Answers whom it added. */
export const addMembers = async (
  ctx: Context,
  classId: string,
  accountIds: readonly string[],
  role: ClassRole,
): Promise<{ added: string[] }> => {
  const found = await classFor(ctx, classId, 'class.manage')
  const ids = [...new Set(accountIds)]
  const rows = await ctx.db
    .selectFrom('account')
    .select(['id', 'role'])
    .where('id', 'in', ids)
    .where('schoolId', '=', found.schoolId)
    .where('disabledAt', 'is', null)
    .execute()
  if (rows.length !== ids.length) throw notFound()
  if (role === 'teacher' && rows.some((row) => row.role !== 'teacher' && row.role !== 'owner'))
    throw new Problem('conflict', { code: 'not-a-teacher' })
  return inTransaction(ctx, async (tx) => {
    const there = await membersOf(tx, classId)
    const added = ids.filter((id) => !there.has(id))
    for (const accountId of added) {
      await enroll(tx, classId, accountId, role)
      tx.audit('enrollment.set', { kind: 'class', id: classId }, { accountId, role })
    }
    return { added }
  })
}

/** Ends several enrollments at once: what *Undo* after `addMembers` does. Who is out already stays so. */
export const removeMembers = async (
  ctx: Context,
  classId: string,
  accountIds: readonly string[],
): Promise<void> => {
  await classFor(ctx, classId, 'class.manage')
  await inTransaction(ctx, async (tx) => {
    const there = await membersOf(tx, classId)
    for (const accountId of new Set(accountIds))
      if (there.has(accountId)) await endEnrollment(tx, classId, accountId)
  })
}
