import { WebSocket } from 'ws'
import { type ClientFrame, type EventFrame, type ServerFrame, serverFrame } from '#domain/realtime.ts'

const PATIENCE_MS = 5_000

/** A real WebSocket that remembers every frame and waits for the one a test wants. */
export class Socket {
  readonly frames: ServerFrame[] = []
  closed: { code: number; reason: string } | null = null
  private readonly ws: WebSocket
  private waiting: (() => void)[] = []
  private lastId = 0

  private constructor(ws: WebSocket) {
    this.ws = ws
    ws.on('message', (data) => {
      this.frames.push(serverFrame.parse(JSON.parse(String(data))))
      this.wake()
    })
    ws.on('close', (code, reason) => {
      this.closed = { code, reason: String(reason) }
      this.wake()
    })
    ws.on('error', () => {})
  }

  static open(url: string, headers: Record<string, string>): Promise<Socket> {
    const ws = new WebSocket(url, { headers })
    const socket = new Socket(ws)
    return new Promise((resolve, reject) => {
      ws.once('open', () => resolve(socket))
      ws.once('unexpected-response', (_request, response) =>
        reject(new Error(`refused with ${response.statusCode}`)),
      )
      ws.once('error', reject)
    })
  }

  private wake(): void {
    for (const resume of this.waiting.splice(0)) resume()
  }

  send(frame: ClientFrame): void {
    this.ws.send(JSON.stringify(frame))
  }

  raw(text: string | Buffer): void {
    this.ws.send(text)
  }

  /** The first frame, old or new, that fits. */
  async until<F extends ServerFrame>(fits: (frame: ServerFrame) => frame is F): Promise<F>
  async until(fits: (frame: ServerFrame) => boolean): Promise<ServerFrame>
  async until(fits: (frame: ServerFrame) => boolean): Promise<ServerFrame> {
    const deadline = Date.now() + PATIENCE_MS
    for (;;) {
      const found = this.frames.find(fits)
      if (found) return found
      if (this.closed) throw new Error(`the socket closed with ${this.closed.code} ${this.closed.reason}`)
      await this.next(deadline)
    }
  }

  private next(deadline: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`no such frame; got ${JSON.stringify(this.frames.slice(-5))}`)),
        Math.max(1, deadline - Date.now()),
      )
      this.waiting.push(() => {
        clearTimeout(timer)
        resolve()
      })
    })
  }

  async untilClosed(): Promise<{ code: number; reason: string }> {
    const deadline = Date.now() + PATIENCE_MS
    while (!this.closed) await this.next(deadline)
    return this.closed
  }

  async subscribe(topic: string, since?: number): Promise<ServerFrame> {
    const id = ++this.lastId
    this.send({ t: 'subscribe', id, topic, since })
    return this.until((frame) => (frame.t === 'subscribed' || frame.t === 'refused') && frame.id === id)
  }

  /** Sends a signal and waits for its answer. */
  async ask(topic: string, name: string, payload: unknown): Promise<ServerFrame> {
    const id = ++this.lastId + 1_000_000
    this.send({ t: 'signal', id, topic, name, payload })
    return this.until((frame) => (frame.t === 'answer' || frame.t === 'refused') && frame.id === id)
  }

  event(name: string, topic?: string): Promise<EventFrame> {
    return this.until(
      (frame): frame is EventFrame =>
        frame.t === 'event' && frame.name === name && (topic === undefined || frame.topic === topic),
    )
  }

  events(topic: string): EventFrame[] {
    return this.frames.filter((frame): frame is EventFrame => frame.t === 'event' && frame.topic === topic)
  }

  /** Cuts the connection without a goodbye, as a lost network does. */
  cut(): void {
    this.ws.terminate()
  }

  close(): void {
    this.ws.close()
  }
}
