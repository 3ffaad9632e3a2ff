import { sql } from 'kysely'
import { Problem } from '#domain/problem.ts'
import type { Context } from '#platform/context.ts'

export interface Bucket {
  /** How many at once. */
  burst: number
  /** How many come back a minute. */
  perMinute: number
}

/** The refusal of an empty bucket, with the seconds after which there is a token again. */
const emptyFor = (tokens: number, { perMinute }: Bucket): Problem =>
  new Problem('limit-reached', {
    code: 'too-many-tries',
    retryAfter: Math.max(1, Math.ceil(((1 - tokens) * 60) / perMinute)),
  })

/**
 * Takes one token from the bucket of this key, shared by all processes; throws `limit-reached` when it is empty. What is
 * refused takes nothing, so that whoever goes on trying keeps nobody out for longer. One statement, so parallel guesses
 * cannot slip through.
 */
export const takeToken = async (ctx: Context, key: string, bucket: Bucket): Promise<void> => {
  const now = ctx.now()
  const filled = sql<number>`least(${bucket.burst}::float8, rate_bucket.tokens + greatest(0, extract(epoch from (${now}::timestamptz - rate_bucket.updated_at))) * ${bucket.perMinute / 60}::float8)`
  const taken = await sql`
    insert into rate_bucket (key, tokens, updated_at) values (${key}, ${bucket.burst - 1}::float8, ${now})
    on conflict (key) do update set tokens = ${filled} - 1, updated_at = ${now} where ${filled} >= 1
    returning key`.execute(ctx.db)
  if (taken.rows.length > 0) return
  const { rows } = await sql<{ tokens: number }>`
    select ${filled} as tokens from rate_bucket where key = ${key}`.execute(ctx.db)
  throw emptyFor(rows[0]?.tokens ?? 0, bucket)
}

/** Gives one token back: what it was taken for was right. */
export const giveBack = async (ctx: Context, key: string, bucket: Bucket): Promise<void> => {
  await sql`update rate_bucket set tokens = least(${bucket.burst}::float8, tokens + 1) where key = ${key}`.execute(
    ctx.db,
  )
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
  const tokens = Math.min(bucket.burst, found.tokens + minutes * bucket.perMinute)
  // Re-inserted, so that the map's first key is the one not used for longest.
  local.delete(key)
  local.set(key, { tokens: tokens < 1 ? tokens : tokens - 1, at: now })
  const oldest = local.size > LOCAL_KEYS ? local.keys().next().value : undefined
  if (oldest !== undefined) local.delete(oldest)
  if (tokens < 1) throw emptyFor(tokens, bucket)
}

/** The key of an address: IPv6 by its /64, for one household has that many addresses. */
export const addressKey = (address: string | null): string => {
  if (!address) return 'unknown'
  return address.includes(':') ? address.split(':').slice(0, 4).join(':') : address
}

/** Tries of one address that may be under way beyond its bucket, and how long a wrong one keeps its place. */
const PLACES = 30
const WRONG_MS = 1_000

const slowed = new Map<string, number>()

/**
 * Tries something from an address that may be a whole school's. Up to its bucket it is simply tried, and what is right
 * takes nothing from it. Beyond, it is slowed and not refused: a wrong try keeps one of the address's places for a second
 * before it is answered, and a right one is answered at once. Throws `limit-reached` when all places are taken.
 */
export const tryFrom = async <T>(
  ctx: Context,
  what: string,
  bucket: Bucket,
  attempt: () => Promise<T>,
): Promise<T> => {
  const key = `${what} ${addressKey(ctx.address)}`
  const refusal = await takeToken(ctx, key, bucket).then(
    () => null,
    (error: unknown) => {
      if (error instanceof Problem) return error
      throw error
    },
  )
  if (!refusal) {
    const result = await attempt()
    await giveBack(ctx, key, bucket)
    return result
  }
  const inside = slowed.get(key) ?? 0
  if (inside >= PLACES) throw refusal
  slowed.set(key, inside + 1)
  try {
    return await attempt()
  } catch (error) {
    await new Promise((resolve) => setTimeout(resolve, WRONG_MS))
    throw error
  } finally {
    const left = (slowed.get(key) ?? 1) - 1
    if (left > 0) slowed.set(key, left)
    else slowed.delete(key)
  }
}
