import type postgres from 'postgres'

/** Each connection keeps what it has prepared, so only so many texts are, and none of the long ones (bulk inserts). */
const TEXTS = 500
const LENGTH = 8_000

/** Says which statements are worth preparing: those met a second time, while there is room. */
export const worthPreparing = (): ((text: string) => boolean) => {
  const met = new Map<string, boolean>()
  return (text) => {
    const again = met.get(text)
    if (again === true) return true
    if (text.length > LENGTH || (again === undefined && met.size >= TEXTS)) return false
    met.set(text, again !== undefined)
    return again !== undefined
  }
}

/**
 * The driver as Kysely sees it, its statements prepared: else each is parsed, described and planned anew, in two round
 * trips. Behind a pooler that hands out a connection for each transaction, the pooler must know prepared statements
 * (PgBouncer 1.21 and later do).
 */
export const preparing = (sql: postgres.Sql): postgres.Sql => {
  const worthIt = worthPreparing()
  const reserve = async (): Promise<postgres.ReservedSql> => {
    const reserved = await sql.reserve()
    return new Proxy(reserved, {
      get: (target, key) =>
        key === 'unsafe'
          ? (((text, parameters, options) =>
              target.unsafe(text, parameters, {
                prepare: worthIt(text),
                ...options,
              })) satisfies typeof target.unsafe)
          : Reflect.get(target, key),
    })
  }
  return new Proxy(sql, { get: (target, key) => (key === 'reserve' ? reserve : Reflect.get(target, key)) })
}
