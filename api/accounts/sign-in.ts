import { lookUpKey } from '#domain/accounts/canonical.ts'
import { Problem } from '#domain/problem.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { addressKey, refill, takeToken } from '../http/rate-limit.ts'
import { accountNamed } from './key.ts'
import { checkPassword, hashPassword } from './password.ts'
import { createSession, loadActor, replaceSession } from './session.ts'

/** Ten guesses at once, then one a minute: an account is never locked outright, or a pupil could lock the teacher out. */
const PER_ACCOUNT = { burst: 10, perMinute: 1 }

/**
 * Checks a username (or e-mail) and password and starts a session. An unknown name, a wrong password and a disabled
 * account give the same answer after the same work.
 */
export const signIn = async (
  ctx: Context,
  username: string,
  password: string,
  userAgent: string | null,
): Promise<{ ctx: Context; token: string }> => {
  const perAddress = ctx.services.config.signInPerAddress
  await takeToken(ctx, `sign-in address ${addressKey(ctx.address)}`, {
    burst: perAddress,
    perMinute: perAddress,
  })
  // One bucket for one person: a name written in another width is no new name to guess for.
  const bucket = `sign-in account ${lookUpKey(username)}`
  await takeToken(ctx, bucket, PER_ACCOUNT)
  const row = await accountNamed(ctx.db, username)
    .select(['id', 'passwordHash', 'disabledAt'])
    .executeTakeFirst()
  const found = await checkPassword(row?.passwordHash ?? null, password)
  if (!row || found === 'wrong' || row.disabledAt)
    throw new Problem('unauthenticated', { code: 'sign-in-wrong' })
  await refill(ctx, bucket)
  const checked =
    found === 'old' ? await renewHash(ctx, row.id, row.passwordHash, password) : row.passwordHash
  return startSession(ctx, row.id, userAgent, checked)
}

/** Stores the password in the one form, unless it was changed meanwhile; answers with its hash. */
const renewHash = async (ctx: Context, id: string, before: string | null, password: string) => {
  const passwordHash = await hashPassword(password)
  await ctx.db
    .updateTable('account')
    .set({ passwordHash })
    .where('id', '=', id)
    .where('passwordHash', '=', before)
    .execute()
  return passwordHash
}

/**
 * Starts a session for an account, ends the one that the browser had before, and gives the context of its first request.
 * With `checked`, the hash that the password was right for: when it was changed meanwhile, throws `unauthenticated`.
 */
export const startSession = async (
  ctx: Context,
  accountId: string,
  userAgent: string | null,
  checked?: string | null,
): Promise<{ ctx: Context; token: string }> => {
  const actor = await loadActor(ctx.services, accountId)
  if (!actor) throw new Problem('unauthenticated')
  const own: Context = { ...ctx, actor, tokenId: null }
  const session = await inTransaction(own, async (tx) => {
    // Whoever changes the password or withdraws the account waits for this, or this for them.
    const account = await tx.db
      .selectFrom('account')
      .select(['passwordHash', 'disabledAt'])
      .where('id', '=', accountId)
      .forShare()
      .executeTakeFirst()
    if (!account || account.disabledAt || (checked !== undefined && account.passwordHash !== checked))
      throw new Problem('unauthenticated', { code: 'sign-in-wrong' })
    if (ctx.sessionId) await replaceSession(tx, ctx.sessionId, accountId)
    tx.audit('session.started', { kind: 'account', id: accountId })
    return createSession(tx, accountId, userAgent)
  })
  return { ctx: { ...own, sessionId: session.id }, token: session.token }
}
