import { randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import { BEHIND_LIMIT, type ServerFrame } from '#domain/realtime.ts'
import type { Context } from '#platform/context.ts'
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

/** One open socket of an account. Frames are written to the network socket itself, which is safe while compression is off. */
export class Connection implements SocketConnection {
  readonly id = randomBytes(9).toString('base64url')
  /** Topics this connection listens to. */
  readonly topics = new Set<string>()
  /** Topics whose `joined` hook has run, with what to run when it goes. */
  readonly leaving = new Map<string, () => Promise<void>>()
  heardAt = performance.now()
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

  get sessionId(): string | null {
    return this.ctx.sessionId
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

  /** Writes a prepared frame; a reader too far behind is cut off and catches up by number when it returns. */
  write(frame: Buffer): void {
    if (!this.open) return
    if (this.socket.writableLength > BEHIND_LIMIT) {
      this.ctx.log.warn('socket.behind', { connection: this.id, bytes: this.socket.writableLength })
      this.ws.terminate()
      return
    }
    this.socket.write(frame)
  }

  /** Writes what was missed in one go, however much it is: cut off for that, a slow reader would come back to the same. */
  writeAll(frames: Buffer[]): void {
    if (!this.open) return
    this.socket.cork()
    for (const frame of frames) this.socket.write(frame)
    this.socket.uncork()
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
