import type { MiddlewareHandler } from 'hono'
import type { Config } from '#platform/config.ts'
import { jitsiServerOf } from '#platform/jitsi.ts'
import type { Http, HttpEnv } from '../feature.ts'
import type { Peer } from './origin.ts'

/**
 * Scripts, connections, frames and fonts come from our own origin alone; where a Jitsi deployment carries lessons, frames
 * from exactly there, and still no script. Inline styles are allowed for the board (React sets style attributes); images may
 * be made in the page (blob, data).
 */
const policyOf = (origin: string, jitsi: string | null): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self' data:",
    `connect-src 'self' ${origin.replace(/^http/, 'ws')}`,
    "worker-src 'self' blob:",
    "media-src 'self' blob:",
    "manifest-src 'self'",
    `frame-src ${jitsi ?? "'none'"}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
  ].join('; ')

/** Microphone, camera and screen are for our pages and, where there is one, for the meeting page of the deployment. */
const permissionsOf = (jitsi: string | null): string => {
  const allowed = jitsi ? `(self "${jitsi}")` : '(self)'
  return `camera=${allowed}, microphone=${allowed}, display-capture=${allowed}, geolocation=(), payment=(), usb=()`
}

/** The security headers of every answer; API answers and pages are never cached by anyone between. */
export const securityHeaders = (peer: (http: Http) => Peer, config: Config): MiddlewareHandler<HttpEnv> => {
  const jitsi = jitsiServerOf(config)?.origin ?? null
  const permissions = permissionsOf(jitsi)
  return async (http, next) => {
    await next()
    const { headers } = http.res
    const { strict, origin } = peer(http)
    const set = (name: string, value: string) => {
      if (!headers.has(name)) headers.set(name, value)
    }
    set(
      'content-security-policy',
      http.req.path === '/api/docs'
        ? "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"
        : policyOf(origin, jitsi),
    )
    set('x-content-type-options', 'nosniff')
    set('referrer-policy', 'strict-origin-when-cross-origin')
    set('cross-origin-opener-policy', 'same-origin')
    set('cross-origin-resource-policy', 'same-origin')
    set('permissions-policy', permissions)
    set('cache-control', 'private, no-store')
    if (strict) set('strict-transport-security', 'max-age=31536000')
  }
}
