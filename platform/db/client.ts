import pg from 'pg'

const INT8 = 20
const DATE = 1082

/**
 * How values come back: counters (int8) as numbers, calendar days as `YYYY-MM-DD`, numeric as strings: grade arithmetic
 * never passes through a JavaScript number.
 */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') => {
    if (oid === INT8) return Number
    if (oid === DATE) return String
    return pg.types.getTypeParser(oid, format)
  }) as typeof pg.types.getTypeParser,
}

/** The address with `sslmode` meaning what PostgreSQL's own programs mean by it; the driver alone is stricter. */
export const asPostgresReads = (url: string): string =>
  /[?&]sslmode=/.test(url) && !/[?&]uselibpqcompat=/.test(url) ? `${url}&uselibpqcompat=true` : url

/** What every connection of ours is opened with; `name` is for the database to show who is connected. */
export const clientOptions = (url: string, name: string) => ({
  connectionString: asPostgresReads(url),
  application_name: name,
  keepAlive: true,
  keepAliveInitialDelayMillis: 30_000,
  types,
})

const NO_TLS = /does not support SSL connections/

/** The same error with a code, when the driver gave it none: it speaks of lost and of unencrypted connections in words alone. */
export const lost = (error: unknown, code: 'CONNECTION_LOST' | 'CONNECT_TIMEOUT'): unknown =>
  error instanceof Error && !('code' in error && error.code)
    ? Object.assign(error, { code: NO_TLS.test(error.message) ? 'NO_TLS' : code })
    : error

/** The code of an error: an SQLSTATE, a system error's name, `CONNECTION_LOST`, `CONNECT_TIMEOUT` or `NO_TLS`; else its message. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error)
