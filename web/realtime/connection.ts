import { PROBLEM_STATUS, Problem, type ProblemKind } from '#domain/problem.ts'
import type { ProblemCode } from '#domain/problem-code.ts'
import {
  CLOSE_CODES,
  type ClientFrame,
  FRAME_LIMIT,
  HEARTBEAT_SECONDS,
  type ServerFrame,
} from '#domain/realtime.ts'
import { Offline } from '../call.ts'
import { createTopics, type Subscription, type TopicListener } from './topics.ts'

export type ConnectionStatus = 'connecting' | 'online' | 'offline'

/** What the connection needs of a WebSocket, so that a test can use Node's. */
export type SocketLike = Pick<WebSocket, 'send' | 'close' | 'onmessage' | 'onclose' | 'onerror'>

export interface ConnectionOptions {
  open: () => SocketLike
  onStatus?: (status: ConnectionStatus) => void
  /** The server ended the session: sign in again. No attempt to reconnect follows. */
  onSessionEnded?: () => void
  /** An attempt failed before the server said hello, for the nth time in a row: the session may be over. */
  onRefused?: (attempt: number) => void
  random?: () => number
  /** Milliseconds that an open connection has to answer after `wake`. */
  patience?: number
  /** Milliseconds of the first wait and the longest one. */
  backoff?: { first: number; longest: number }
}

export interface Connection {
  subscribe: (topic: string, listener: TopicListener) => Subscription
  /** Sends a hint that is worth nothing later; dropped when there is no connection. */
  signal: (topic: string, name: string, payload: unknown) => void
  /** Sends a request over the socket. Throws `Offline` (the outcome is unknown) or the server's `Problem`. */
  ask: (topic: string, name: string, payload: unknown) => Promise<unknown>
  status: () => ConnectionStatus
  /**
   * The network or the person came back, or the network may be gone: tries at once instead of waiting, and takes an open
   * connection for dead if it does not answer soon.
   */
  wake: () => void
  close: () => void
}

const ASK_TIMEOUT = 15_000
const SILENT = 4000

const kindOf = (kind: string): ProblemKind => (kind in PROBLEM_STATUS ? (kind as ProblemKind) : 'internal')

const encoder = new TextEncoder()

