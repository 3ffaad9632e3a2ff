import { setTimeout as wait } from 'node:timers/promises'
import type { Migration } from 'kysely'
import type { Connection } from './connect.ts'

/**
 * A migration, and the indexes that come with it: name and what stands after it in `create index`. They are built after
 * the schema is committed and while people write, one at a time (`concurrently`): on a table of millions of rows nobody
 * waits for them, and a start that was killed meanwhile is gone on with by the next one.
 */
export interface MigrationWithIndexes extends Migration {
  indexes?: Record<string, string>
}

/** A number that no other program's advisory locks are likely to have: `lect` in bytes. */
const LOCK = [0x6c656374, 2] as const
const ASK_EVERY_MS = 250

interface State {
  name: string
  valid: boolean
}

const stateOf = async ({ query }: Connection, names: readonly string[]): Promise<Map<string, boolean>> => {
  const rows = await query<State>(
    `select c.relname as name, i.indisvalid as valid from pg_index i join pg_class c on c.oid = i.indexrelid
      where c.relnamespace = current_schema()::regnamespace and c.relname = any($1::text[])`,
    [names],
  )
  return new Map(rows.map((row) => [row.name, row.valid]))
}

/**
 * Builds what is missing, over a connection of one session. Two processes take turns by asking again and again: one that
 * waited inside the database for the other's lock would be waited for by the index itself.
 */
export const buildIndexes = async (
  connection: Connection,
  migrations: readonly MigrationWithIndexes[],
): Promise<string[]> => {
  const wanted = new Map(migrations.flatMap((migration) => Object.entries(migration.indexes ?? {})))
  const isMissing = (state: Map<string, boolean>) => [...wanted.keys()].some((name) => !state.get(name))
  if (!isMissing(await stateOf(connection, [...wanted.keys()]))) return []
  const { query } = connection
  for (;;) {
    const [row] = await query<{ mine: boolean }>(`select pg_try_advisory_lock(${LOCK.join(', ')}) as mine`)
    if (row?.mine) break
    await wait(ASK_EVERY_MS)
  }
  try {
    const state = await stateOf(connection, [...wanted.keys()])
    const missing = [...wanted].filter(([name]) => !state.get(name))
    for (const [name, rest] of missing) {
      // What a killed start has left behind is kept up to date by every write and used by no query.
      if (state.has(name)) await query(`drop index concurrently ${name}`)
      await query(`create index concurrently ${name} ${rest}`)
    }
    return missing.map(([name]) => name)
  } finally {
    await query(`select pg_advisory_unlock(${LOCK.join(', ')})`)
  }
}
