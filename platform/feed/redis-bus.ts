import type { Log } from '../log.ts'
import { type Bus, CHANNEL, parseBusMessage } from './bus.ts'

/** The bus on Redis or Valkey pub/sub. A lost connection is a gap; the feed in Postgres stays the truth. */
export const redisBus = async (url: string, processId: string, log: Log): Promise<Bus> => {
  const { Redis } = await import('ioredis')
  const options = {
    maxRetriesPerRequest: null,
    enableOfflineQueue: false,
    retryStrategy: (n: number) => Math.min(n * 200, 3000),
  }
  const publisher = new Redis(url, options)
  const subscriber = new Redis(url, { ...options, enableOfflineQueue: true })
  for (const client of [publisher, subscriber]) {
    client.on('error', (error: Error) => log.warn('bus.redis', { error: error.message }))
  }
  const send = (value: object) => {
    publisher
      .publish(CHANNEL, JSON.stringify({ from: processId, ...value }))
      .catch((error: unknown) => log.warn('bus.publish-failed', { error: String(error) }))
  }
  return {
    inDatabase: false,
    publishEvents: (events) => {
      for (const event of events) send({ kind: 'event', event })
    },
    signal: (topic, frame) => send({ kind: 'signal', topic, frame }),
    wake: (name) => send({ kind: 'wake', name }),
    listen: async (onMessage, onGap) => {
      subscriber.on('message', (_channel: string, text: string) => {
        const message = parseBusMessage(text)
        if (message && (message.from !== processId || message.kind === 'wake')) onMessage(message)
      })
      await subscriber.subscribe(CHANNEL)
      // ioredis subscribes again by itself after a reconnect; what was said in between is lost.
      subscriber.on('ready', onGap)
    },
    close: async () => {
      publisher.disconnect()
      subscriber.disconnect()
    },
  }
}
