import { upgradeWebSocket } from '@hono/node-server'
import type { Hono } from 'hono'
import type { WebSocket } from 'ws'
import * as z from 'zod/mini'
import { DONE } from '#domain/contract.ts'
import { Problem } from '#domain/problem.ts'
import {
  CLOSE_CODES,
  type ClientFrame,
  clientFrame,
  HEARTBEAT_SECONDS,
  parseTopic,
} from '#domain/realtime.ts'
import { held } from '#platform/held.ts'
import type { Http, HttpEnv } from '../feature.ts'
import { parseFrame } from '../http/body.ts'
import { isSameOrigin, type Peer } from '../http/origin.ts'
import { asProblem } from '../http/problems.ts'
import { takeLocalToken } from '../http/rate-limit.ts'
import { bearerOf } from '../http/session.ts'
import { Connection } from './connection.ts'
import { Flow } from './flow.ts'
import type { Hub } from './hub.ts'

/** Sockets that an account may open at once, and a minute. */
const OPENINGS = { burst: 100, perMinute: 60 }

const parse = (text: string): ClientFrame | null => {
  try {
    return clientFrame.parse(parseFrame(text))
  } catch {
    return null
  }
}

const refuse = (connection: Connection, error: unknown, frame: { id?: number; topic?: string }): void => {
  const problem = asProblem(error)
  if (problem.kind === 'internal') {
    connection.context().log.error('bug', {
      connection: connection.id,
      error: error instanceof Error ? error.stack : String(error),
    })
  }
  const { id, topic } = frame
  connection.tell({ t: 'refused', id, topic, kind: problem.kind, code: problem.details.code })
}

const signalled = async (
  hub: Hub,
  connection: Connection,
  frame: Extract<ClientFrame, { t: 'signal' }>,
): Promise<void> => {
  const parsed = parseTopic(frame.topic)
  // Only who listens may speak: the right was checked on subscribing and is withdrawn when it changes.
  if (!parsed || !connection.topics.has(frame.topic)) throw new Problem('not-found')
  const rule = hub.signalRule(parsed[0], frame.name)
  if (!rule) throw new Problem('not-found')
  const payload = z.safeParse(rule.signal.payload, frame.payload)
  if (!payload.success) throw new Problem('invalid')
  const result = await rule.handle(connection.context(), parsed[1], payload.data, connection)
  if (frame.id === undefined) return
  const { services } = connection.context()
  const answer = held(services, `answer to ${frame.name}`, rule.signal.answer, result ?? DONE)
  connection.tell({ t: 'answer', id: frame.id, payload: answer })
}

const handle = async (hub: Hub, connection: Connection, frame: ClientFrame): Promise<void> => {
  switch (frame.t) {
    case 'subscribe':
      return hub.subscribe(connection, frame.topic, frame.since, frame.id)
    case 'unsubscribe':
      return hub.unsubscribe(connection, frame.topic)
    case 'signal':
      return signalled(hub, connection, frame)
    case 'ping':
      return connection.tell({ t: 'pong', at: connection.context().now().toISOString() })
  }
}

const received = (hub: Hub, connection: Connection, data: unknown): void => {
  connection.heardAt = performance.now()
  const frame = typeof data === 'string' ? parse(data) : null
  if (!frame) {
    connection.close(CLOSE_CODES.badFrame, 'not a frame of this protocol')
    return
  }
  const named = {
    id: 'id' in frame ? frame.id : undefined,
    topic: 'topic' in frame ? frame.topic : undefined,
  }
  handle(hub, connection, frame).catch((error: unknown) => refuse(connection, error, named))
}

/** Opens the door for sockets: signed in, from our own origin (or with a token), then the protocol of domain/realtime.ts. */
export const mountSocket = (app: Hono<HttpEnv>, hub: Hub, peer: (http: Http) => Peer): void => {
  app.get(
    '/api/socket',
    async (http, next) => {
      const ctx = http.get('ctx')
      // A browser is not told why a socket was refused: one whose session was ended is let in to hear that.
      if (!ctx.actor && !http.get('sessionEnded')) throw new Problem('unauthenticated')
      const byToken = bearerOf(http) !== undefined
      if (!byToken && !isSameOrigin(http, peer(http).origin))
        throw new Problem('forbidden', { code: 'origin' })
      if (http.req.header('upgrade')?.toLowerCase() !== 'websocket') {
        return http.json(
          { type: 'invalid', title: 'invalid', status: 426, detail: 'Open a WebSocket here.' },
          426,
        )
      }
      // Who comes back more often than any network breaks would have a new allowance each time.
      if (ctx.actor) takeLocalToken(ctx, `socket ${ctx.actor.id}`, OPENINGS)
      await next()
    },
    upgradeWebSocket((http) => {
      const ctx: HttpEnv['Variables']['ctx'] = http.get('ctx')
      const network = http.env.incoming.socket
      let flow: Flow | null = null
      let connection: Connection | null = null
      return {
        onOpen: (_event, socket) => {
          if (!ctx.actor) return socket.close(CLOSE_CODES.sessionEnded, 'session ended')
          if (hub.full) return socket.close(CLOSE_CODES.full, 'no more sockets')
          // The library's own socket, whatever it calls it.
          const raw = socket.raw as unknown as WebSocket
          connection = new Connection(raw, network, ctx)
          const opened = connection
          raw.on('pong', () => {
            opened.heardAt = performance.now()
          })
          flow = new Flow(raw, hub.add(opened), (data) => received(hub, opened, data))
          hub.confirm(opened, http.get('rightsHeard') ?? 0).catch(() => opened.terminate())
          opened.tell({
            t: 'hello',
            connection: opened.id,
            account: opened.accountId,
            at: ctx.now().toISOString(),
            heartbeat: HEARTBEAT_SECONDS,
          })
        },
        onMessage: (event) => {
          flow?.take({ text: event.data })
        },
        onClose: () => {
          if (connection) hub.remove(connection)
        },
        // The library has closed the socket already (a frame too large, a broken one): nothing is left to do.
        onError: () => {},
      }
    }),
  )
}

/** Pings every connection and drops those that were silent for two heartbeats. Returns what stops it. */
export const startHeartbeat = (hub: Hub): (() => void) => {
  const timer = setInterval(() => {
    const oldest = performance.now() - HEARTBEAT_SECONDS * 2000
    for (const connection of hub.connections) {
      if (connection.heardAt < oldest) connection.terminate()
      else connection.ping()
    }
  }, HEARTBEAT_SECONDS * 1000)
  return () => clearInterval(timer)
}
