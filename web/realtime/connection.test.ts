import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { CLOSE_CODES, type ClientFrame, type EventFrame } from '#domain/realtime.ts'
import { Offline } from '../call.ts'
import { type Connection, type ConnectionStatus, createConnection, type SocketLike } from './connection.ts'

const TOPIC = 'channel:0197a000-0000-7000-8000-000000000001'
const AT = '2026-09-01T00:00:00.000Z'

const eventOf = (no: number): EventFrame => ({
  t: 'event',
  topic: TOPIC,
  no,
  name: 'thing.happened',
  at: AT,
  by: null,
  payload: { no },
})

/** A small real server of the protocol: it keeps a list of events and tells what it was asked. */
const startServer = async () => {
  const server = new WebSocketServer({ port: 0 })
  await new Promise((resolve) => server.once('listening', resolve))
  const seen: ClientFrame[] = []
  const stored: EventFrame[] = []
  let answer = (frame: ClientFrame, socket: WebSocket) => {
    if (frame.t !== 'subscribe') return
    const reset = frame.since !== undefined && stored.length - frame.since > 50
    socket.send(
      JSON.stringify({ t: 'subscribed', id: frame.id, topic: frame.topic, no: stored.length, reset }),
    )
    if (reset || frame.since === undefined) return
    for (const event of stored.slice(frame.since)) socket.send(JSON.stringify(event))
  }
  server.on('connection', (socket) => {
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as ClientFrame
      seen.push(frame)
      answer(frame, socket)
    })
    socket.send(JSON.stringify({ t: 'hello', connection: 'c', account: 'a', at: AT, heartbeat: 20 }))
  })
  const { port } = server.address() as { port: number }
  return {
    url: `ws://127.0.0.1:${port}`,
    seen,
    stored,
    all: () => [...server.clients],
    broadcast: (frame: unknown) => {
      for (const client of server.clients) client.send(JSON.stringify(frame))
    },
    publish: (deliver = true) => {
      const event = eventOf(stored.length + 1)
      stored.push(event)
      if (deliver) for (const client of server.clients) client.send(JSON.stringify(event))
    },
    answerWith: (next: typeof answer) => {
      answer = next
    },
    stop: () => {
      for (const client of server.clients) client.terminate()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}

const until = async (holds: () => boolean) => {
  const end = Date.now() + 30_000
  while (!holds()) {
    if (Date.now() > end) throw new Error('waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

let server: Awaited<ReturnType<typeof startServer>>
let connection: Connection
let statuses: ConnectionStatus[]
let ended: number

const connect = () => {
  statuses = []
  ended = 0
  connection = createConnection({
    open: () => new WebSocket(server.url) as unknown as SocketLike,
    onStatus: (status) => statuses.push(status),
    onSessionEnded: () => {
      ended += 1
    },
    backoff: { first: 20, longest: 100 },
    patience: 60,
  })
}

beforeEach(async () => {
  server = await startServer()
  connect()
})
afterEach(async () => {
  connection.close()
  await server.stop()
})

const listen = (since?: number) => {
  const numbers: number[] = []
  const subscription = connection.subscribe(TOPIC, { since, onEvent: (event) => numbers.push(event.no) })
  return { numbers, subscription }
}
const subscribes = () => server.seen.filter((frame) => frame.t === 'subscribe')

describe('a connection', () => {
  test('delivers what was missed, then what happens, in order', async () => {
    server.publish()
    server.publish()
    const { numbers } = listen(0)
    await until(() => numbers.length === 2)
    server.publish()
    await until(() => numbers.length === 3)
    expect(numbers).toEqual([1, 2, 3])
  })

  test('fills a gap by asking again from the last number it has', async () => {
    const { numbers } = listen(0)
    await until(() => connection.status() === 'online' && subscribes().length === 1)
    server.publish()
    await until(() => numbers.length === 1)
    server.publish(false)
    server.publish()
    await until(() => numbers.length === 3)
    expect(numbers).toEqual([1, 2, 3])
    expect(subscribes().at(-1)).toMatchObject({ since: 1 })
  })

  test('drops an event that comes twice', async () => {
    const { numbers } = listen(0)
    await until(() => subscribes().length === 1)
    server.publish()
    server.broadcast(eventOf(1))
    server.publish()
    await until(() => numbers.length === 2)
    expect(numbers).toEqual([1, 2])
  })

  test('comes back after a cut and resumes where it stood', async () => {
    const { numbers } = listen(0)
    server.publish()
    await until(() => numbers.length === 1)
    for (const client of server.all()) client.terminate()
    server.publish(false)
    await until(() => numbers.length === 2)
    expect(numbers).toEqual([1, 2])
    expect(statuses).toEqual(['online', 'connecting', 'online'])
  })

  test('shares one subscription among listeners, each with its own number', async () => {
    for (let index = 0; index < 3; index++) server.publish()
    const late = listen(2)
    await until(() => late.numbers.length === 1)
    const early = listen(0)
    await until(() => early.numbers.length === 3)
    server.publish()
    await until(() => late.numbers.length === 2 && early.numbers.length === 4)
    expect(late.numbers).toEqual([3, 4])
    expect(early.numbers).toEqual([1, 2, 3, 4])
    late.subscription.stop()
    expect(server.seen.filter((frame) => frame.t === 'unsubscribe')).toHaveLength(0)
    early.subscription.stop()
    await until(() => server.seen.some((frame) => frame.t === 'unsubscribe'))
  })

  test('asks its listener to fetch anew when too much was missed, and goes on after the number it returns', async () => {
    for (let index = 0; index < 60; index++) server.publish()
    const numbers: number[] = []
    connection.subscribe(TOPIC, {
      since: 0,
      onEvent: (event) => numbers.push(event.no),
      onReset: async () => {
        await new Promise((resolve) => setTimeout(resolve, 20))
        return 60
      },
    })
    await until(() => subscribes().length >= 1)
    server.publish()
    await until(() => numbers.length === 1)
    expect(numbers).toEqual([61])
  })

  test('tells its listeners when a right is withdrawn or refused', async () => {
    let withdrawn = 0
    const listener = {
      onEvent: () => {},
      onWithdrawn: () => {
        withdrawn += 1
      },
    }
    connection.subscribe(TOPIC, listener)
    await until(() => subscribes().length === 1)
    server.broadcast({ t: 'withdrawn', topic: TOPIC })
    await until(() => withdrawn === 1)
    server.answerWith((frame, socket) => {
      if (frame.t === 'subscribe')
        socket.send(JSON.stringify({ t: 'refused', id: frame.id, kind: 'not-found' }))
    })
    connection.subscribe(TOPIC, listener)
    await until(() => withdrawn === 2)
  })

  test('keeps an open connection that answers, and leaves one that went silent', async () => {
    server.answerWith((frame, socket) => {
      if (frame.t === 'ping') socket.send(JSON.stringify({ t: 'pong', at: AT }))
    })
    await until(() => connection.status() === 'online')
    connection.wake()
    await new Promise((resolve) => setTimeout(resolve, 120))
    expect(statuses).toEqual(['online'])
    server.answerWith(() => {})
    connection.wake()
    await until(() => statuses.length === 3)
    expect(statuses).toEqual(['online', 'connecting', 'online'])
  })

  test('ends for good when the session ended', async () => {
    await until(() => connection.status() === 'online')
    for (const client of server.all()) client.close(CLOSE_CODES.sessionEnded)
    await until(() => ended === 1)
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(server.all()).toHaveLength(0)
    expect(connection.status()).toBe('offline')
  })

  test('whose place newer tabs have taken comes back when it is looked at, and not before', async () => {
    await until(() => connection.status() === 'online')
    for (const client of server.all()) client.close(CLOSE_CODES.crowded)
    await until(() => connection.status() === 'offline')
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(server.all()).toHaveLength(0)
    connection.wake()
    await until(() => connection.status() === 'online')
  })

  test('answers a request with what the server answers or refuses, and Offline when it is cut', async () => {
    server.answerWith((frame, socket) => {
      if (frame.t !== 'signal') return
      if (frame.name === 'cut') socket.terminate()
      else if (frame.name === 'no')
        socket.send(JSON.stringify({ t: 'refused', id: frame.id, kind: 'conflict' }))
      else socket.send(JSON.stringify({ t: 'answer', id: frame.id, payload: frame.payload }))
    })
    await until(() => connection.status() === 'online')
    expect(await connection.ask(TOPIC, 'echo', { a: 1 })).toEqual({ a: 1 })
    await expect(connection.ask(TOPIC, 'no', {})).rejects.toMatchObject({ kind: 'conflict' })
    await expect(connection.ask(TOPIC, 'cut', {})).rejects.toBeInstanceOf(Offline)
  })

  test('says that it is offline while the server is away, and comes back with it', async () => {
    const { numbers } = listen(0)
    await until(() => connection.status() === 'online')
    const { url } = server
    await server.stop()
    await until(() => connection.status() === 'offline')
    const again = new WebSocketServer({ port: Number(new URL(url).port) })
    again.on('connection', (socket) => {
      socket.send(JSON.stringify({ t: 'hello', connection: 'c', account: 'a', at: AT, heartbeat: 20 }))
      socket.send(JSON.stringify(eventOf(1)))
    })
    await until(() => numbers.length === 1)
    expect(connection.status()).toBe('online')
    for (const client of again.clients) client.terminate()
    await new Promise((resolve) => again.close(resolve))
  })
})
