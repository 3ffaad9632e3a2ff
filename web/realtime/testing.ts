import type { ClientFrame, EventFrame, ServerFrame } from '#domain/realtime.ts'
import { closeConnection, openConnection } from './subscribe.ts'

interface Ask {
  path: string
  answer: (body: unknown, status?: number) => void
}

/**
 * For tests of screens: a server in the page. Its socket speaks the protocol (topics numbered without gaps, `since`,
 * `withdrawn`), its HTTP side answers by hand, so that a test decides what is older than what.
 */
export const fakeServer = () => {
  const asked: Ask[] = []
  const waiting: ((ask: Ask) => void)[] = []
  const heard: ClientFrame[] = []
  const stored = new Map<string, EventFrame[]>()
  const sockets = new Set<FakeSocket>()
  const original = { fetch: window.fetch, WebSocket: window.WebSocket }
  const state: { listens: boolean; open: boolean; quiet?: number } = { listens: true, open: true }
  const pending: (() => void)[] = []

  const eventsOf = (topic: string) => stored.get(topic) ?? []

  class FakeSocket {
    onmessage: ((event: { data: string }) => void) | null = null
    onclose: ((event: { code: number }) => void) | null = null
    onerror: (() => void) | null = null
    readonly topics = new Set<string>()

    constructor() {
      setTimeout(() => {
        if (!state.open) return this.end(1006)
        sockets.add(this)
        this.tell({
          t: 'hello',
          connection: 'c',
          account: 'a',
          at: '2026-09-01T00:00:00.000Z',
          heartbeat: 20,
        })
      })
    }

    tell(frame: ServerFrame) {
      this.onmessage?.({ data: JSON.stringify(frame) })
    }

    send(text: string) {
      const frame = JSON.parse(text) as ClientFrame
      heard.push(frame)
      if (frame.t === 'unsubscribe') this.topics.delete(frame.topic)
      if (frame.t !== 'subscribe') return
      const { id, topic, since } = frame
      const listen = () => {
        this.topics.add(topic)
        this.tell({ t: 'subscribed', id, topic, no: eventsOf(topic).length, quiet: state.quiet })
        if (since !== undefined) for (const event of eventsOf(topic).slice(since)) this.tell(event)
      }
      if (state.listens) setTimeout(listen)
      else pending.push(listen)
    }

    close() {
      sockets.delete(this)
    }

    end(code: number) {
      sockets.delete(this)
      this.onclose?.({ code })
    }
  }

  window.WebSocket = FakeSocket as unknown as typeof WebSocket
  window.fetch = (input, init) =>
    new Promise((resolve, reject) => {
      const answer: Ask['answer'] = (body, status = 200) =>
        resolve(
          new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } }),
        )
      init?.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))
      const ask = { path: String(input), answer }
      asked.push(ask)
      waiting.shift()?.(ask)
    })

  return {
    /** Every request so far. */
    asked,
    /** Every frame the client sent. */
    heard,
    subscribes: () => heard.filter((frame) => frame.t === 'subscribe').map((frame) => frame.topic),
    /** The next request; the test answers it when it likes. */
    next: () => new Promise<Ask>((resolve) => waiting.push(resolve)),
    connect: () => openConnection({ onSessionEnded: () => {}, onRefused: () => {} }),
    /** The server is slow to listen until `listen`. */
    hesitate: () => {
      state.listens = false
    },
    /** With `quiet`, the server says for how many milliseconds nothing has happened. */
    listen: (quiet?: number) => {
      Object.assign(state, { listens: true, quiet })
      for (const one of pending.splice(0)) one()
    },
    publish: (topic: string, name: string, payload: unknown) => {
      const events = eventsOf(topic)
      const frame: EventFrame = {
        t: 'event',
        topic,
        no: events.length + 1,
        name,
        at: '2026-09-01T00:00:00.000Z',
        by: null,
        payload,
      }
      stored.set(topic, [...events, frame])
      for (const socket of sockets) if (socket.topics.has(topic)) socket.tell(frame)
    },
    withdraw: (topic: string) => {
      for (const socket of sockets) if (socket.topics.delete(topic)) socket.tell({ t: 'withdrawn', topic })
    },
    /** Cuts every socket and lets nobody back until `restore`. */
    cut: () => {
      state.open = false
      for (const socket of [...sockets]) socket.end(1006)
    },
    restore: () => {
      state.open = true
    },
    stop: () => {
      closeConnection()
      Object.assign(window, original)
    },
  }
}
export type FakeServer = ReturnType<typeof fakeServer>
