import pg from 'pg'
import { clientOptions } from './client.ts'

const CONNECT_MS = 10_000
const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 2_000

export interface Listening {
  /** The database's number of the session that listens; null while the connection is lost. */
  readonly session: number | null
  close(): Promise<void>
}

export interface ListenOptions {
  url: string
  /** For the database to show who is connected. */
  name: string
  channel: string
  /** A statement that the session begins with, once it listens: what it holds ends with it. */
  first?: string
  onMessage(text: string): void
  /** It listens again after a loss: what was said in between was missed. */
  onGap(): void
  /** The connection ended; it is opened again by itself. */
  onLoss(error: Error): void
}

/**
 * Hears a NOTIFY channel over a connection of its own, and opens that anew for as long as it takes when it is lost.
 * Throws what the database throws when it cannot be reached the first time. Needs a real session: behind a pooler that
 * lends connections by the transaction nothing is heard.
 */
export const listen = async (options: ListenOptions): Promise<Listening> => {
  let current: pg.Client
  let timer: NodeJS.Timeout | undefined
  let closed = false
  let session: number | null = null

  const open = async (): Promise<void> => {
    const client = new pg.Client({
      ...clientOptions(options.url, options.name),
      connectionTimeoutMillis: CONNECT_MS,
    })
    current = client
    let reason = new Error('the connection ended')
    client.on('error', (error) => {
      reason = error
    })
    client.on('notification', ({ payload }) => options.onMessage(payload ?? ''))
    try {
      await client.connect()
      await client.query(`listen ${pg.escapeIdentifier(options.channel)}`)
      if (options.first) await client.query(options.first)
      const { rows } = await client.query('select pg_backend_pid() as pid')
      session = rows[0].pid
    } catch (error) {
      void client.end()
      throw error
    }
    client.once('end', () => {
      session = null
      if (closed) return
      options.onLoss(reason)
      again(FIRST_PAUSE_MS)
    })
  }

  const again = (pauseMs: number): void => {
    if (closed) return
    timer = setTimeout(() => {
      open().then(options.onGap, () => again(Math.min(2 * pauseMs, LONGEST_PAUSE_MS)))
    }, pauseMs)
  }

  await open()
  return {
    get session() {
      return session
    },
    close: async () => {
      closed = true
      clearTimeout(timer)
      await current.end()
    },
  }
}
