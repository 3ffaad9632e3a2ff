import { createHash } from 'node:crypto'
import type { Hono } from 'hono'
import type { HttpEnv } from '../feature.ts'
import { publicAddress } from '../http/address.ts'
import { peerReader } from '../http/origin.ts'
import { takeLocalToken } from '../http/rate-limit.ts'
import { FEED_PATH } from './address.ts'
import { readCalendar } from './feed.ts'

/** Programs look once an hour or more seldom; services that read for many come from few addresses. */
const READS = { burst: 120, perMinute: 240 }

/** The door for calendar programs, which sign in nowhere: the address is the secret. */
export const mountFeed = (app: Hono<HttpEnv>): void => {
  app.get(`${FEED_PATH}:name{[\\w-]+\\.ics}`, async (http) => {
    const ctx = http.get('ctx')
    takeLocalToken(ctx, `calendar:${ctx.address}`, READS)
    const token = http.req.param('name').slice(0, -'.ics'.length)
    const origin = publicAddress(http) ?? peerReader(ctx.services.config)(http).origin
    const body = await readCalendar(ctx, token, origin)
    const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 32)}"`
    http.header('etag', tag)
    http.header('cache-control', 'private, no-cache')
    if (http.req.header('if-none-match')?.includes(tag)) return http.body(null, 304)
    http.header('content-type', 'text/calendar; charset=utf-8')
    http.header('x-robots-tag', 'noindex')
    return http.body(body)
  })
}
