import * as accounts from '#domain/accounts/contract.ts'
import { DONE } from '#domain/contract.ts'
import { signUpByCode } from '../classes/join-code.ts'
import { type Feature, type Http, route } from '../feature.ts'
import { peerReader } from '../http/origin.ts'
import { setSessionCookie } from '../http/session.ts'
import { accountTopic } from '../realtime/hub.ts'
import { actorOf, changePassword, getMe, updateMe } from './account.ts'
import {
  createApiToken,
  deleteApiToken,
  endSession,
  listApiTokens,
  listSessions,
  signOutEverywhere,
} from './devices.ts'
import { deviceOfRequest, rememberDevice } from './known-device.ts'
import { invalidateSession } from './session.ts'
import { signIn, startSession } from './sign-in.ts'

const secureOf = (http: Http): boolean => peerReader(http.get('ctx').services.config)(http).secure
const userAgentOf = (http: Http): string | null => http.req.header('user-agent') ?? null

/** Sets the cookie of a session that has just begun and answers with its account. */
export const answerSession = (http: Http, session: Awaited<ReturnType<typeof startSession>>) => {
  setSessionCookie(http, secureOf(http), session.token)
  rememberDevice(http, secureOf(http), actorOf(session.ctx).id)
  return getMe(session.ctx)
}

export const accountsFeature: Feature = {
  name: 'accounts',
  routes: [
    route(accounts.signIn, async (ctx, { input, http }) =>
      answerSession(
        http,
        await signIn(ctx, {
          ...input,
          userAgent: userAgentOf(http),
          device: deviceOfRequest(http, secureOf(http)),
        }),
      ),
    ),
    route(accounts.signUpByCode, async (ctx, { input, http }) =>
      answerSession(http, await startSession(ctx, await signUpByCode(ctx, input), userAgentOf(http))),
    ),
    route(accounts.signOut, async (ctx, { http }) => {
      if (ctx.sessionId) await invalidateSession(ctx, actorOf(ctx).id, ctx.sessionId)
      setSessionCookie(http, secureOf(http), null)
      return DONE
    }),
    route(accounts.getMe, (ctx) => getMe(ctx)),
    route(accounts.updateMe, (ctx, { input }) => updateMe(ctx, input)),
    route(accounts.changePassword, async (ctx, { input, http }) => {
      const { token } = await changePassword(ctx, input.current, input.next)
      if (token !== null) setSessionCookie(http, secureOf(http), token)
      return DONE
    }),
    route(accounts.listSessions, async (ctx) => ({ sessions: await listSessions(ctx) })),
    route(accounts.endSession, async (ctx, { params }) => {
      await endSession(ctx, params.sessionKey)
      return DONE
    }),
    route(accounts.signOutEverywhere, async (ctx, { http }) => {
      await signOutEverywhere(ctx)
      setSessionCookie(http, secureOf(http), null)
      return DONE
    }),
    route(accounts.listApiTokens, async (ctx) => ({ tokens: await listApiTokens(ctx) })),
    route(accounts.createApiToken, (ctx, { input }) => createApiToken(ctx, input)),
    route(accounts.deleteApiToken, async (ctx, { params }) => {
      await deleteApiToken(ctx, params.tokenKey)
      return DONE
    }),
  ],
  topics: { account: accountTopic },
}
