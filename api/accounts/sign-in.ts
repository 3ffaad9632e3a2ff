import { lookUpKey } from '#domain/accounts/canonical.ts'
import { DEMO_PASSWORD } from '#domain/accounts/password-fault.ts'
import { Problem } from '#domain/problem.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { addressKey, refill, takeToken, tryFrom } from '../http/rate-limit.ts'
import { accountNamed } from './key.ts'
import type { KnownDevice } from './known-device.ts'
import { checkPassword, hashPassword, isDemoPassword } from './password.ts'
import { createSession, loadActor, replaceSession } from './session.ts'

/** Ten guesses at once, then one a minute: of each device that is known, and of each address for those that are not. */
const PER_LANE = { burst: 10, perMinute: 1 }
/** Of all devices together that the account has not signed in on, wherever they are. */
const PER_ACCOUNT = { burst: 200, perMinute: 10 }
/** Somebody is told of guesses at an account once an hour. */
const ALARM = { burst: 1, perMinute: 1 / 60 }

/** Who asks to be signed in, and from where. */
export interface SignInTry {
  username: string
  password: string
  userAgent: string | null
  device: KnownDevice | null
}

/**
 * Checks a username (or e-mail) and password and starts a session. An unknown name, a wrong password and a disabled
 * account give the same answer after the same work. Guesses use up the allowance of their own device or address, so
 * nobody can keep the account's owner out of a device that is theirs, or out of another place.
 */
export const signIn = async (ctx: Context, input: SignInTry): Promise<{ ctx: Context; token: string }> => {
  const row = await accountNamed(ctx.db, input.username)
    .select(['id', 'schoolId', 'passwordHash', 'disabledAt'])
    .executeTakeFirst()
  const known = row && input.device?.accounts.includes(row.id) ? input.device.id : null
  if (known !== null) return enter(ctx, row, input, `device ${known}`)
  const perAddress = ctx.services.config.signInPerAddress
  const bucket = { burst: perAddress, perMinute: perAddress }
  return tryFrom(ctx, 'sign-in address', bucket, () => enter(ctx, row, input, null))
}

interface Candidate {
  id: string
  schoolId: string
  passwordHash: string | null
  disabledAt: Date | null
}

const enter = async (
  ctx: Context,
  row: Candidate | undefined,
  { username, password, userAgent }: SignInTry,
  device: string | null,
): Promise<{ ctx: Context; token: string }> => {
  // One bucket for one person: a name written in another width is no new name to guess for.
  const name = lookUpKey(username)
  const lane = `sign-in ${device ?? `from ${addressKey(ctx.address)}`} ${name}`
  try {
    await takeToken(ctx, lane, PER_LANE)
    if (device === null) await takeToken(ctx, `sign-in account ${name}`, PER_ACCOUNT)
  } catch (error) {
    if (row && error instanceof Problem) await raiseAlarm(ctx, row)
    throw error
  }
  const found = await checkPassword(row?.passwordHash ?? null, password)
  // The demo's data, started as a school: everybody has read its password.
  const isShown = password === DEMO_PASSWORD && !isDemoPassword(ctx, password)
  if (!row || found === 'wrong' || isShown || row.disabledAt)
    throw new Problem('unauthenticated', { code: 'sign-in-wrong' })
  await refill(ctx, lane)
  const checked =
    found === 'old' ? await renewHash(ctx, row.id, row.passwordHash, password) : row.passwordHash
  return startSession(ctx, row.id, userAgent, checked)
}

/** Writes into the audit log that somebody guesses at an account, once an hour. */
const raiseAlarm = async (ctx: Context, { id, schoolId }: Candidate): Promise<void> => {
  const first = await takeToken(ctx, `sign-in alarm ${id}`, ALARM).then(
    () => true,
    () => false,
  )
  if (!first) return
  ctx.log.warn('sign-in.guessed', { accountId: id })
  await inTransaction({ ...ctx, actor: null }, async (tx) => {
    tx.audit('account.guessed-at', { kind: 'account', id }, {}, schoolId)
  })
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
