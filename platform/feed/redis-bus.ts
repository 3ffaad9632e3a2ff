import type { Redis } from 'ioredis'
import type { Log } from '../log.ts'
import { type Bus, type BusMessage, parseBusMessage } from './bus.ts'

/** How often both connections are asked whether they are there, and how long they have to answer. */
const PROBE_MS = 1_000
const ANSWER_MS = 1_000
/** While others may not reach this process it compares with the feed so often. */
const DEAF_MS = 250

export interface RedisBusOptions {
  url: string
  /** Of this installation alone: another may use the same Redis. */
  channel: string
  processId: string
  log: Log
  /** The bus on PostgreSQL: heard always, and spoken on while Redis does not carry. */
  fallback: Bus
}

/**
 * The bus on Redis or Valkey pub/sub. A lost connection is a gap; the feed in Postgres stays the truth. Redis may be absent
 * or go at any time: then events are announced by NOTIFY, at once, and a process that Redis alone is kept from compares
 * with the feed four times a second, for the others still speak there. An outage is one line in the log.
 */
export const redisBus = async (options: RedisBusOptions): Promise<Bus> => {
  const { channel, processId, log, fallback } = options
  const { Redis } = await import('ioredis')
  const settings = {
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResubscribe: false,
    commandTimeout: ANSWER_MS,
    connectTimeout: 5_000,
    retryStrategy: (n: number) => Math.min(n * 200, 2_000),
  }
  const publisher = new Redis(options.url, settings)
  const subscriber = new Redis(options.url, settings)
  const clients: readonly Redis[] = [publisher, subscriber]

  let carries = false
  /** Whether the line about this outage was written. */
  let told = false
  let closed = false
  /** What is wrong with the connection: says more than that there is none. */
  let reason: unknown = 'it does not answer'
  let hearing: { onGap: () => void; onDeaf: () => void } | null = null
  let deaf: NodeJS.Timeout | null = null

  const lost = (why: unknown) => {
    carries = false
    if (closed) return
    if (!told) log.warn('bus.redis-lost', { error: why instanceof Error ? why.message : String(why) })
    told = true
    deaf ??= setInterval(() => hearing?.onDeaf(), DEAF_MS)
  }

  const back = () => {
    if (told) log.info('bus.redis-back')
    carries = true
    told = false
    if (deaf) clearInterval(deaf)
    deaf = null
    hearing?.onGap()
  }

  const probeOnce = async () => {
    if (hearing && !carries && subscriber.status === 'ready') await subscriber.subscribe(channel)
    await Promise.all(clients.map((client) => client.ping()))
    if (!carries && !closed) back()
  }
  let probing: Promise<void> | null = null
  const probe = (): Promise<void> => {
    probing ??= probeOnce()
      .catch((error: unknown) => {
        // One that is connected and does not answer hangs: only a new connection can tell.
        for (const client of clients) if (client.status === 'ready' && carries) client.disconnect(true)
        lost(publisher.status === 'ready' ? error : reason)
      })
      .finally(() => {
        probing = null
      })
    return probing
  }
  for (const one of clients) {
    one.on('error', (error: Error) => {
      reason = error
    })
    one.on('close', () => lost(reason))
    one.on('ready', () => void probe())
  }
  const timer = setInterval(() => void probe(), PROBE_MS)

  /** Says it on Redis, and where that fails by `otherwise`: whoever hears it twice knows by the number. */
  const send = (value: object, otherwise: () => void) => {
    if (!carries) return otherwise()
    publisher.publish(channel, JSON.stringify({ from: processId, ...value })).catch((error: unknown) => {
      lost(error)
      otherwise()
    })
  }

  const heard = (onMessage: (message: BusMessage) => void) => (_channel: string, text: string) => {
    const message = parseBusMessage(text)
    if (message && (message.from !== processId || message.kind === 'wake')) onMessage(message)
  }

  return {
    get inDatabase() {
      return !carries
    },
    get slowed() {
      return !carries
    },
    publishEvents: (events) => {
      for (const event of events) send({ kind: 'event', event }, () => fallback.publishEvents([event]))
    },
    signal: (topic, frame) => send({ kind: 'signal', topic, frame }, () => fallback.signal(topic, frame)),
    wake: (name) => send({ kind: 'wake', name }, () => fallback.wake(name)),
    listen: async (onMessage, onGap, { signals, onDeaf = () => {} } = { signals: false }) => {
      subscriber.on('message', heard(onMessage))
      hearing = { onGap, onDeaf }
      await fallback.listen(onMessage, onGap, { signals })
      // It heard nothing until now: what Redis carried meanwhile is compared once it hears.
      carries = false
      await probe()
    },
    close: async () => {
      closed = true
      clearInterval(timer)
      if (deaf) clearInterval(deaf)
      for (const one of clients) one.disconnect()
      await fallback.close()
    },
  }
}
