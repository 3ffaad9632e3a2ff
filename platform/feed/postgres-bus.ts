import type postgres from 'postgres'
import type { Log } from '../log.ts'
import { type Bus, CHANNEL, NOTIFY_LIMIT, parseBusMessage } from './bus.ts'

/**
 * The bus on PostgreSQL's LISTEN/NOTIFY. The driver listens again by itself after a lost connection and calls
 * `onlisten` anew: what was said in between is lost, so `onGap` asks the listeners to compare numbers with the feed.
 */
export const postgresBus = (sql: postgres.Sql, processId: string, log: Log): Bus => {
  let listening: { unlisten: () => Promise<void> } | null = null
  let first = true
  const send = (text: string) => {
    sql
      .notify(CHANNEL, text)
      .catch((error: unknown) => log.warn('bus.notify-failed', { error: String(error) }))
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
      listening = await sql.listen(
        CHANNEL,
        (text) => {
          const message = parseBusMessage(text)
          if (message && (message.from !== processId || message.kind === 'wake')) onMessage(message)
        },
        () => {
          if (!first) onGap()
          first = false
        },
      )
    },
    close: async () => {
      await listening?.unlisten().catch(() => {})
    },
  }
}
