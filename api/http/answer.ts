import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import type * as z from 'zod/mini'
import { held } from '#platform/held.ts'
import type { Http } from '../feature.ts'

const compress = promisify(gzip)

/** Less fits into one packet as it is. */
const FLOOR_BYTES = 1_400
/** Most of what the best level saves, in a quarter of its time; the work is done in a thread of the platform. */
const LEVEL = 5

const takesGzip = (http: Http): boolean =>
  /(^|,)\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*(,|$))[\d.]+)?\s*(,|$)/i.test(http.req.header('accept-encoding') ?? '')

/** What an answer is told of its door: the length of compressed bytes would tell of a secret in them. */
interface Door {
  name: string
  schema: z.core.$ZodType
  secret?: boolean | undefined
}

/**
 * Answers with what the schema names of a value, and nothing else. What is read is compressed for who takes that; answers
 * to what somebody sends hold new secrets at times (a token, a password) beside what was sent, and never are.
 */
export const answer = async (
  http: Http,
  { name, schema, secret }: Door,
  value: unknown,
): Promise<Response> => {
  const text = JSON.stringify(held(http.get('ctx').services, name, schema, value))
  const headers = { 'content-type': 'application/json', vary: 'accept-encoding' }
  if (http.req.method !== 'GET' || secret || text.length < FLOOR_BYTES || !takesGzip(http))
    return http.body(text, 200, headers)
  const body = await compress(text, { level: LEVEL, memLevel: constants.Z_MAX_MEMLEVEL })
  return http.body(new Uint8Array(body), 200, { ...headers, 'content-encoding': 'gzip' })
}
