import { meChanged } from '#domain/accounts/contract.ts'
import type { Member } from '#domain/classes/contract.ts'
import { memberJoined, memberLeft } from '#domain/classes/contract.ts'
import { type ClassRole, can, type SchoolRole } from '#domain/permission.ts'
import { notFound, Problem } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { nameOrder } from '../accounts/name-order.ts'
import { leaveGroupsOf } from '../audiences/member.ts'
import { takeBackBoards } from '../boards/board.ts'
import { leaveRooms } from '../lectures/removed.ts'
import { beginReading } from '../messages/unread.ts'
import { classFor } from './access.ts'
import { guardiansOf } from './audience.ts'

/** Who may be a teacher of a class. */
const TEACHES: ReadonlySet<SchoolRole> = new Set(['teacher', 'owner'])

/** The people of a class: teachers first, then by name. Pupils see names, staff also usernames and numbers. */
export const listMembers = async (ctx: Context, classId: string): Promise<Member[]> => {
  const found = await classFor(ctx, classId, 'roster.read')
  const rows = await ctx.db
    .selectFrom('enrollment')
    .innerJoin('account', 'account.id', 'enrollment.accountId')
    .select([
      'account.id',
      'account.displayName',
      'account.username',
      'account.studentNumber',
      'enrollment.role',
    ])
    .where('enrollment.classId', '=', classId)
    .where('enrollment.endedAt', 'is', null)
    .orderBy((eb) =>
      eb
        .case()
        .when('enrollment.role', '=', 'teacher')
        .then(0)
        .when('enrollment.role', '=', 'assistant')
        .then(1)
        .else(2)
        .end(),
    )
    .orderBy(nameOrder())
    .orderBy('account.id')
    .execute()
  const staff = can(actorOf(ctx), 'grade.export', { schoolId: found.schoolId, classId })
  return rows.map((row) => ({
    id: row.id,
    displayName: row.displayName,
    role: row.role,
    username: staff ? row.username : null,
    studentNumber: staff ? row.studentNumber : null,
  }))
}

/** The classes of a person are others now: their own shell shows them, and that of their guardians. */
const tellWhoseClasses = async (tx: Transaction, accountId: string): Promise<void> => {
  const guardians = (await guardiansOf(tx.db, [accountId])).get(accountId) ?? []
  for (const id of [accountId, ...guardians]) tx.publish(topicOf('account', id), meChanged, {})
}

/** Puts an account into a class with a role, or changes the role; tells the class and the account. No access check. */
export const enroll = async (
  tx: Transaction,
  classId: string,
  accountId: string,
  role: ClassRole,
): Promise<boolean> => {
  const before = await tx.db
    .selectFrom('enrollment')
    .select(['role', 'endedAt'])
    .where('classId', '=', classId)
    .where('accountId', '=', accountId)
    .forUpdate()
    .executeTakeFirst()
  if (before && before.role === role && before.endedAt === null) return false
  await tx.db
    .insertInto('enrollment')
    .values({ classId, accountId, role, startedAt: tx.now() })
    .onConflict((conflict) => conflict.columns(['classId', 'accountId']).doUpdateSet({ role, endedAt: null }))
    .execute()
  // Who may draw by their new role needs no board handed over, and who may not must not keep one.
  if (before && before.endedAt === null) await takeBackBoards(tx, accountId, classId)
  // A change of role is no joining: what was unread stays so.
  if (!before || before.endedAt !== null) await beginReading(tx, classId, accountId)
  const account = await tx.db
    .selectFrom('account')
    .select('displayName')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  tx.publish(topicOf('class', classId), memberJoined, {
    member: { id: accountId, displayName: account.displayName, role },
  })
  await tellWhoseClasses(tx, accountId)
  return true
}

const lastTeacher = async (tx: Transaction, classId: string, accountId: string): Promise<boolean> => {
  const others = await tx.db
    .selectFrom('enrollment')
    .select('accountId')
    .where('classId', '=', classId)
    .where('role', '=', 'teacher')
    .where('endedAt', 'is', null)
    .forUpdate()
    .execute()
  return others.length === 1 && others[0]?.accountId === accountId
}

/**
 * Who no longer teaches in the school teaches in no class: there they are what they are now. A class that loses its last
 * teacher so is the administrators'. No access check.
 */
export const endTeaching = async (tx: Transaction, accountId: string, role: SchoolRole): Promise<void> => {
  if (TEACHES.has(role)) return
  const taught = await tx.db
    .selectFrom('enrollment')
    .select('classId')
    .where('accountId', '=', accountId)
    .where('role', '=', 'teacher')
    .where('endedAt', 'is', null)
    .execute()
  const next = role === 'student' ? 'student' : 'guest'
  for (const { classId } of taught) {
    await enroll(tx, classId, accountId, next)
    tx.audit('enrollment.set', { kind: 'class', id: classId }, { accountId, role: next })
  }
}

/** Enrolls a person of the school or changes their role; a class never loses its last teacher this way. */
export const setMember = async (
  ctx: Context,
  classId: string,
  accountId: string,
  role: ClassRole,
): Promise<void> => {
  const found = await classFor(ctx, classId, 'class.manage')
  await inTransaction(ctx, async (tx) => {
    // Held, so that nobody becomes a teacher here while they cease to be one in the school.
    const account = await tx.db
      .selectFrom('account')
      .select(['id', 'role'])
      .where('id', '=', accountId)
      .where('schoolId', '=', found.schoolId)
      .where('disabledAt', 'is', null)
      .forShare()
      .executeTakeFirst()
    if (!account) throw notFound()
    if (role === 'teacher' && !TEACHES.has(account.role))
      throw new Problem('conflict', { code: 'not-a-teacher' })
    if (role !== 'teacher' && (await lastTeacher(tx, classId, accountId)))
      throw new Problem('conflict', { code: 'last-teacher' })
    if (await enroll(tx, classId, accountId, role)) {
      tx.audit('enrollment.set', { kind: 'class', id: classId }, { accountId, role })
    }
  })
}

/** Ends an enrollment: the person's rights and subscriptions end at once, their work stays. */
export const removeMember = async (ctx: Context, classId: string, accountId: string): Promise<void> => {
  await classFor(ctx, classId, 'class.manage')
  await inTransaction(ctx, (tx) => endEnrollment(tx, classId, accountId))
}

/**
 * As `removeMember`, for several in one transaction: hand, presence and boards of the person go with the enrollment. No
 * access check.
 */
export const endEnrollment = async (tx: Transaction, classId: string, accountId: string): Promise<void> => {
  if (await lastTeacher(tx, classId, accountId)) throw new Problem('conflict', { code: 'last-teacher' })
  const row = await tx.db
    .updateTable('enrollment')
    .set({ endedAt: tx.now() })
    .where('classId', '=', classId)
    .where('accountId', '=', accountId)
    .where('endedAt', 'is', null)
    .returning('accountId')
    .executeTakeFirst()
  if (!row) throw notFound()
  await leaveRooms(tx, accountId, classId)
  await takeBackBoards(tx, accountId, classId)
  await leaveGroupsOf(tx, classId, accountId)
  tx.publish(topicOf('class', classId), memberLeft, { accountId })
  await tellWhoseClasses(tx, accountId)
  tx.audit('enrollment.ended', { kind: 'class', id: classId }, { accountId })
}
