import { createHash, timingSafeEqual } from 'node:crypto'
import type { Hono } from 'hono'
import * as z from 'zod/mini'
import { occupantEvent } from '#domain/lectures/jitsi/occupants.ts'
import { Problem } from '#domain/problem.ts'
import type { HttpEnv } from '../feature.ts'
import { bodyOf, parseJson } from '../http/body.ts'
import { invalidFrom } from '../http/problems.ts'
import { recordOccupants } from './engine-presence.ts'

/** Two thousand people with all that is told of each. */
const EVENT_BYTES = 512 * 1_024

/** In constant time, whatever their lengths. */
const isSame = (given: string, wanted: string): boolean => {
  const [a, b] = [given, wanted].map((text) => createHash('sha256').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}

/**
 * Opens the door of a deployment's callbacks (`event_sync` with `api_prefix` `…/api/jitsi`). Who calls is known by
 * `JITSI_EVENTS_SECRET` alone; without it nobody is.
 */
export const mountJitsi = (app: Hono<HttpEnv>): void => {
  app.post('/api/jitsi/events/:subject/:act', async (http) => {
    const ctx = http.get('ctx')
    const { jitsiEventsSecret: secret } = ctx.services.config
    const given = /^Bearer (\S+)$/.exec(http.req.header('authorization') ?? '')?.[1] ?? ''
    if (!secret || !isSame(given, secret)) throw new Problem('unauthenticated')
    const event = z.safeParse(occupantEvent, parseJson((await bodyOf(http, EVENT_BYTES)).toString()))
    if (!event.success) throw invalidFrom(event.error.issues)
    await recordOccupants(ctx, event.data)
    return http.body(null, 204)
  })
}
