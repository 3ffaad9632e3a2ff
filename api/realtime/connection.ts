import { randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import { BEHIND_LIMIT, type ServerFrame } from '#domain/realtime.ts'
import type { Context } from '#platform/context.ts'
import { createGate } from '#platform/gate.ts'
import type { SocketConnection } from '../feature.ts'

/**
 * One WebSocket text frame (RFC 6455 section 5.2), unmasked and uncompressed: built once and written to every socket
 * of a topic.
 */
export const frameOf = (message: ServerFrame | string): Buffer => {
  const body = Buffer.from(typeof message === 'string' ? message : JSON.stringify(message))
  const size = body.length
  const header = Buffer.alloc(size < 126 ? 2 : size < 65_536 ? 4 : 10)
  header[0] = 0x81
  if (size < 126) header[1] = size
  else if (size < 65_536) {
    header[1] = 126
    header.writeUInt16BE(size, 2)
  } else {
    header[1] = 127
    header.writeBigUInt64BE(BigInt(size), 2)
  }
  return Buffer.concat([header, body])
}

/** Bytes of what was missed that are on their way to one reader. */
const PACED = 256 * 1024
const NOTHING = Buffer.alloc(0)

/** One open socket of an account. Frames are written to the network socket itself, which is safe while compression is off. */
export class Connection implements SocketConnection {
  readonly id = randomBytes(9).toString('base64url')
  /** Topics this connection listens to. */
  readonly topics = new Set<string>()
  /** Topics whose `joined` hook has run, with what to run when it goes. */
  readonly leaving = new Map<string, () => Promise<void>>()
  /** What it asks to listen to is brought to it by two topics at a time. */
  readonly inTurn = createGate(2)
  heardAt = performance.now()
  /** Bytes of live frames that wait until it has what it missed. */
  private held = 0
  private readonly ws: WebSocket
  private readonly socket: Socket
  private ctx: Context

  constructor(ws: WebSocket, socket: Socket, ctx: Context) {
    this.ws = ws
    this.socket = socket
    this.ctx = ctx
  }

  get accountId(): string {
    return this.ctx.actor?.id ?? ''
  }

  /** The session or API token that it was opened with. */
  get credentialId(): string {
    return this.ctx.sessionId ?? this.ctx.tokenId ?? ''
  }

  get open(): boolean {
    return this.ws.readyState === this.ws.OPEN
  }

  context(): Context {
    return this.ctx
  }

  setContext(ctx: Context): void {
    this.ctx = ctx
  }

  /** Bytes that are kept for it because it has not read so far. */
  get behind(): number {
    return this.socket.writableLength + this.held
  }

  /** Writes a prepared frame; a reader too far behind is cut off and catches up by number when it returns. */
  write(frame: Buffer): void {
    if (this.open && !this.isTooFarBehind()) this.socket.write(frame)
  }

  /** Counts frames that are kept until what was missed before them is written; false when it is cut off for them. */
  hold(bytes: number): boolean {
    this.held += bytes
    return this.open && !this.isTooFarBehind()
  }

  private isTooFarBehind(): boolean {
    if (this.behind <= BEHIND_LIMIT) return false
    this.ctx.log.warn('socket.behind', { connection: this.id, bytes: this.behind })
    this.ws.terminate()
    return true
  }

  /**
   * Writes what was missed no faster than it is read, while `wanted`: a reader that is only slow gets everything, and one
   * that never reads keeps little of ours until the heartbeat ends it.
   */
  async writePaced(frames: readonly Buffer[], wanted: () => boolean): Promise<void> {
    for (let next = 0; next < frames.length; ) {
      if (this.socket.writableLength > PACED) await this.drained()
      if (!this.open || !wanted()) return
      this.socket.cork()
      for (; next < frames.length && this.socket.writableLength <= PACED; next++)
        this.socket.write(frames[next] ?? NOTHING)
      this.socket.uncork()
    }
  }

  private drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.socket.off('drain', done).off('close', done)
        resolve()
      }
      this.socket.on('drain', done).on('close', done)
      if (this.socket.destroyed || !this.socket.writableNeedDrain) done()
    })
  }

  tell(message: ServerFrame): void {
    this.write(frameOf(message))
  }

  ping(): void {
    if (this.open) this.ws.ping()
  }

  close(code: number, reason: string): void {
    this.ws.close(code, reason)
    // A peer that does not answer the closing handshake is not waited for.
    setTimeout(() => this.ws.terminate(), 2_000).unref()
  }

  terminate(): void {
    this.ws.terminate()
  }
}
