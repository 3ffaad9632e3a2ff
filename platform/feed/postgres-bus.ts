import type { Connection } from '../db/connect.ts'
import { type Listening, listen } from '../db/listen.ts'
import type { Log } from '../log.ts'
import { type Bus, CHANNEL, NOTIFY_LIMIT, parseBusMessage } from './bus.ts'

/**
 * The bus on PostgreSQL's LISTEN/NOTIFY. What is said while the listening connection is lost is missed, so `onGap` asks
 * the listeners to compare numbers with the feed.
 */
export const postgresBus = (
  { query }: Connection,
  { url, processId, log }: { url: string; processId: string; log: Log },
): Bus => {
  let listening: Listening | null = null
  const send = (text: string) => {
    query('select pg_notify($1, $2)', [CHANNEL, text]).catch((error: unknown) =>
      log.warn('bus.notify-failed', { error: String(error) }),
    )
  }
  return {
    inDatabase: true,
    publishEvents: () => {},
    signal: (topic, frame) => {
      const text = JSON.stringify({ from: processId, kind: 'signal', topic, frame })
      // A signal that does not fit is worth nothing later either: features that need more re-read by number.
      if (Buffer.byteLength(text) <= NOTIFY_LIMIT) send(text)
    },
    wake: (name) => send(JSON.stringify({ from: processId, kind: 'wake', name })),
    listen: async (onMessage, onGap) => {
      listening = await listen({
        url,
        name: processId.slice(0, 40),
        channel: CHANNEL,
        onMessage: (text) => {
          const message = parseBusMessage(text)
          if (message && (message.from !== processId || message.kind === 'wake')) onMessage(message)
        },
        onGap,
        onLoss: (error) => log.warn('bus.lost', { error: error.message }),
      })
    },
    close: async () => {
      await listening?.close()
    },
  }
}
