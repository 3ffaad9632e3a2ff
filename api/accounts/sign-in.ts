import { Problem } from '#domain/problem.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { addressKey, takeToken } from '../http/rate-limit.ts'
import { verifyPassword } from './password.ts'
import { createSession, loadActor } from './session.ts'

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
  const name = username.toLowerCase()
  await takeToken(ctx, `sign-in account ${name}`, PER_ACCOUNT)
  const row = await ctx.db
    .selectFrom('account')
    .select(['id', 'passwordHash', 'disabledAt', 'schoolId'])
    .where((eb) =>
      eb.or([eb(eb.fn('lower', ['username']), '=', name), eb(eb.fn('lower', ['email']), '=', name)]),
    )
    .executeTakeFirst()
  const right = await verifyPassword(row?.passwordHash ?? null, password)
  if (!row || !right || row.disabledAt) throw new Problem('unauthenticated', { code: 'sign-in-wrong' })
  await ctx.db.deleteFrom('rateBucket').where('key', '=', `sign-in account ${name}`).execute()
  return startSession(ctx, row.id, userAgent)
}

/** Starts a session for an account and gives the context of its first request. */
export const startSession = async (
  ctx: Context,
  accountId: string,
  userAgent: string | null,
): Promise<{ ctx: Context; token: string }> => {
  const actor = await loadActor(ctx.services, accountId)
  if (!actor) throw new Problem('unauthenticated')
  const own: Context = { ...ctx, actor }
  const session = await inTransaction(own, async (tx) => {
    tx.audit('session.started', { kind: 'account', id: accountId })
    return createSession(tx, accountId, userAgent)
  })
  return { ctx: { ...own, sessionId: session.id }, token: session.token }
}
