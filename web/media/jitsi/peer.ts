import {
  COMMANDS,
  EVENTS,
  type JitsiCommand,
  type JitsiEvent,
  type JitsiMessage,
  MESSAGE_METHOD,
  READY_METHOD,
  scopeOf,
} from '#domain/lectures/jitsi/contract.ts'

/** How often the other side is asked whether it listens. */
const ASK_EVERY_MS = 100

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const NAMES = new Map<string, JitsiEvent>(
  (Object.keys(EVENTS) as JitsiEvent[]).map((name) => [EVENTS[name], name]),
)

const messageIn = (data: unknown, scope: string): JitsiMessage | null => {
  if (typeof data !== 'string') return null
  try {
    const said: unknown = JSON.parse(data)
    return isObject(said) && said.postis === true && said.scope === scope && typeof said.method === 'string'
      ? { postis: true, scope, method: said.method, params: said.params }
      : null
  } catch {
    return null
  }
}

/** Our end of what is said to a meeting page, in the envelope of the deployment's own script. */
export class JitsiPeer {
  private readonly scope: string
  private readonly post: (text: string) => void
  private readonly onReady: () => void
  private readonly onEvent: (name: JitsiEvent, data: Record<string, unknown>) => void
  private readonly id = `${Math.random()}`
  private timer: ReturnType<typeof setInterval> | null
  private early: string[] | null = []

  constructor(options: {
    frameId: number
    post(text: string): void
    onReady(): void
    onEvent(name: JitsiEvent, data: Record<string, unknown>): void
  }) {
    this.scope = scopeOf(options.frameId)
    this.post = options.post
    this.onReady = options.onReady
    this.onEvent = options.onEvent
    this.timer = setInterval(() => this.post(this.wrap(READY_METHOD, this.id)), ASK_EVERY_MS)
  }

  private wrap(method: string, params: unknown): string {
    return JSON.stringify({ postis: true, scope: this.scope, method, params })
  }

  /** What a message from the meeting page's origin says; anything else is passed over. */
  heard(data: unknown): void {
    const message = messageIn(data, this.scope)
    if (message?.method === READY_METHOD) this.heardReady(message.params)
    else if (message?.method === MESSAGE_METHOD) this.heardMessage(message.params)
  }

  private heardReady(params: unknown): void {
    if (params !== this.id) {
      this.post(this.wrap(READY_METHOD, params))
      return
    }
    if (this.timer) clearInterval(this.timer)
    this.timer = null
    const early = this.early
    this.early = null
    for (const text of early ?? []) this.post(text)
    if (early) this.onReady()
  }

  private heardMessage(params: unknown): void {
    if (!isObject(params) || params.type !== 'event' || !isObject(params.data)) return
    const name = NAMES.get(String(params.data.name))
    if (name) this.onEvent(name, params.data)
  }

  /** Gives a command; before the other side listens it waits. */
  command(name: JitsiCommand, ...data: unknown[]): void {
    const text = this.wrap(MESSAGE_METHOD, { type: 'event', data: { name: COMMANDS[name], data } })
    if (this.early) this.early.push(text)
    else this.post(text)
  }

  close(): void {
    if (this.timer) clearInterval(this.timer)
    this.timer = null
  }
}
