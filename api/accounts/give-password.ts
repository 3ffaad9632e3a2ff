import { type Context, inTransaction } from '#platform/context.ts'
import { actorOf } from './account.ts'
import { hashFirstPassword, newFirstPassword } from './first-password.ts'
import { invalidateAccountSessions } from './session.ts'

/**
 * Gives an account a new first password, to be changed at the first sign-in, and signs it out everywhere; who gave it is
 * told to its owner. No access check.
 */
export const giveFirstPassword = async (
  ctx: Context,
  accountId: string,
  details: { classId?: string } = {},
): Promise<string> => {
  const firstPassword = newFirstPassword()
  const passwordHash = await hashFirstPassword(firstPassword)
  await inTransaction(ctx, async (tx) => {
    await tx.db
      .updateTable('account')
      .set({
        passwordHash,
        mustChangePassword: true,
        passwordGivenBy: actorOf(tx).id,
        passwordGivenAt: tx.now(),
      })
      .where('id', '=', accountId)
      .execute()
    await invalidateAccountSessions(tx, accountId, { tokens: true })
    tx.audit('account.password-reset', { kind: 'account', id: accountId }, details)
  })
  return firstPassword
}
