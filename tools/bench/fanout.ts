import { fork } from 'node:child_process'
import { v7 } from 'uuid'
import { WebSocket } from 'ws'
import { cpuMs, figure, median, percentile, pssMiB, sleep, table } from './measure.ts'
import { aClass, ready, startProduct } from './product.ts'

const SOCKETS = 100
const SENDERS = 10
const RATE = 20
const SECONDS = 5
const WARM_UP_SECONDS = 2
const ROUNDS = 3
/** A timer that fires this late says that the generator, not the server, was the limit. */
const STALL_MS = 50

interface Target {
  pids: number[]
  sockets: WebSocket[]
  send(id: string): void
  /** The id inside a delivered frame; null for other frames. */
  idOf(text: string): string | null
}

interface Result {
  rate: number
  delivered: number
  lost: number
  doubled: number
  disordered: number
  p50: number
  p99: number
  cpuPerDelivery: number
  stalls: number
}

/** Offers `rate` messages a second and measures each delivery from the moment it was meant to be sent. */
const offer = async (target: Target, rate: number, seconds: number): Promise<Result> => {
  const intended = new Map<string, number>()
  const orders: string[][] = target.sockets.map(() => [])
  const delays: number[] = []
  const listeners = target.sockets.map((socket, index) => {
    const listener = (data: unknown) => {
      const id = target.idOf(String(data))
      const at = id === null ? undefined : intended.get(id)
      if (id === null || at === undefined) return
      delays.push(performance.now() - at)
      orders[index]?.push(id)
    }
    socket.on('message', listener)
    return listener
  })
  const cpuBefore = cpuMs(target.pids)
  const start = performance.now()
  let stalls = 0
  const total = rate * seconds
  for (let n = 0; n < total; n++) {
    const due = start + (n * 1000) / rate
    const wait = due - performance.now()
    if (wait > 1) await sleep(wait)
    if (performance.now() - due > STALL_MS) stalls++
    const id = v7()
    intended.set(id, due)
    target.send(id)
  }
  for (let n = 0; n < 100 && delays.length < total * SOCKETS; n++) await sleep(50)
  const cpu = cpuMs(target.pids) - cpuBefore
  for (const [index, socket] of target.sockets.entries())
    socket.off('message', listeners[index] ?? (() => {}))
  const sorted = delays.sort((a, b) => a - b)
  const unique = orders.map((order) => new Set(order).size)
  const first = orders[0] ?? []
  return {
    rate,
    delivered: sorted.length / seconds,
    lost: unique.reduce((sum, size) => sum + (total - size), 0),
    doubled: orders.reduce((sum, order, index) => sum + order.length - (unique[index] ?? 0), 0),
    disordered: orders.filter((order) => order.some((id, n) => id !== first[n])).length,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
    cpuPerDelivery: (cpu * 1000) / Math.max(1, sorted.length),
    stalls,
  }
}

const opened = (socket: WebSocket): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket))
    socket.once('error', reject)
  })

const rawTarget = async (): Promise<Target & { stop(): void }> => {
  const child = fork(new URL('./relay.mjs', import.meta.url).pathname)
  const { port } = await ready(child)
  const sockets = await Promise.all(
    Array.from({ length: SOCKETS }, () => opened(new WebSocket(`ws://127.0.0.1:${port}`))),
  )
  const filler =
    'A message of ordinary length, as pupils write them, about the homework for tomorrow and where to find it.'
  return {
    pids: [child.pid ?? 0],
    sockets,
    send: (id) => sockets[Math.floor(Math.random() * SENDERS)]?.send(JSON.stringify({ id, body: filler })),
    idOf: (text) => (JSON.parse(text) as { id: string }).id,
    stop: () => child.kill(),
  }
}

const subscribed = async (url: string, token: string, topic: string): Promise<WebSocket> => {
  const socket = await opened(
    new WebSocket(`${url.replace('http', 'ws')}/api/socket`, {
      headers: { authorization: `Bearer ${token}` },
    }),
  )
  const answer = new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      if ((JSON.parse(String(data)) as { t: string }).t === 'subscribed') resolve()
    })
  })
  socket.send(JSON.stringify({ t: 'subscribe', id: 1, topic }))
  await answer
  return socket
}

