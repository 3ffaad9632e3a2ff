import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { sessionsEnded } from '#domain/accounts/contract.ts'
import type { Actor, ClassRole, SchoolRole } from '#domain/permission.ts'
import { Problem } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import type { TokenScope } from '#domain/token-scope.ts'
import { type Context, inTransaction, type Services, type Transaction } from '#platform/context.ts'
import { sweepBuckets } from '../http/rate-limit.ts'

/**
 * Sessions to the design that Lucia became: a token `id.secret`, only the secret's SHA-256 stored, constant-time
 * comparison, idle and absolute expiry, written at most once a minute. Ending a session closes its sockets.
 */

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** Idle and absolute lives. Staff's are shorter: their accounts open other people's records. */
const LIVES = {
  staff: { idle: 12 * 60 * MINUTE, absolute: 7 * DAY },
  others: { idle: 10 * DAY, absolute: 30 * DAY },
} as const
const TOUCH_EVERY = MINUTE

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** A new `id.secret` token (96 and 256 bits) and what to store of it. */
export const newToken = (): { id: string; token: string; secretHash: Buffer } => {
  const id = randomBytes(12).toString('base64url')
  const secret = randomBytes(32).toString('base64url')
  return { id, token: `${id}.${secret}`, secretHash: hashOf(secret) }
}

const split = (token: string): { id: string; secret: string } | null => {
  const [id, secret, rest] = token.split('.')
  return id && secret && rest === undefined && token.length < 200 ? { id, secret } : null
}

const matches = (secret: string, stored: Buffer): boolean => {
  const given = hashOf(secret)
  return given.length === stored.length && timingSafeEqual(given, stored)
}

const livesOf = (role: string) =>
  role === 'student' || role === 'guardian' || role === 'guest' ? LIVES.others : LIVES.staff

/** Whether a session's time has run out. */
const isOver = (session: { role: string; createdAt: Date; lastSeenAt: Date }, now: number): boolean => {
  const lives = livesOf(session.role)
  return now - session.lastSeenAt.getTime() > lives.idle || now - session.createdAt.getTime() > lives.absolute
}

interface Rights {
  classes: [string, ClassRole][]
  audiences: string[]
  wards: string[]
}

/** The columns that make an actor: one row, however many classes. */
const actorColumns = sql<Rights>`
  json_build_object(
    'classes', coalesce((select json_agg(json_build_array(e.class_id, e.role)) from enrollment e
      where e.account_id = account.id and e.ended_at is null), '[]'),
    'audiences', coalesce((select json_agg(m.audience_id) from audience_member m
      where m.account_id = account.id and m.ended_at is null), '[]'),
    'wards', coalesce((select json_agg(g.student_id) from guardianship g where g.guardian_id = account.id), '[]')
  )`.as('rights')

const actorOf = (row: {
  accountId: string
  schoolId: string
  role: SchoolRole
  disabledAt: Date | null
  rights: Rights
}): Actor => ({
  id: row.accountId,
  schoolId: row.schoolId,
  role: row.role,
  disabled: row.disabledAt !== null,
  kind: 'person',
  scopes: [],
  classes: new Map(row.rights.classes),
  audiences: new Set(row.rights.audiences),
  wards: new Set(row.rights.wards),
})

/** Starts a session; the token is for the cookie and is not stored. */
export const createSession = async (
  ctx: Context,
  accountId: string,
  userAgent: string | null,
): Promise<{ id: string; token: string }> => {
  const { id, token, secretHash } = newToken()
  const now = ctx.now()
  await ctx.db
    .insertInto('session')
    .values({
      id,
      secretHash,
      accountId,
      address: ctx.address,
      userAgent: userAgent?.slice(0, 300) ?? null,
      createdAt: now,
      lastSeenAt: now,
    })
    .execute()
  return { id, token }
}

export interface ValidSession {
  sessionId: string
  actor: Actor
  mustChangePassword: boolean
}

