import type * as z from 'zod/mini'
import { type apiTokenView, sessionsEnded, type sessionView } from '#domain/accounts/contract.ts'
import { notFound, Problem } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { TOKEN_SCOPES, type TokenScope } from '#domain/token-scope.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { mayOwn } from './account.ts'
import { deviceOf } from './device.ts'
import { holdCredential, invalidateAccountSessions, invalidateSession, newToken } from './session.ts'

/** The devices on which the account is signed in, the newest first. */
export const listSessions = async (ctx: Context): Promise<z.output<typeof sessionView>[]> => {
  const rows = await ctx.db
    .selectFrom('session')
    .select(['id', 'userAgent', 'address', 'createdAt', 'lastSeenAt'])
    .where('accountId', '=', mayOwn(ctx).id)
    .orderBy('lastSeenAt', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    current: row.id === ctx.sessionId,
    device: deviceOf(row.userAgent),
    address: row.address,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
  }))
}

/** Signs out one of the own devices; throws `not-found` for anybody else's. */
export const endSession = async (ctx: Context, sessionId: string): Promise<void> => {
  if (!(await invalidateSession(ctx, mayOwn(ctx).id, sessionId))) throw notFound()
}

/** Ends every own session and revokes every own API token. */
export const signOutEverywhere = async (ctx: Context): Promise<void> => {
  const { id } = mayOwn(ctx)
  await inTransaction(ctx, async (tx) => {
    await invalidateAccountSessions(tx, id, { tokens: true })
    tx.audit('account.signed-out-everywhere', { kind: 'account', id })
  })
}

type TokenView = z.output<typeof apiTokenView>

const known = (scopes: readonly string[]): TokenScope[] =>
  TOKEN_SCOPES.filter((scope) => scopes.includes(scope))

const tokenView = (row: {
  id: string
  name: string
  scopes: string[]
  createdAt: Date
  expiresAt: Date | null
  lastUsedAt: Date | null
}): TokenView => ({
  id: row.id,
  name: row.name,
  scopes: known(row.scopes),
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt?.toISOString() ?? null,
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
})

const TOKEN_COLUMNS = ['id', 'name', 'scopes', 'createdAt', 'expiresAt', 'lastUsedAt'] as const

export const listApiTokens = async (ctx: Context): Promise<TokenView[]> => {
  const rows = await ctx.db
    .selectFrom('apiToken')
    .select(TOKEN_COLUMNS)
    .where('accountId', '=', mayOwn(ctx).id)
    .orderBy('createdAt', 'desc')
    .execute()
  return rows.map(tokenView)
}

/**
 * Makes an API token with the rights of the account, within the scopes; the secret leaves here once and is not stored.
 * What is bounded itself makes none that reaches further: throws `forbidden`.
 */
export const createApiToken = async (
  ctx: Context,
  { name, expiresOn, scopes = TOKEN_SCOPES }: { name: string; expiresOn?: string; scopes?: TokenScope[] },
): Promise<{ token: string; view: TokenView }> => {
  const { id: accountId, kind, scopes: own } = mayOwn(ctx)
  if (kind !== 'person' && !scopes.every((scope) => own.includes(scope))) throw new Problem('forbidden')
  const { id, token, secretHash } = newToken()
  return inTransaction(ctx, async (tx) => {
    await holdCredential(tx)
    const row = await tx.db
      .insertInto('apiToken')
      .values({
        id,
        secretHash,
        accountId,
        name,
        scopes,
        createdAt: tx.now(),
        expiresAt: expiresOn ? new Date(`${expiresOn}T23:59:59Z`) : null,
      })
      .returning(TOKEN_COLUMNS)
      .executeTakeFirstOrThrow()
    tx.audit('token.created', { kind: 'token', id })
    return { token, view: tokenView(row) }
  })
}

/** Revokes one of the own tokens; its sockets close in every process. Throws `not-found` for anybody else's. */
export const deleteApiToken = async (ctx: Context, id: string): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const gone = await tx.db
      .deleteFrom('apiToken')
      .where('id', '=', id)
      .where('accountId', '=', mayOwn(ctx).id)
      .returning('id')
      .executeTakeFirst()
    if (!gone) throw notFound()
    tx.publish(topicOf('account', mayOwn(ctx).id), sessionsEnded, { sessionIds: [id] })
    tx.audit('token.deleted', { kind: 'token', id })
  })
