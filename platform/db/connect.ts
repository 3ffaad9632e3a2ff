import { CamelCasePlugin, CompiledQuery, Kysely, PostgresDialect } from 'kysely'
import { openPool } from './pool.ts'
import type { DB } from './schema.ts'

export type Database = Kysely<DB>

export interface Connection {
  /** Queries, typed by the migrated schema, camelCase in code and snake_case in the database. */
  db: Database
  /** One statement as it is written, its rows as the database names them. */
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>
  /** Waits for what is at work. */
  close(): Promise<void>
}

/** Opens a pool of connections; the first is made by the first statement. */
export const connect = (url: string, options: { max?: number; name?: string } = {}): Connection => {
  const pool = openPool(url, { max: options.max ?? 10, name: options.name ?? 'lectern' })
  const dialect = new PostgresDialect({ pool })
  const db = new Kysely<DB>({
    dialect,
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  return {
    db,
    query: async (text, values = []) => {
      const plain = db.withoutPlugins()
      return (await plain.executeQuery(CompiledQuery.raw(text, [...values]))).rows as never
    },
    close: () => pool.end(),
  }
}