/** Whose session the token is; null when it is unknown, expired, or the account is disabled. */
export const validateSession = async (services: Services, token: string): Promise<ValidSession | null> => {
  const parts = split(token)
  if (!parts) return null
  const { db } = services.connection
  const row = await db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.accountId')
    .select([
      'session.secretHash',
      'session.createdAt',
      'session.lastSeenAt',
      'account.id as accountId',
      'account.schoolId',
      'account.role',
      'account.disabledAt',
      'account.mustChangePassword',
      actorColumns,
    ])
    .where('session.id', '=', parts.id)
    .executeTakeFirst()
  if (!row || row.disabledAt || !matches(parts.secret, row.secretHash)) return null
  const now = services.now().getTime()
  if (isOver(row, now)) return null
  if (now - row.lastSeenAt.getTime() > TOUCH_EVERY) {
    await db.updateTable('session').set({ lastSeenAt: services.now() }).where('id', '=', parts.id).execute()
  }
  return { sessionId: parts.id, actor: actorOf(row), mustChangePassword: row.mustChangePassword }
}

/**
 * Whether the session was ended by somebody (signed out, everywhere or on this device; the account withdrawn) rather than
 * by time: whoever still has its page open must not go on reading it.
 */
export const wasSessionEnded = async (services: Services, token: string): Promise<boolean> => {
  const parts = split(token)
  if (!parts) return false
  const row = await services.connection.db
    .selectFrom('session')
    .select('id')
    .where('id', '=', parts.id)
    .executeTakeFirst()
  return row === undefined
}

/** Whose API token it is; null when it is unknown, expired, or the account is disabled. */
export const validateApiToken = async (
  services: Services,
  token: string,
): Promise<{ tokenId: string; actor: Actor } | null> => {
  const parts = split(token)
  if (!parts) return null
  const now = services.now()
  const { db } = services.connection
  const row = await db
    .selectFrom('apiToken')
    .innerJoin('account', 'account.id', 'apiToken.accountId')
    .select([
      'apiToken.secretHash',
      'apiToken.expiresAt',
      'apiToken.lastUsedAt',
      'apiToken.scopes',
      'account.id as accountId',
      'account.schoolId',
      'account.role',
      'account.disabledAt',
      actorColumns,
    ])
    .where('apiToken.id', '=', parts.id)
    .executeTakeFirst()
  if (!row || row.disabledAt || !matches(parts.secret, row.secretHash)) return null
  if (row.expiresAt && row.expiresAt < now) return null
  if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() > TOUCH_EVERY) {
    await db.updateTable('apiToken').set({ lastUsedAt: now }).where('id', '=', parts.id).execute()
  }
  // A word of a later release names nothing here and gives nothing.
  return { tokenId: parts.id, actor: { ...actorOf(row), kind: 'token', scopes: row.scopes as TokenScope[] } }
}

/** Of these sessions and tokens, which are still good, and which only time has ended; what is missing, somebody ended. */
export const credentialStates = async (
  services: Services,
  ids: readonly string[],
): Promise<Map<string, 'good' | 'lapsed'>> => {
  if (ids.length === 0) return new Map()
  const now = services.now()
  const { db } = services.connection
  const sessions = await db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.accountId')
    .select(['session.id', 'session.createdAt', 'session.lastSeenAt', 'account.role'])
    .where('session.id', 'in', [...ids])
    .where('account.disabledAt', 'is', null)
    .execute()
  const tokens = await db
    .selectFrom('apiToken')
    .innerJoin('account', 'account.id', 'apiToken.accountId')
    .select(['apiToken.id', 'apiToken.expiresAt'])
    .where('apiToken.id', 'in', [...ids])
    .where('account.disabledAt', 'is', null)
    .execute()
  const stateOf = (over: boolean) => (over ? ('lapsed' as const) : ('good' as const))
  return new Map([
    ...sessions.map((row) => [row.id, stateOf(isOver(row, now.getTime()))] as const),
    ...tokens.map(({ id, expiresAt }) => [id, stateOf(expiresAt !== null && expiresAt < now)] as const),
  ])
}

/**
 * Holds the request's own session or token until the end of the transaction: whatever it makes cannot outlive an end that
 * comes at the same time. Throws `unauthenticated` when that was first.
 */
