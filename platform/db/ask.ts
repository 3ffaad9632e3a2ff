import pg from 'pg'
import { clientOptions, lost } from './client.ts'

/**
 * Asks one question over a connection of its own and closes it. Fails with `CONNECT_TIMEOUT` after `withinMs`, also when
 * something listens there and never answers.
 */
export const askOnce = async <Row extends object>(
  url: string,
  question: string,
  withinMs = 6_000,
): Promise<Row[]> => {
  const client = new pg.Client({
    ...clientOptions(url, 'lectern'),
    connectionTimeoutMillis: withinMs,
    query_timeout: withinMs,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.query<Row>(question)).rows
  } catch (error) {
    throw lost(error, 'CONNECT_TIMEOUT')
  } finally {
    void client.end().catch(() => {})
  }
}
