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
  const filled = sql<number>`least(${bucket.burst}::float8, rate_bucket.tokens + extract(epoch from (${now}::timestamptz - rate_bucket.updated_at)) * ${bucket.perMinute / 60}::float8)`
  const { rows } = await sql<{ tokens: number }>`
    insert into rate_bucket (key, tokens, updated_at) values (${key}, ${bucket.burst - 1}::float8, ${now})
    on conflict (key) do update set tokens = greatest(${filled} - 1, -1), updated_at = ${now}
    returning tokens`.execute(ctx.db)
  if ((rows[0]?.tokens ?? 0) < 0) {
    throw new Problem('limit-reached', {
      code: 'too-many-tries',
      retryAfter: Math.ceil(60 / bucket.perMinute),
    })
  }
}

/** Fills the bucket of this key again: what it was taken for came to a good end. */
export const refill = async (ctx: Context, key: string): Promise<void> => {
  await ctx.db.deleteFrom('rateBucket').where('key', '=', key).execute()
}

const DAY_MS = 86_400_000

/** Forgets buckets that are full again by now. */
export const sweepBuckets = async (ctx: Context): Promise<void> => {
  await ctx.db
    .deleteFrom('rateBucket')
    .where('updatedAt', '<', new Date(ctx.now().getTime() - DAY_MS))
    .execute()
}

const local = new Map<string, { tokens: number; at: number }>()
const LOCAL_KEYS = 20_000

/**
 * As `takeToken`, from a bucket in this process's memory: against floods, where a write for each try would cost more than
 * the try. Several processes each have their own, so this is no guard of secrets.
 */
export const takeLocalToken = (ctx: Context, key: string, bucket: Bucket): void => {
  const now = ctx.now().getTime()
  const found = local.get(key) ?? { tokens: bucket.burst, at: now }
  // A clock that was set back gives nothing, and takes nothing away.
  const minutes = Math.max(0, now - found.at) / 60_000
  const tokens = Math.min(bucket.burst, found.tokens + minutes * bucket.perMinute) - 1
  // Re-inserted, so that the map's first key is the one not used for longest.
  local.delete(key)
  local.set(key, { tokens: Math.max(tokens, -1), at: now })
  const oldest = local.size > LOCAL_KEYS ? local.keys().next().value : undefined
  if (oldest !== undefined) local.delete(oldest)
  if (tokens < 0) {
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
