import type { WebSocket } from 'ws'

/** What a sender may send a second on average, and at once. A pen on a board sends about forty frames. */
const PER_SECOND = 150
const AT_ONCE = 600
/** A frame counts once more for each so many bytes of it. */
const BYTES = 16 * 1024
/** Nobody is made to wait longer for what they sent in one go. */
const LONGEST_MS = 10_000

/** How much is left of what a sender may send: of one account's sockets in this process together. */
export class Allowance {
  private tokens = AT_ONCE
  private at = performance.now()

  /** Takes a frame's worth if there is as much; else the milliseconds after which to ask again. */
  take(cost = 1): number {
    const now = performance.now()
    this.tokens = Math.min(AT_ONCE, this.tokens + ((now - this.at) / 1000) * PER_SECOND)
    this.at = now
    if (this.tokens < cost) return Math.min(LONGEST_MS, Math.ceil(((cost - this.tokens) / PER_SECOND) * 1000))
    this.tokens -= cost
    return 0
  }
}

type Received = { text: unknown } | { ping: Buffer }

const costOf = (received: Received): number =>
  'text' in received && typeof received.text === 'string' ? 1 + Math.floor(received.text.length / BYTES) : 1

/**
 * What comes over one socket, no faster than its sender may: beyond that the socket is not read, and the network holds the
 * sender up. Nothing that was sent is lost or refused. Pings count as much as frames.
 */
export class Flow {
  private readonly ws: WebSocket
  private readonly allowance: Allowance
  private readonly handle: (text: unknown) => void
  /** What had come already when the socket was paused: a piece of the network's, not more. */
  private readonly waiting: Received[] = []
  private timer: NodeJS.Timeout | undefined

  constructor(ws: WebSocket, allowance: Allowance, handle: (text: unknown) => void) {
    this.ws = ws
    this.allowance = allowance
    this.handle = handle
    ws.on('ping', (ping) => this.take({ ping }))
    ws.on('close', () => {
      clearTimeout(this.timer)
      this.waiting.length = 0
    })
  }

  take(received: Received): void {
    const wait = this.waiting.length > 0 ? 1 : this.allowance.take(costOf(received))
    if (wait === 0) {
      this.pass(received)
      return
    }
    this.waiting.push(received)
    if (this.timer) return
    this.ws.pause()
    this.timer = setTimeout(() => this.drain(), wait)
  }

  private pass(received: Received): void {
    if ('text' in received) this.handle(received.text)
    else if (this.ws.readyState === this.ws.OPEN) this.ws.pong(received.ping)
  }

  private drain(): void {
    this.timer = undefined
    for (let next = this.waiting[0]; next; next = this.waiting[0]) {
      const wait = this.allowance.take(costOf(next))
      if (wait > 0) {
        this.timer = setTimeout(() => this.drain(), wait)
        return
      }
      this.waiting.shift()
      this.pass(next)
    }
    this.ws.resume()
  }
}
