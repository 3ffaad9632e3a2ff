import { StartProblem } from '#platform/start-problem.ts'
import { tlsReason } from './ssl-mode.ts'

const PATIENCE_MS = 3_000

/** What waiting cannot mend, by the first word of Redis' answer. */
const hopeless: Record<string, string> = {
  WRONGPASS: 'refuses the user or the password in REDIS_URL: correct them',
  NOAUTH: 'wants a password: put it into REDIS_URL (redis://:PASSWORD@HOST:PORT)',
  NOPERM: 'does not let this user do what Lectern needs: allow it all commands on its own keys and channels',
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/**
 * Asks whether Redis lets us in. Answers with null when it does, and with a sentence when it does not answer: the program
 * starts all the same. Throws `StartProblem` for what waiting cannot mend.
 */
export const checkRedis = async (url: string): Promise<string | null> => {
  const { Redis } = await import('ioredis')
  const place = new URL(url).host || 'localhost'
  const client = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    connectTimeout: PATIENCE_MS,
    commandTimeout: PATIENCE_MS,
  })
  const errors: unknown[] = []
  client.on('error', (error: unknown) => errors.push(error))
  try {
    await client.connect()
    await client.ping()
    return null
  } catch (error) {
    for (const one of [...errors, error]) {
      const final = hopeless[String(one instanceof Error ? one.message : one).split(' ')[0] ?? '']
      if (final) throw new StartProblem(`The Redis at ${place} ${final}.`)
      const distrust = tlsReason(codeOf(one))
      if (distrust) throw new StartProblem(`The Redis at ${place} cannot be used: ${distrust}.`)
    }
    return `The Redis at ${place} does not answer: PostgreSQL carries what happens, and jobs wait for it`
  } finally {
    client.disconnect()
  }
}