/** One WebSocket that comes back by itself. Waits grow with full jitter, so that a school does not return all at once. */
export const createConnection = (options: ConnectionOptions): Connection => {
  const random = options.random ?? Math.random
  const backoff = options.backoff ?? { first: 500, longest: 20_000 }
  let socket: SocketLike | null = null
  let state: ConnectionStatus = 'connecting'
  let closed = false
  let attempt = 0
  let heard = 0
  let lastId = 0
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  let probeTimer: ReturnType<typeof setTimeout> | undefined
  let beatTimer: ReturnType<typeof setInterval> | undefined
  const asked = new Map<number, { settle: (frame: ServerFrame | null) => void }>()

  const setStatus = (next: ConnectionStatus) => {
    if (state === next) return
    state = next
    options.onStatus?.(next)
  }

  const send = (frame: ClientFrame): boolean => {
    if (!socket || state !== 'online') return false
    socket.send(JSON.stringify(frame))
    return true
  }

  const nextId = () => {
    lastId += 1
    return lastId
  }

  const topics = createTopics(send, nextId)

  const settleAll = () => {
    for (const waiting of [...asked.values()]) waiting.settle(null)
  }

  const retryIn = (longest: number) => {
    clearTimeout(retryTimer)
    retryTimer = setTimeout(connect, random() * longest)
  }

  /** How long the wait may be after this close: a server that is full or restarts is not asked at once. */
  const longestWait = (code: number): number => {
    if (code === CLOSE_CODES.full) return backoff.longest
    const longest = Math.min(backoff.longest, backoff.first * 2 ** (attempt - 1))
    return code === CLOSE_CODES.restart ? Math.max(longest, 4 * backoff.first) : longest
  }

  /** Forgets the socket that was, without hearing from it again. */
  const forget = () => {
    if (!socket) return
    socket.onmessage = null
    socket.onclose = null
    // A late error of a dropped socket means nothing, but unheard it would end a Node process.
    socket.onerror = () => {}
    socket = null
  }

  const drop = (code: number) => {
    const wasOnline = state === 'online'
    forget()
    clearInterval(beatTimer)
    clearTimeout(probeTimer)
    topics.interrupt()
    settleAll()
    if (closed) return
    if (code === CLOSE_CODES.sessionEnded) {
      closed = true
      setStatus('offline')
      options.onSessionEnded?.()
      return
    }
    attempt += 1
    if (!wasOnline) options.onRefused?.(attempt)
    setStatus(attempt > 1 ? 'offline' : 'connecting')
    // Newer tabs of the account have its place: this one comes back when somebody looks at it (`wake`), and not before.
    if (code === CLOSE_CODES.crowded) {
      setStatus('offline')
      return
    }
    retryIn(longestWait(code))
  }

  const beat = (seconds: number) => {
    clearInterval(beatTimer)
    beatTimer = setInterval(() => {
      if (Date.now() - heard > seconds * 2000) giveUp()
      else send({ t: 'ping' })
    }, seconds * 1000)
  }

  const giveUp = () => {
    socket?.close(SILENT, 'silent')
    drop(SILENT)
  }

  const probe = () => {
    const asked = Date.now()
    clearTimeout(probeTimer)
    probeTimer = setTimeout(() => state === 'online' && heard < asked && giveUp(), options.patience ?? 3000)
    send({ t: 'ping' })
  }

  const receive = (frame: ServerFrame) => {
    if (frame.t === 'hello') {
      attempt = 0
      setStatus('online')
      beat(frame.heartbeat || HEARTBEAT_SECONDS)
      topics.resume()
    } else if (
      (frame.t === 'answer' || frame.t === 'refused') &&
      frame.id !== undefined &&
      asked.has(frame.id)
    ) {
      asked.get(frame.id)?.settle(frame)
    } else topics.receive(frame)
  }

  const connect = () => {
    clearTimeout(retryTimer)
    if (socket || closed) return
    const opened = options.open()
    socket = opened
    heard = Date.now()
    opened.onmessage = (event) => {
      heard = Date.now()
      // The server keeps the protocol: its frames are checked there, in tests, against the same schemas.
      receive(JSON.parse(String(event.data)) as ServerFrame)
    }
    opened.onclose = (event) => drop(event.code)
    opened.onerror = () => {}
  }

  const frameOf = (topic: string, name: string, payload: unknown, id?: number): ClientFrame => {
    const frame: ClientFrame = { t: 'signal', id, topic, name, payload }
    const text = JSON.stringify(frame)
    if (text.length > FRAME_LIMIT / 3 && encoder.encode(text).byteLength > FRAME_LIMIT)
      throw new Problem('too-large')
    return frame
  }

  const ask = (topic: string, name: string, payload: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = nextId()
      const timer = setTimeout(() => asked.get(id)?.settle(null), ASK_TIMEOUT)
      const settle = (frame: ServerFrame | null) => {
        clearTimeout(timer)
        asked.delete(id)
        if (frame?.t === 'answer') resolve(frame.payload)
        else if (frame?.t === 'refused')
          reject(new Problem(kindOf(frame.kind), { code: frame.code as ProblemCode | undefined }))
        else reject(new Offline())
      }
      asked.set(id, { settle })
      if (!send(frameOf(topic, name, payload, id))) settle(null)
    })

  connect()

  return {
    subscribe: topics.add,
    signal: (topic, name, payload) => {
      send(frameOf(topic, name, payload))
    },
    ask,
    status: () => state,
    wake: () => {
      if (!socket && !closed) connect()
      else if (state === 'online') probe()
    },
    close: () => {
      closed = true
      clearTimeout(retryTimer)
      const open = socket
      drop(1000)
      open?.close(1000)
      setStatus('offline')
    },
  }
}
