import type { MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { newId } from '#domain/ids.ts'
import { Problem } from '#domain/problem.ts'
import type { Context, Services } from '#platform/context.ts'
import { validateApiToken, validateSession, wasSessionEnded } from '../accounts/session.ts'
import type { Http, HttpEnv } from '../feature.ts'
import type { Peer } from './origin.ts'

const MONTH = 30 * 24 * 3600

/** `__Host-` binds the cookie to this very origin; browsers allow it over https only. */
const cookieName = (secure: boolean) => (secure ? '__Host-session' : 'session')

/** Gives the browser its session. */
export const setSessionCookie = (http: Http, secure: boolean, token: string | null): void => {
  setCookie(http, cookieName(secure), token ?? '', {
    httpOnly: true,
    secure,
    sameSite: 'Lax',
    path: '/',
    maxAge: token === null ? 0 : MONTH,
  })
}

/** The refusal of somebody who is not signed in; a page whose session was ended by somebody is left at once. */
export const notSignedIn = (http: Http): Problem =>
  new Problem('unauthenticated', http.get('sessionEnded') ? { code: 'session-ended' } : {})

/** What an account may do before it has changed the password it was given. */
const BEFORE_CHANGE = new Set(['/api/me', '/api/me/password', '/api/sign-out', '/api/setup'])

/** Puts whose session the cookie names into the context, or that somebody ended it. */
const enterBySession = async (http: Http, ctx: Context, token: string): Promise<void> => {
  const session = await validateSession(ctx.services, token)
  if (!session) {
    http.set('sessionEnded', await wasSessionEnded(ctx.services, token))
    return
  }
  if (session.mustChangePassword && !BEFORE_CHANGE.has(http.req.path))
    throw new Problem('forbidden', { code: 'change-password-first' })
  ctx.actor = session.actor
  ctx.sessionId = session.sessionId
}

const enterByToken = async (ctx: Context, bearer: string): Promise<void> => {
  const valid = await validateApiToken(ctx.services, bearer)
  ctx.actor = valid?.actor ?? null
  ctx.tokenId = valid?.tokenId ?? null
}

/**
 * The API token that a request comes with; undefined when it comes with none. Any other `Authorization` is as none: the
 * cookie beside it counts, and with it where the request comes from.
 */
export const bearerOf = (http: Http): string | undefined =>
  /^Bearer (\S+)$/.exec(http.req.header('authorization') ?? '')?.[1]

/** Makes the request's context: who asks, from where, with which id. */
export const requestContext =
  (services: Services, peer: (http: Http) => Peer): MiddlewareHandler<HttpEnv> =>
  async (http, next) => {
    const requestId = newId()
    const { address, secure } = peer(http)
    const ctx: Context = {
      services,
      db: services.connection.db,
      actor: null,
      now: services.now,
      log: services.log,
      requestId,
      address,
      sessionId: null,
      tokenId: null,
    }
    http.set('requestId', requestId)
    http.set('ctx', ctx)
    http.header('x-request-id', requestId)
    const bearer = bearerOf(http)
    const token = bearer ? undefined : getCookie(http, cookieName(secure))
    if (bearer) await enterByToken(ctx, bearer)
    else if (token) await enterBySession(http, ctx, token)
    await next()
  }
