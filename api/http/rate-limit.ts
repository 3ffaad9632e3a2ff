import { sql } from 'kysely'
import { Problem } from '#domain/problem.ts'
import type { Context } from '#platform/context.ts'

export interface Bucket {
  /** How many at once. */
  burst: number
  /** How many come back a minute. */
  perMinute: number
}

/**
 * Takes one token from the bucket of this key, shared by all processes; throws `limit-reached` when it is empty.
 * One statement, so parallel guesses cannot slip through.
 */
export const takeToken = async (ctx: Context, key: string, bucket: Bucket): Promise<void> => {
  const now = ctx.now()
  const refill = sql<number>`least(${bucket.burst}::float8, rate_bucket.tokens + extract(epoch from (${now}::timestamptz - rate_bucket.updated_at)) * ${bucket.perMinute / 60}::float8)`
  const { rows } = await sql<{ tokens: number }>`
    insert into rate_bucket (key, tokens, updated_at) values (${key}, ${bucket.burst - 1}::float8, ${now})
    on conflict (key) do update set tokens = greatest(${refill} - 1, -1), updated_at = ${now}
    returning tokens`.execute(ctx.db)
  if ((rows[0]?.tokens ?? 0) < 0) {
    throw new Problem('limit-reached', {
      code: 'too-many-tries',
      retryAfter: Math.ceil(60 / bucket.perMinute),
    })
  }
}

/** The key of an address: IPv6 by its /64, for one household has that many addresses. */
export const addressKey = (address: string | null): string => {
  if (!address) return 'unknown'
  return address.includes(':') ? address.split(':').slice(0, 4).join(':') : address
}
