import { upgradeWebSocket } from '@hono/node-server'
import type { Hono } from 'hono'
import { WebSocket } from 'ws'
import { FRAME_BYTES } from '#domain/lectures/media/limits.ts'
import { type Farewell, mediaClaims } from '#domain/lectures/media/protocol.ts'
import { Problem } from '#domain/problem.ts'
import type { Context, Services } from '#platform/context.ts'
import { openSigned } from '#platform/signed.ts'
import { credentialStates, loadActor } from '../accounts/session.ts'
import type { Http, HttpEnv } from '../feature.ts'
import { isSameOrigin, peerReader } from '../http/origin.ts'
import { bearerOf } from '../http/session.ts'
import { Allowance, Flow } from '../realtime/flow.ts'
import { type AccessibleLecture, lectureFor, lessonOver } from './access.ts'
import { mediaKey, orderRelay, relayOf } from './engines/relay-process.ts'
import { floorIn } from './floor.ts'
import { MediaRecord } from './media-record.ts'

/**
 * The media socket: what a browser and a relay say to each other passes through the API, so that one address, one port
 * and one certificate serve everything, and whoever may no longer be here is put out wherever the relay stands. Sound and
 * picture themselves do not come this way.
 */

/** How often the right to be here and the floor are looked at anew, beside every change that is told at once. */
const LOOK_EVERY_MS = 10_000
const PING_EVERY_MS = 5_000
const OPENS_WITHIN_MS = 5_000
/** What a client says before the way to the relay is open. */
const MOST_EARLY = 20

const open = new Set<MediaWay>()

/** One client's way to the relay of a lecture. */
class MediaWay {
  private readonly ctx: Context
  private readonly lectureId: string
  private readonly client: WebSocket
  private relay: WebSocket | null = null
  private early: string[] | null = []
  private alive = true
  /** Whether the first word was a token of its own. */
  private joined = false
  private readonly timers: NodeJS.Timeout[]
  private readonly record: MediaRecord

  constructor(ctx: Context, lectureId: string, client: WebSocket) {
    this.ctx = ctx
    this.lectureId = lectureId
    this.client = client
    this.record = new MediaRecord(ctx, lectureId)
    open.add(this)
    client.on('pong', () => {
      this.alive = true
    })
    this.timers = [
      setInterval(() => this.pulse(), PING_EVERY_MS),
      setInterval(() => this.lookAgain(), LOOK_EVERY_MS),
    ]
    this.connect().catch((error: unknown) => this.failed(error))
  }

  isOf(accountId: string): boolean {
    return this.ctx.actor?.id === accountId
  }

  lookAgain(): void {
    this.look().catch((error: unknown) => this.failed(error))
  }

  private failed(error: unknown): void {
    this.ctx.log.warn('media.way', { lecture: this.lectureId, error: String(error) })
    this.farewell('unavailable')
  }

  private pulse(): void {
    if (!this.alive) this.client.terminate()
    this.alive = false
    if (this.client.readyState === WebSocket.OPEN) this.client.ping()
  }

  private async connect(): Promise<void> {
    const { services } = this.ctx
    const address = await relayOf(services, this.lectureId)
    if (!address) return this.farewell('unavailable')
    if (this.client.readyState !== WebSocket.OPEN) return
    const relay = new WebSocket(`${address.replace(/^http/, 'ws')}/join`, {
      perMessageDeflate: false,
      maxPayload: FRAME_BYTES * 2,
      handshakeTimeout: OPENS_WITHIN_MS,
    })
    this.relay = relay
    relay.on('open', () => {
      for (const text of this.early ?? []) relay.send(text)
      this.early = null
    })
    relay.on('message', (data) => {
      const text = String(data)
      if (!this.record.take(text) && this.client.readyState === WebSocket.OPEN) this.client.send(text)
    })
    // The token may be older than the last change of the floor, and a relay that was started anew knows no other.
    relay.once('message', () => void this.tellFloor().catch((error: unknown) => this.failed(error)))
    relay.on('error', () => {})
    relay.on('close', () => this.client.close(1000))
  }

  /** Passes on what the client says; its first word must be a token of its own. */
  heard(text: string): void {
    if (!this.joined && !this.isOwnToken(text)) {
      this.farewell('token')
      return
    }
    this.joined = true
    if (this.early === null) this.relay?.send(text)
    else if (this.early.length < MOST_EARLY) this.early.push(text)
    else this.farewell('protocol')
  }

