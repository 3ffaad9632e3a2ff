import { WebSocket } from 'ws'
import { type Api, newId } from './api.ts'
import { sleep } from './product.ts'

interface EventFrame {
  t: string
  topic: string
  no: number
  /** Of `subscribed`: too much was missed to be told one by one. */
  reset?: boolean
  name: string
  payload: { message?: { id: string; no: number; body: string } }
}

/** A listener that comes back by itself and follows the numbers, as docs/realtime.md tells a client to. */
export class Listener {
  readonly heard: EventFrame[] = []
  readonly faults: string[] = []
  /** The number of the last event heard; null until the first subscription told where the topic stands. */
  private last: number | null = null
  private begun: () => void = () => {}
  /** Resolves when it has begun to listen. */
  readonly ready = new Promise<void>((resolve) => {
    this.begun = resolve
  })
  private socket: WebSocket | null = null
  private stopped = false
  private readonly api: Api
  private readonly topic: string

  constructor(api: Api, topic: string) {
    this.api = api
    this.topic = topic
    this.open()
  }

  private open(): void {
    if (this.stopped) return
    const socket = new WebSocket(`${this.api.url.replace('http', 'ws')}/api/socket`, {
      headers: { authorization: `Bearer ${this.api.token}` },
    })
    this.socket = socket
    socket.on('open', () => this.subscribe())
    socket.on('message', (data) => this.take(JSON.parse(String(data)) as EventFrame))
    socket.on('close', () => setTimeout(() => this.open(), 50 + Math.random() * 200))
    socket.on('error', () => {})
  }

  private subscribe(): void {
    const since = this.last === null ? {} : { since: this.last }
    this.socket?.send(JSON.stringify({ t: 'subscribe', id: 1, topic: this.topic, ...since }))
  }

  private take(frame: EventFrame): void {
    if (frame.topic !== this.topic) return
    if (frame.t === 'subscribed') {
      if (frame.reset) this.faults.push('too much was missed')
      this.last ??= frame.no
      this.begun()
    }
    if (frame.t !== 'event' || this.last === null || frame.no <= this.last) return
    if (frame.no > this.last + 1) {
      this.faults.push(`a gap: ${frame.no} after ${this.last}`)
      this.subscribe()
      return
    }
    this.last = frame.no
    this.heard.push(frame)
  }

  /** Cuts the connection without a goodbye. */
  cut(): void {
    this.socket?.terminate()
  }

  stop(): void {
    this.stopped = true
    this.socket?.terminate()
  }
}

/** One person who writes message after message, each sent again with its id until the server says that it has it. */
export class Sender {
  readonly acknowledged: { id: string; body: string }[] = []
  retries = 0
  private readonly api: Api
  private readonly channelId: string
  private readonly name: string
  private stopping = false
  private readonly done: Promise<void>

  /** `cutShare` of the requests are cut 0 to 15 ms after they are sent, so that their answer is lost. */
  constructor(api: Api, channelId: string, name: string, cutShare: number) {
    this.api = api
    this.channelId = channelId
    this.name = name
    this.done = this.run(cutShare)
  }

  private async run(cutShare: number): Promise<void> {
    for (let n = 1; !this.stopping; n++) {
      const message = { id: newId(), body: `${this.name} ${n}` }
      await this.deliver(message, cutShare)
      this.acknowledged.push(message)
      await sleep(Math.random() * 20)
    }
  }

  private async deliver(message: { id: string; body: string }, cutShare: number): Promise<void> {
    for (;;) {
      const signal =
        Math.random() < cutShare
          ? AbortSignal.timeout(Math.floor(Math.random() * 16))
          : AbortSignal.timeout(10_000)
      try {
        await this.api.send('POST', `/api/channels/${this.channelId}/messages`, message, signal)
        return
      } catch (error) {
        if (/: 4\d\d /.test(String(error)) && !/: 429 /.test(String(error))) throw error
        this.retries++
        await sleep(20 + Math.random() * 80)
      }
    }
  }

  async stop(): Promise<void> {
    this.stopping = true
    await this.done
  }
}

interface Page {
  messages: { id: string; no: number; body: string }[]
  atEnd: boolean
  lastMessageNo: number
}

/** Every message of the channel, read page by page. */
export const history = async (api: Api, channelId: string): Promise<Page['messages']> => {
  const all: Page['messages'] = []
  for (let after = 0; ; ) {
    const page = await api.send<Page>('GET', `/api/channels/${channelId}/messages?after=${after}&limit=100`)
    all.push(...page.messages)
    const last = page.messages.at(-1)
    if (page.atEnd || !last) return all
    after = last.no
  }
}
