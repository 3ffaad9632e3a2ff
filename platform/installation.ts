import { createHash } from 'node:crypto'
import type { Connection } from './db/connect.ts'

/**
 * The name of this installation on a Redis that others may use too: of its database and no other. A copy that was
 * restored elsewhere, or beside it on the same server, is another database and has another name by itself; a standby
 * that is promoted keeps it.
 */
export const nameOnRedis = async ({ query }: Pick<Connection, 'query'>): Promise<string> => {
  const [found] = await query<{ server: string; database: string }>(
    `select (select system_identifier::text from pg_control_system()) as server,
       (select oid::text from pg_database where datname = current_database()) as database`,
  )
  const hash = createHash('sha256').update(`${found?.server} ${found?.database}`).digest('hex')
  return `lectern-${hash.slice(0, 16)}`
}
