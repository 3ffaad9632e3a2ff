import { createServer, type Server } from 'node:http'
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https'
import { createAdaptorServer } from '@hono/node-server'
import { WebSocketServer } from 'ws'
import { FRAME_LIMIT } from '#domain/realtime.ts'
import type { OpenedServices } from '#platform/services.ts'
import type { Certificate } from '#platform/tls/certificate.ts'
import type { Pair } from '#platform/tls/pair.ts'
import type { Feature } from './feature.ts'
import { createApp } from './http/app.ts'
import { boundConnections, HANDSHAKE_MS, SERVER_LIMITS } from './http/connections.ts'
import { farewellOf } from './http/farewell.ts'
import { proxyCheck } from './http/origin.ts'
import { Hub } from './realtime/hub.ts'
import { startHeartbeat } from './realtime/socket.ts'

export interface RunningApi {
  port: number
  /** That of HTTPS; null when there is no such door. */
  securePort: number | null
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
  /** HTTPS beside HTTP, with this certificate; its owner closes it. */
  secure?: { port: number; certificate: Certificate }
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
    server.listen({ port, host, backlog: BACKLOG }, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })

type App = ReturnType<typeof createApp>
type Options = Parameters<typeof createAdaptorServer>[0]

/** A server of the app. Each has sockets of its own, for they end with their server. */
const serverOf = (
  app: App,
  hostname: string,
  make: Pick<Options, 'createServer' | 'serverOptions'>,
): Server =>
  createAdaptorServer({
    fetch: app.fetch,
    hostname,
    websocket: {
      server: new WebSocketServer({
        noServer: true,
        maxPayload: FRAME_LIMIT,
        perMessageDeflate: false,
        // A ping counts as a frame: each door answers it.
        autoPong: false,
      }),
    },
    ...make,
  } as Options) as Server

const optionsOf = ({ certificate, key }: Pair) => ({ cert: certificate, key })

/** Answers over HTTPS: the same app, the same sockets. A renewed certificate holds from the next connection on. */
const openSecureDoor = async (
  app: App,
  { services, host, secure }: ApiOptions,
  plainPort: number,
): Promise<Server | null> => {
  if (!secure) return null
  const { certificate } = secure
  const server = serverOf(app, host, {
    createServer: createSecureServer,
    serverOptions: {
      ...SERVER_LIMITS,
      handshakeTimeout: HANDSHAKE_MS,
      ...optionsOf(certificate.pair),
    },
  })
  certificate.onChange((pair) => (server as unknown as SecureServer).setSecureContext(optionsOf(pair)))
  services.answersSecurelyAt({ port: await listening(server, secure.port, host), plainPort, certificate })
  return server
}

/** Starts the API on a port (0 picks a free one): HTTP, HTTPS beside it, sockets and the built client. */
export const startApi = async (options: ApiOptions): Promise<RunningApi> => {
  const { services, features } = options
  const hub = new Hub(services, features)
  services.deliverTo((events) => hub.committed(events))
  services.broadcastWith((topic, frame) => hub.signal(topic, frame))
  const app = createApp({ ...options, hub })
  const server = serverOf(app, options.host, { createServer, serverOptions: SERVER_LIMITS })
  const port = await listening(server, options.port, options.host)
  const secureServer = await openSecureDoor(app, options, port)
  const { connections: all, connectionsPerAddress: perAddress } = services.config
  const servers = secureServer ? [server, secureServer] : [server]
  const farewells = servers.map(farewellOf)
  const stopBounds = boundConnections(servers, {
    all,
    perAddress,
    isProxy: proxyCheck(services.config),
  })
  await hub.start()
  const stopHeartbeat = startHeartbeat(hub)
  return {
    port,
    securePort: services.secureDoor()?.port ?? null,
    hub,
    stop: async () => {
      stopHeartbeat()
      stopBounds()
      const closed = Promise.all(farewells.map((farewell) => farewell(DRAIN_MS)))
      await hub.stop()
      for (const feature of features) await feature.stop?.()
      await closed
    },
  }
}
