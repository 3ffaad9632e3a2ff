import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { WebSocketServer } from 'ws'
import { FRAME_LIMIT } from '#domain/realtime.ts'
import type { OpenedServices } from '#platform/services.ts'
import type { Feature } from './feature.ts'
import { createApp } from './http/app.ts'
import { Hub } from './realtime/hub.ts'
import { startHeartbeat } from './realtime/socket.ts'

export interface RunningApi {
  port: number
  hub: Hub
  /** Refuses new work, finishes what is under way, says goodbye to sockets. Leaves the services open. */
  stop(): Promise<void>
}

export interface ApiOptions {
  services: OpenedServices
  features: Feature[]
  version: string
  port: number
  host: string
  webRoot?: string
}

const DRAIN_MS = 8_000

/**
 * Connections that may wait to be accepted (the system has a limit of its own, 4,096 on Linux). With Node's 511 a school
 * whose clients all return at once overflows the queue, and the system resets connections that looked open.
 */
const BACKLOG = 4_096

const listening = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host, backlog: BACKLOG }, () => resolve((server.address() as AddressInfo).port))
  })

const drained = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    setTimeout(() => {
      server.closeAllConnections()
      resolve()
    }, DRAIN_MS).unref()
  })

/** Starts the API on a port (0 picks a free one): HTTP, sockets and the built client. */
export const startApi = async (options: ApiOptions): Promise<RunningApi> => {
  const { services, features } = options
  const hub = new Hub(services, features)
  services.deliverTo((events) => hub.committed(events))
  services.broadcastWith((topic, frame) => hub.signal(topic, frame))
  const app = createApp({ ...options, hub })
  const websockets = new WebSocketServer({
    noServer: true,
    maxPayload: FRAME_LIMIT,
    perMessageDeflate: false,
  })
  const server = createAdaptorServer({
    fetch: app.fetch,
    hostname: options.host,
    websocket: { server: websockets },
    // Nothing but this process's own routes decides what a request may cost.
    serverOptions: { requestTimeout: 0, headersTimeout: 30_000 },
  }) as Server
  const port = await listening(server, options.port, options.host)
  await hub.start()
  const stopHeartbeat = startHeartbeat(hub)
  return {
    port,
    hub,
    stop: async () => {
      stopHeartbeat()
      const closed = drained(server)
      await hub.stop()
      for (const feature of features) await feature.stop?.()
      await closed
    },
  }
}
