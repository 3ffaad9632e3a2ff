import type { PostgresPool, PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { clientOptions, lost } from './client.ts'
import { statementNames } from './statement-names.ts'

/** How long a statement waits for a connection, new or free, before it fails with `CONNECT_TIMEOUT`. */
const PATIENCE_MS = 20_000
const IDLE_MS = 60_000
/** What is at work when the pool is closed has this long to end. */
const LAST_WORDS_MS = 5_000

/** The driver's own way of putting a value into the wire's form; its types do not name it. */
const { prepareValue } = (pg as unknown as { utils: { prepareValue: (value: unknown) => unknown } }).utils

/** The server's last word on a connection (FATAL), or the driver's: either way nothing more can be asked over it. */
const isLoss = (error: unknown): boolean =>
  !(error instanceof pg.DatabaseError) || error.severity === 'FATAL' || error.severity === 'PANIC'

/** A connection lent out for a statement or a transaction; one that was lost in between is never lent again. */
const lend = (client: pg.PoolClient, nameOf: (text: string) => string | undefined) => {
  let broken = false
  return {
    query: async (text: string, values: readonly unknown[]) => {
      // A value that cannot be written is a bug of ours. It is met here: the connection is well and knows nothing of it.
      const written = values.map((value) => prepareValue(value))
      try {
        return await client.query({ name: nameOf(text), text, values: written })
      } catch (error) {
        if (!isLoss(error)) throw error
        broken = true
        throw lost(error, 'CONNECTION_LOST')
      }
    },
    // A transaction still open, because its rollback failed, would swallow the next one.
    release: () => client.release(broken || client.getTransactionStatus() !== 'I'),
  }
}

/** A pool of at most `max` connections, for Kysely. Only the one who borrowed a connection speaks over it. */
export const openPool = (url: string, options: { max: number; name: string }): PostgresPool => {
  const pool = new pg.Pool({
    ...clientOptions(url, options.name),
    max: options.max,
    idleTimeoutMillis: IDLE_MS,
    connectionTimeoutMillis: PATIENCE_MS,
  })
  // Without a listener the end of a connection would end the process; whoever uses it next or now is told by its statement.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const nameOf = statementNames()
  const inUse = new Set<pg.PoolClient>()
  pool.on('acquire', (client) => inUse.add(client))
  pool.on('release', (_error, client) => inUse.delete(client as pg.PoolClient))
  return {
    connect: async () => {
      const client = await pool.connect().catch((error: unknown) => {
        throw lost(error, 'CONNECT_TIMEOUT')
      })
      return lend(client, nameOf) as unknown as PostgresPoolClient
    },
    end: async () => {
      const cut = setTimeout(() => {
        for (const client of inUse) void client.end()
      }, LAST_WORDS_MS)
      await pool.end()
      clearTimeout(cut)
    },
  }
}