  private isOwnToken(text: string): boolean {
    try {
      const said: unknown = JSON.parse(text)
      const token = typeof said === 'object' && said !== null && 'token' in said ? String(said.token) : ''
      const claims = mediaClaims.parse(openSigned(mediaKey(this.ctx.services), 'media-token', token))
      return claims.account === this.ctx.actor?.id && claims.lecture === this.lectureId
    } catch {
      return false
    }
  }

  private async tellFloor(): Promise<void> {
    const floor = await floorIn(this.ctx, this.lectureId)
    await orderRelay(this.ctx.services, this.lectureId, [{ t: 'floor', floor }])
  }

  /** Whether they may still be here, and what the floor is: what was told at once may have been lost. */
  private async look(): Promise<void> {
    const { services, actor } = this.ctx
    const { sessionId, tokenId } = this.ctx
    const credentials = await credentialStates(services, [sessionId ?? tokenId ?? ''])
    const now = actor && credentials.size > 0 ? await loadActor(services, actor.id) : null
    const lecture = await lectureFor({ ...this.ctx, actor: now }, this.lectureId, 'lecture.join').catch(
      () => null,
    )
    if (lecture?.state === 'open') {
      await this.tellFloor()
      return
    }
    if (actor) await orderRelay(services, this.lectureId, [{ t: 'remove', accountId: actor.id }])
    this.farewell(lecture ? 'ended' : 'removed')
  }

  private farewell(code: Farewell): void {
    if (this.client.readyState === WebSocket.OPEN) this.client.send(JSON.stringify({ t: 'farewell', code }))
    this.client.close(1000, code)
  }

  closed(): void {
    open.delete(this)
    for (const timer of this.timers) clearInterval(timer)
    this.relay?.close()
    this.record.closed()
    // One that was still on its way.
    this.early = null
  }

  end(): void {
    this.client.close(1012)
  }
}

const lectureOf = async (ctx: Context, lectureId: string): Promise<AccessibleLecture> => {
  const lecture = await lectureFor(ctx, lectureId, 'lecture.join')
  if (lecture.state !== 'open') throw lessonOver()
  return lecture
}

/** Opens the door of the media socket. */
export const mountMedia = (app: Hono<HttpEnv>, services: Services): void => {
  let peer: ReturnType<typeof peerReader> | null = null
  const originOf = (http: Http): string => {
    peer ??= peerReader(services.config)
    return peer(http).origin
  }
  app.get(
    '/api/media/:lectureId',
    async (http, next) => {
      const ctx = http.get('ctx')
      if (!ctx.actor) throw new Problem('unauthenticated')
      const byToken = bearerOf(http) !== undefined
      if (!byToken && http.req.header('upgrade') && !isSameOrigin(http, originOf(http)))
        throw new Problem('forbidden', { code: 'origin' })
      const { engine } = await lectureOf(ctx, http.req.param('lectureId'))
      if (http.req.header('upgrade')?.toLowerCase() !== 'websocket' || engine !== 'relay')
        return http.json(
          { type: 'invalid', title: 'invalid', status: 426, detail: 'Open a WebSocket here.' },
          426,
        )
      await next()
    },
    upgradeWebSocket((http) => {
      const ctx = http.get('ctx') as Context
      const lectureId = http.req.param('lectureId') ?? ''
      let flow: Flow | null = null
      let way: MediaWay | null = null
      return {
        onOpen: (_event, socket) => {
          const raw = socket.raw as unknown as WebSocket
          const opened = new MediaWay(ctx, lectureId, raw)
          way = opened
          flow = new Flow(raw, new Allowance(), (data) => opened.heard(String(data)))
        },
        onMessage: (event) => flow?.take({ text: event.data }),
        onClose: () => way?.closed(),
        onError: () => {},
      }
    }),
  )
}

/** The rights of somebody are others now: their ways are looked at at once. */
export const lookAtWays = (accountId: string): void => {
  for (const way of open) if (way.isOf(accountId)) way.lookAgain()
}

/** Closes the ways of this process: clients come back through another. */
export const stopMedia = async (): Promise<void> => {
  for (const way of open) way.end()
}
