import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import { plain } from './origin.ts'
import { addressKey } from './rate-limit.ts'

export interface ConnectionLimits {
  perAddress: number
  all: number
  /** Whether an address is that of a proxy that we trust: behind it are many people. */
  isProxy(address: string): boolean
}

/** What Node itself holds a request to. How long a body may take is told by its pace: a large upload is long. */
export const SERVER_LIMITS = {
  requestTimeout: 0,
  headersTimeout: 15_000,
  connectionsCheckingInterval: 5_000,
}

/** A handshake of HTTPS that takes longer is nobody's browser. */
export const HANDSHAKE_MS = 15_000

/** A body that is under way brings at least so many bytes in so long, on the worst telephone too. */
const PACE = { bytes: 8 * 1024, ms: 30_000 }

const refusalOf = (status: string): string =>
  `HTTP/1.1 ${status}\r\nConnection: close\r\nRetry-After: 10\r\nContent-Length: 0\r\n\r\n`

const endWith = (socket: Socket, status: string): void => {
  socket.end(refusalOf(status))
  // Whoever does not take the answer is not waited for.
  setTimeout(() => socket.destroy(), 1_000).unref()
}

/** Bounds how many connections there are, in all and of one address; those beyond are told so and closed. */
class Census {
  private readonly counts = new Map<string, number>()
  private all = 0
  private readonly limits: ConnectionLimits

  constructor(limits: ConnectionLimits) {
    this.limits = limits
  }

  /** Counts a connection until it closes; false when it is one too many. */
  enter(socket: Socket): boolean {
    const address = plain(socket.remoteAddress ?? '')
    const key = addressKey(address)
    const count = this.counts.get(key) ?? 0
    const many = count >= this.limits.perAddress && !this.limits.isProxy(address)
    if (this.all >= this.limits.all || many) return false
    this.all += 1
    this.counts.set(key, count + 1)
    socket.once('close', () => {
      this.all -= 1
      const left = (this.counts.get(key) ?? 1) - 1
      if (left > 0) this.counts.set(key, left)
      else this.counts.delete(key)
    })
    return true
  }
}

interface Coming {
  bytes: number
  since: number
}

/** Cuts off bodies that come too slowly, whichever door reads them, or none. What waits for us to read it is not slow. */
class Pace {
  private readonly coming = new Map<IncomingMessage, Coming>()
  private readonly pace: typeof PACE

  constructor(pace: typeof PACE) {
    this.pace = pace
  }

  watch(incoming: IncomingMessage): void {
    if (incoming.headers['content-length'] === undefined && !incoming.headers['transfer-encoding']) return
    this.coming.set(incoming, { bytes: incoming.socket.bytesRead, since: performance.now() })
    incoming.once('close', () => this.coming.delete(incoming))
  }

  look(): void {
    const now = performance.now()
    for (const [incoming, from] of this.coming) {
      const { socket, complete, readableLength } = incoming
      if (complete || socket.destroyed) this.coming.delete(incoming)
      else if (now - from.since >= this.pace.ms) {
        const enough = readableLength > 0 || socket.bytesRead - from.bytes >= this.pace.bytes
        if (enough) this.coming.set(incoming, { bytes: socket.bytesRead, since: now })
        else endWith(socket, '408 Request Timeout')
      }
    }
  }
}

/** Holds the connections of several servers together to the limits. Returns what stops it. */
export const boundConnections = (
  servers: readonly Server[],
  limits: ConnectionLimits,
  pace: typeof PACE = PACE,
): (() => void) => {
  const census = new Census(limits)
  const bodies = new Pace(pace)
  for (const server of servers) {
    // Of HTTPS too: before the handshake, which costs more than all that follows.
    server.prependListener('connection', (socket: Socket) => {
      if (!census.enter(socket)) endWith(socket, '503 Service Unavailable')
    })
    server.prependListener('request', (incoming: IncomingMessage) => bodies.watch(incoming))
  }
  const clock = setInterval(() => bodies.look(), pace.ms / 6)
  return () => clearInterval(clock)
}
