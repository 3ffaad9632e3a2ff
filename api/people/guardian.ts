import { meChanged } from '#domain/accounts/contract.ts'
import type { AuditAction } from '#domain/audit.ts'
import { notFound, Problem } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { administrator } from '../accounts/account.ts'
import { deleteGuardianship, insertGuardianship } from '../accounts/guardianship.ts'

/** The two whom a link joins, of the administrator's school; throws *not found* or says who is no student or guardian. */
const coupleFor = async (ctx: Context, studentId: string, guardianId: string): Promise<void> => {
  const { schoolId } = administrator(ctx, 'guardian.link')
  const rows = await ctx.db
    .selectFrom('account')
    .select(['id', 'role'])
    .where('id', 'in', [studentId, guardianId])
    .where('schoolId', '=', schoolId)
    .execute()
  const roleOf = new Map(rows.map((row) => [row.id, row.role]))
  if (!roleOf.has(studentId) || !roleOf.has(guardianId)) throw notFound()
  if (roleOf.get(studentId) !== 'student') throw new Problem('conflict', { code: 'not-a-student' })
  if (roleOf.get(guardianId) !== 'guardian') throw new Problem('conflict', { code: 'not-a-guardian' })
}

const tell = (tx: Transaction, action: AuditAction, studentId: string, guardianId: string): void => {
  tx.publish(topicOf('account', guardianId), meChanged, {})
  tx.audit(action, { kind: 'account', id: studentId }, { accountId: guardianId })
}

/** Lets a guardian see a student's work, grades and attendance; doing it twice changes nothing. */
export const linkGuardian = async (ctx: Context, studentId: string, guardianId: string): Promise<void> => {
  await coupleFor(ctx, studentId, guardianId)
  await inTransaction(ctx, async (tx) => {
    if (await insertGuardianship(tx.db, guardianId, studentId))
      tell(tx, 'guardian.linked', studentId, guardianId)
  })
}

/** Ends a guardian's view of a student, at once and in every open page. */
export const unlinkGuardian = async (ctx: Context, studentId: string, guardianId: string): Promise<void> => {
  await coupleFor(ctx, studentId, guardianId)
  await inTransaction(ctx, async (tx) => {
    if (await deleteGuardianship(tx.db, guardianId, studentId))
      tell(tx, 'guardian.unlinked', studentId, guardianId)
  })
}
