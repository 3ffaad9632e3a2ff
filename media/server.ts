import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { WebSocket, WebSocketServer } from 'ws'
import * as z from 'zod/mini'
import { id } from '#domain/contract.ts'
import { FRAME_BYTES, FRAMES_IN_TEN_SECONDS } from '#domain/lectures/media/limits.ts'
import {
  type ClientSays,
  clientSays,
  type Farewell,
  mediaClaims,
  type RelaySays,
  relayOrder,
} from '#domain/lectures/media/protocol.ts'
import type { Log } from '#platform/log.ts'
import { openSigned } from '#platform/signed.ts'
import { Member } from './member.ts'
import type { PeerOptions } from './peer.ts'
import { Room } from './room.ts'

export interface RelayOptions {
  host: string
  port: number
  /** The key that the api signs tokens and orders with. */
  key: string
  media: PeerOptions
  log: Log
}

export interface Relay {
  port: number
  /** How much it has to do. */
  figures(): { rooms: number; people: number }
  stop(): Promise<void>
}

/** Orders about one lecture, good for a minute: what was overtaken on the way is not obeyed late. */
const orders = z.object({ lecture: id, orders: z.array(relayOrder), exp: z.int() })

const JOIN_WITHIN_MS = 10_000
const PING_EVERY_MS = 5_000
const ORDERS_BYTES = 1024 * 1024

const bodyOf = async (request: IncomingMessage): Promise<string | null> => {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    size += (part as Buffer).length
    if (size > ORDERS_BYTES) return null
    parts.push(part as Buffer)
  }
  return Buffer.concat(parts).toString()
}

const parse = (data: unknown): ClientSays | null => {
  try {
    return clientSays.parse(JSON.parse(String(data)))
  } catch {
    return null
  }
}

/** The rooms of one relay process, and the doors to them. */
class RelayServer {
  readonly rooms = new Map<string, Room>()
  private readonly options: RelayOptions
  /** Tokens that opened a connection, until they expire. */
  private readonly used = new Map<string, number>()

  constructor(options: RelayOptions) {
    this.options = options
  }

  private readonly report = (error: unknown): void =>
    this.options.log.warn('media.problem', { error: error instanceof Error ? error.stack : String(error) })

  private roomOf(lecture: string, floor: z.output<typeof mediaClaims>['floor']): Room {
    const found = this.rooms.get(lecture)
    if (found) return found
    const room = new Room(floor, this.options.media, {
      onEmpty: () => this.closeRoom(lecture),
      report: this.report,
    })
    this.rooms.set(lecture, room)
    return room
  }

  private closeRoom(lecture: string): void {
    this.rooms.get(lecture)?.close()
    this.rooms.delete(lecture)
  }

  private claimsIn(token: string): z.output<typeof mediaClaims> | null {
    const now = Date.now() / 1_000
    for (const [old, exp] of this.used) if (exp < now) this.used.delete(old)
    const claims = mediaClaims.safeParse(openSigned(this.options.key, 'media-token', token)).data
    if (!claims || claims.exp < now || this.used.has(token)) return null
    this.used.set(token, claims.exp)
    return claims
  }

  readonly figures = (): { rooms: number; people: number } => ({
    rooms: this.rooms.size,
    people: [...this.rooms.values()].reduce((sum, room) => sum + room.people, 0),
  })

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const end = (status: number, value: unknown = {}) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    if (request.method === 'GET' && request.url === '/health') {
      end(200, this.figures())
      return
    }
    if (request.method !== 'POST' || request.url !== '/orders') return void end(404)
    const body = await bodyOf(request)
    const said = orders.safeParse(openSigned(this.options.key, 'media-orders', body ?? '')).data
    if (!said || said.exp < Date.now() / 1_000) return void end(403)
    for (const order of said.orders) {
      this.rooms.get(said.lecture)?.obey(order)
      if (order.t === 'end') this.closeRoom(said.lecture)
    }
    end(200)
  }

  /** One client's connection, from its first word to its last. */
  connect(socket: WebSocket): void {
    let place: { room: Room; member: Member } | null = null
    let frames = 0
    let alive = true
    const say = (message: RelaySays) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
      if (message.t === 'farewell') socket.close(1000, message.code)
    }
    const farewell = (code: Farewell) => say({ t: 'farewell', code })
    const patience = setTimeout(() => farewell('token'), JOIN_WITHIN_MS)
    const meter = setInterval(() => {
      frames = 0
    }, 10_000)
    const pulse = setInterval(() => {
      if (!alive) socket.terminate()
      alive = false
      socket.ping()
    }, PING_EVERY_MS)
    socket.on('pong', () => {
      alive = true
    })
    socket.on('error', () => {})
    socket.on('message', (data) => {
      frames += 1
      const said = parse(data)
      if (!said || frames > FRAMES_IN_TEN_SECONDS) return farewell('protocol')
      if (said.t !== 'join') return place ? place.room.hear(place.member, said) : farewell('protocol')
      clearTimeout(patience)
      const claims = place ? null : this.claimsIn(said.token)
      if (!claims) return farewell('token')
      const room = this.roomOf(claims.lecture, claims.floor)
      const member = room.join(claims, said, say)
      if (member instanceof Member) place = { room, member }
      else farewell(member)
    })
    socket.on('close', () => {
      for (const timer of [patience, meter, pulse]) clearTimeout(timer)
      if (place?.member.speaksThrough(say)) place.room.detach(place.member)
    })
  }

  stop(): void {
    for (const lecture of [...this.rooms.keys()]) this.closeRoom(lecture)
  }
}

/** Starts a relay. It holds no database: who may do what is in the tokens and orders that the api signs. */
export const startRelay = async (options: RelayOptions): Promise<Relay> => {
  const relay = new RelayServer(options)
  const server = createServer((request, response) => {
    relay.answer(request, response).catch(() => response.destroy())
  })
  const sockets = new WebSocketServer({
    server,
    path: '/join',
    maxPayload: FRAME_BYTES,
    perMessageDeflate: false,
  })
  sockets.on('connection', (socket) => relay.connect(socket))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : options.port,
    figures: relay.figures,
    stop: async () => {
      relay.stop()
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
