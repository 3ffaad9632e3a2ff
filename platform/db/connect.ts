import { CamelCasePlugin, Kysely } from 'kysely'
import { PostgresJSDialect } from 'kysely-postgres-js'
import postgres from 'postgres'
import { preparing } from './prepare.ts'
import type { DB } from './schema.ts'

export type Database = Kysely<DB>

export interface Connection {
  /** Queries, typed by the migrated schema, camelCase in code and snake_case in the database. */
  db: Database
  /** The driver itself, for LISTEN and COPY. */
  sql: postgres.Sql
  close(): Promise<void>
}

const INT8 = 20
const DATE = 1082

/**
 * A pool of connections. Counters (int8) come as numbers, calendar days as `YYYY-MM-DD`, numeric as strings: grade
 * arithmetic never passes through a JavaScript number.
 */
export const connect = (url: string, options: { max?: number; name?: string } = {}): Connection => {
  const sql = postgres(url, {
    max: options.max ?? 10,
    idle_timeout: 60,
    connect_timeout: 10,
    onnotice: () => {},
    connection: { application_name: options.name ?? 'lectern' },
    types: {
      int8: {
        to: INT8,
        from: [INT8],
        parse: (value: string) => Number(value),
        serialize: (value: number) => String(value),
      },
      day: { to: DATE, from: [DATE], parse: (value: string) => value, serialize: (value: string) => value },
    },
  }) as unknown as postgres.Sql
  const db = new Kysely<DB>({
    dialect: new PostgresJSDialect({ postgres: preparing(sql) }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  return {
    db,
    sql,
    close: async () => {
      await sql.end({ timeout: 5 })
    },
  }
}
