import type { Sql } from 'postgres'

export interface Clock {
  now(): Date
  stop(): void
}

const COMPARE_MS = 60_000

/**
 * The database's clock, which every process of the product shares: a deadline falls for all at once, whatever the clock of
 * the machine that answers says or jumps to. Between two looks at it the time is carried on by the process's monotonic
 * clock. Throws what the database throws when it cannot be asked at the start; later it goes on from its last look.
 */
export const databaseClock = async (sql: Sql, compareMs = COMPARE_MS): Promise<Clock> => {
  let seen = { ms: 0, at: 0 }
  const compare = async () => {
    const before = performance.now()
    const [row] = await sql<[{ ms: number }]>`
      select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`
    // It was read half of the way there and back.
    seen = { ms: row.ms, at: (before + performance.now()) / 2 }
  }
  await compare()
  const timer = setInterval(() => void compare().catch(() => {}), compareMs)
  timer.unref()
  return {
    now: () => new Date(seen.ms + performance.now() - seen.at),
    stop: () => clearInterval(timer),
  }
}