const productTarget = async (): Promise<Target & { stop(): Promise<void> }> => {
  const product = await startProduct()
  const { people, channels } = await aClass(product, SENDERS)
  const channelId = channels.find((channel) => channel.kind === 'general')?.id ?? ''
  const sockets = await Promise.all(
    Array.from({ length: SOCKETS }, (_, n) =>
      subscribed(product.url, people[n % SENDERS]?.token ?? '', `channel:${channelId}`),
    ),
  )
  const body =
    'A message of ordinary length, as pupils write them, about the homework for tomorrow and where to find it.'
  return {
    pids: product.pids,
    sockets,
    send: (id) => {
      const person = people[Math.floor(Math.random() * SENDERS)]
      person
        ?.send('POST', `/api/channels/${channelId}/messages`, { id, body })
        .catch((error: unknown) => console.error(String(error)))
    },
    idOf: (text) => {
      const frame = JSON.parse(text) as { t: string; name?: string; payload?: { message?: { id: string } } }
      return frame.name === 'message.sent' ? (frame.payload?.message?.id ?? null) : null
    },
    stop: product.stop,
  }
}

const LIMIT_P99_MS = 100
const STEP = 2

/** The highest rate with nothing lost and p99 within 100 ms, in doubling steps. */
const capacity = async (target: Target, from: number, to: number): Promise<Result | null> => {
  let best: Result | null = null
  for (let rate = from; rate <= to; rate = Math.round(rate * STEP)) {
    const result = await offer(target, rate, 4)
    if (result.lost > 0 || result.p99 > LIMIT_P99_MS) break
    best = result
  }
  return best
}

const ratio = (a: number, b: number): string => figure(a / b, 2)

/** Fan-out: 100 sockets in one channel; every message is stored, numbered and authorised. Against a bare `ws` relay. */
export const fanout = async (): Promise<void> => {
  console.log(
    `\n## Fan-out: ${SOCKETS} sockets in one channel, ${RATE} messages a second, ${ROUNDS} paired rounds of ${SECONDS} s\n`,
  )
  const raw = await rawTarget()
  const ours = await productTarget()
  await offer(raw, RATE, WARM_UP_SECONDS)
  await offer(ours, RATE, WARM_UP_SECONDS)
  const rounds: [Result, Result][] = []
  for (let n = 0; n < ROUNDS; n++)
    rounds.push([await offer(raw, RATE, SECONDS), await offer(ours, RATE, SECONDS)])
  const of = (side: 0 | 1, key: keyof Result) => median(rounds.map((round) => round[side][key]))
  const row = (name: string, side: 0 | 1) => [
    name,
    figure(of(side, 'delivered'), 0),
    figure(of(side, 'p50')),
    figure(of(side, 'p99')),
    figure(of(side, 'cpuPerDelivery')),
    rounds.reduce((sum, round) => sum + round[side].lost, 0),
    rounds.reduce((sum, round) => sum + round[side].doubled, 0),
    rounds.reduce((sum, round) => sum + round[side].disordered, 0),
    rounds.reduce((sum, round) => sum + round[side].stalls, 0),
  ]
  table(
    [
      '',
      'deliveries/s',
      'p50 ms',
      'p99 ms',
      'CPU µs per delivery',
      'lost',
      'doubled',
      'sockets out of order',
      'generator stalls',
    ],
    [
      row('bare ws relay', 0),
      row('Lectern', 1),
      [
        'ratio',
        '',
        ratio(of(1, 'p50'), of(0, 'p50')),
        ratio(of(1, 'p99'), of(0, 'p99')),
        ratio(of(1, 'cpuPerDelivery'), of(0, 'cpuPerDelivery')),
        '',
        '',
        '',
        '',
      ],
    ],
  )
  const rawLimit = await capacity(raw, 100, 3200)
  const ourLimit = await capacity(ours, RATE, 3200)
  console.log(`\nHighest rate with nothing lost and p99 within ${LIMIT_P99_MS} ms (doubling steps):\n`)
  table(
    ['', 'messages/s', 'deliveries/s', 'p99 ms'],
    [
      [
        'bare ws relay',
        rawLimit?.rate ?? 0,
        figure(rawLimit?.delivered ?? 0, 0),
        figure(rawLimit?.p99 ?? Number.NaN),
      ],
      [
        'Lectern',
        ourLimit?.rate ?? 0,
        figure(ourLimit?.delivered ?? 0, 0),
        figure(ourLimit?.p99 ?? Number.NaN),
      ],
      ['ratio', '', ratio(ourLimit?.delivered ?? 0, rawLimit?.delivered ?? 1), ''],
    ],
  )
  console.log(`\nMemory of API and database with ${SOCKETS} sockets: ${pssMiB(ours.pids)} MiB PSS`)
  for (const socket of [...raw.sockets, ...ours.sockets]) socket.terminate()
  raw.stop()
  await ours.stop()
}
