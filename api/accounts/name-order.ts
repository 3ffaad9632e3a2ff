import { sql } from 'kysely'

/**
 * People by name, one order for every reader: Chinese names by pinyin, others by letter. In the database, because lists
 * of people are paged there; by ICU, because the database's own order (C.UTF-8) is that of code points. Every packaged
 * PostgreSQL has ICU.
 */
export const nameOrder = (column = 'account.displayName') =>
  sql<string>`${sql.ref(column)} collate "zh-x-icu"`