export const holdCredential = async (tx: Transaction): Promise<void> => {
  const { sessionId, tokenId } = tx
  if (sessionId === null && tokenId === null) return
  const held = sessionId
    ? await tx.db.selectFrom('session').select('id').where('id', '=', sessionId).forShare().executeTakeFirst()
    : await tx.db.selectFrom('apiToken').select('id').where('id', '=', tokenId).forShare().executeTakeFirst()
  if (!held) throw new Problem('unauthenticated')
}

/** Gives a session a new secret: whoever copied its cookie has nothing any more, and its sockets stay. */
export const renewSession = async (tx: Transaction, sessionId: string): Promise<string> => {
  const { token, secretHash } = newToken()
  await tx.db.updateTable('session').set({ secretHash }).where('id', '=', sessionId).execute()
  return `${sessionId}.${token.split('.')[1]}`
}

/** Ends the session that a browser had when it signed in again; the same person's sockets come back with the new one. */
export const replaceSession = async (tx: Transaction, sessionId: string, newOwner: string): Promise<void> => {
  const gone = await tx.db
    .deleteFrom('session')
    .where('id', '=', sessionId)
    .returning('accountId')
    .executeTakeFirst()
  if (!gone) return
  tx.publish(topicOf('account', gone.accountId), sessionsEnded, {
    sessionIds: [sessionId],
    ...(gone.accountId === newOwner ? { replaced: true } : {}),
  })
}

/** The actor of an account as its rights are now; null when it is gone or disabled. */
export const loadActor = async (services: Services, accountId: string): Promise<Actor | null> => {
  const row = await services.connection.db
    .selectFrom('account')
    .select([
      'account.id as accountId',
      'account.schoolId',
      'account.role',
      'account.disabledAt',
      actorColumns,
    ])
    .where('account.id', '=', accountId)
    .executeTakeFirst()
  return row && !row.disabledAt ? actorOf(row) : null
}

/** The same actor with the account's rights as they are now: what acts in a person's name does not become the person. */
export const renewActor = async (services: Services, { id, kind, scopes }: Actor): Promise<Actor | null> => {
  const now = await loadActor(services, id)
  return now && { ...now, kind, scopes }
}

/** Ends one session of the account; its sockets close in every process. */
export const invalidateSession = async (
  ctx: Context,
  accountId: string,
  sessionId: string,
): Promise<boolean> =>
  inTransaction(ctx, async (tx) => {
    const gone = await tx.db
      .deleteFrom('session')
      .where('id', '=', sessionId)
      .where('accountId', '=', accountId)
      .returning('id')
      .executeTakeFirst()
    if (gone) tx.publish(topicOf('account', accountId), sessionsEnded, { sessionIds: [sessionId] })
    return gone !== undefined
  })

/** Ends every session of the account, and with `tokens` its API tokens, but for the session or token `except`. */
export const invalidateAccountSessions = async (
  tx: Transaction,
  accountId: string,
  options: { except?: string | null; tokens?: boolean } = {},
): Promise<void> => {
  const { except = null, tokens = false } = options
  const sessions = await tx.db
    .deleteFrom('session')
    .where('accountId', '=', accountId)
    .where('id', '!=', except ?? '')
    .returning('id')
    .execute()
  const revoked = tokens
    ? await tx.db
        .deleteFrom('apiToken')
        .where('accountId', '=', accountId)
        .where('id', '!=', except ?? '')
        .returning('id')
        .execute()
    : []
  tx.publish(topicOf('account', accountId), sessionsEnded, {
    sessionIds: except ? [...sessions, ...revoked].map((row) => row.id) : null,
  })
}

/** Deletes what has expired; the worker calls it now and then. */
export const sweepSessions = async (ctx: Context): Promise<void> => {
  const oldest = new Date(ctx.now().getTime() - LIVES.others.absolute)
  await ctx.db.deleteFrom('session').where('createdAt', '<', oldest).execute()
  await sweepBuckets(ctx)
}
