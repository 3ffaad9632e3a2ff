import { randomBytes } from 'node:crypto'
import { getCookie, setCookie } from 'hono/cookie'
import * as z from 'zod/mini'
import type { Services } from '#platform/context.ts'
import { openSigned, signed } from '#platform/signed.ts'
import type { Http } from '../feature.ts'

/**
 * A browser in which somebody has signed in before keeps a signed cookie that says who. It opens nothing: it has an
 * allowance of its own for signing in as them, which nobody else's guesses use up.
 */

const PURPOSE = 'known-device'
const YEAR = 365 * 24 * 3600
/** People who share a computer. */
const ACCOUNTS = 12

const knownDevice = z.object({ id: z.string(), accounts: z.array(z.string()) })
export type KnownDevice = z.output<typeof knownDevice>

/** Where no key is set, devices are known until this process ends. */
const ownKey = randomBytes(32).toString('base64')
const keyOf = (services: Services): string => services.config.appKey ?? ownKey

const cookieName = (secure: boolean) => (secure ? '__Host-device' : 'device')

/** The device that the request comes from, if anybody has signed in on it. */
export const deviceOfRequest = (http: Http, secure: boolean): KnownDevice | null => {
  const text = getCookie(http, cookieName(secure))
  if (!text || text.length > 2_000) return null
  return knownDevice.safeParse(openSigned(keyOf(http.get('ctx').services), PURPOSE, text)).data ?? null
}

/** Remembers that this account has signed in here. */
export const rememberDevice = (http: Http, secure: boolean, accountId: string): void => {
  const before = deviceOfRequest(http, secure)
  const device: KnownDevice = {
    id: before?.id ?? randomBytes(12).toString('base64url'),
    accounts: [accountId, ...(before?.accounts ?? []).filter((id) => id !== accountId)].slice(0, ACCOUNTS),
  }
  setCookie(http, cookieName(secure), signed(keyOf(http.get('ctx').services), PURPOSE, device), {
    httpOnly: true,
    secure,
    sameSite: 'Lax',
    path: '/',
    maxAge: YEAR,
  })
}
