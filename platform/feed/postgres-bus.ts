import type { Connection } from '../db/connect.ts'
import { type Listening, listen } from '../db/listen.ts'
import type { Log } from '../log.ts'
import { Outage } from '../outage.ts'
import { type Bus, type BusMessage, CHANNEL, NOTIFY_LIMIT, parseBusMessage } from './bus.ts'
import { HEAR, Hearers } from './hearers.ts'

/**
 * The bus on PostgreSQL's LISTEN/NOTIFY. What is said while the listening connection is lost is missed, so `onGap` asks
 * the listeners to compare numbers with the feed. Signals are announced only while another process hears them.
 */
export const postgresBus = (
  { query }: Pick<Connection, 'query'>,
  { url, processId, log, leaseMs }: { url: string; processId: string; log: Log; leaseMs?: number },
): Bus => {
  let listening: Listening | null = null
  let hearsSignals = false
  const failing = new Outage(log, 'bus.notify-failed')
  /** False when it does not fit. */
  const send = (message: object): boolean => {
    const text = JSON.stringify({ from: processId, ...message })
    if (Buffer.byteLength(text) > NOTIFY_LIMIT) return false
    query('select pg_notify($1, $2)', [CHANNEL, text]).catch((error: unknown) => failing.met(error))
    return true
  }
  const hearers = new Hearers({
    query,
    // A process that hears no signals would not hear who comes: it announces every one.
    session: () => (hearsSignals ? (listening?.session ?? null) : null),
    sayHello: () => {
      send({ kind: 'hello' })
    },
    leaseMs,
  })
  /** What processes say to each other about who hears; null for all the rest. */
  const heard = (message: BusMessage): BusMessage | null => {
    if (message.kind === 'hello') {
      hearers.greeted()
      if (hearsSignals) send({ kind: 'seen', to: message.from })
    } else if (message.kind === 'seen') {
      if (message.to === processId) hearers.seen(message.from)
    } else return message
    return null
  }
  return {
    inDatabase: true,
    slowed: false,
    publishEvents: (events) => {
      for (const event of events)
        if (!send({ kind: 'event', event })) send({ kind: 'number', topic: event.topic, no: event.no })
    },
    // A signal that does not fit is worth nothing later either: features that need more re-read by number.
    signal: (topic, frame) => {
      if (!hearers.alone) send({ kind: 'signal', topic, frame })
    },
    wake: (name) => {
      send({ kind: 'wake', name })
    },
    listen: async (onMessage, onGap, { signals } = { signals: false }) => {
      hearsSignals = signals
      listening = await listen({
        url,
        name: processId.slice(0, 40),
        channel: CHANNEL,
        first: signals ? HEAR : undefined,
        onMessage: (text) => {
          const message = parseBusMessage(text)
          if (!message || (message.from === processId && message.kind !== 'wake')) return
          const forOthers = heard(message)
          if (forOthers) onMessage(forOthers)
        },
        onGap: () => {
          hearers.lost()
          if (signals) void hearers.introduce().catch(() => {})
          onGap()
        },
        onLoss: (error) => {
          hearers.lost()
          log.warn('bus.lost', { error: error.message })
        },
      })
      if (signals) await hearers.introduce()
    },
    close: async () => {
      await listening?.close()
    },
  }
}
