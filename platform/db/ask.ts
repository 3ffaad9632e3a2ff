import postgres from 'postgres'

/** The code of an error: an SQLSTATE, a system error's name, or `CONNECT_TIMEOUT`; else its message. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error)

const tooLate = () => Object.assign(new Error('no answer'), { code: 'CONNECT_TIMEOUT' })

/**
 * Asks one question over a connection of its own and closes it. Fails with `CONNECT_TIMEOUT` after `withinMs`: the
 * driver alone would try for ever when something listens there and hangs up.
 */
export const askOnce = async <Row extends object>(
  url: string,
  question: string,
  withinMs = 6_000,
): Promise<Row[]> => {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} })
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooLate()), withinMs)
  })
  try {
    return await Promise.race([sql.unsafe<Row[]>(question), patience])
  } finally {
    clearTimeout(timer)
    await sql.end({ timeout: 0 })
  }
}
