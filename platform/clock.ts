import type { Connection } from './db/connect.ts'

export interface Clock {
  now(): Date
  stop(): void
}

/** The database's time, the moment of the monotonic clock it belongs to, and how long the question took. */
interface Look {
  ms: number
  at: number
  took: number
}

const COMPARE_MS = 60_000
/** A look that took no longer is believed at once; what it says may be wrong by half of that. */
const QUICK_MS = 5
const TRIES = 5
/** A look that took longer, behind other questions or after an outage, is worth less than going on from the last one. */
const SLOW_MS = 100

const QUESTION = 'select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms'

const look = async ({ query }: Connection): Promise<Look> => {
  const before = performance.now()
  const [row] = await query<{ ms: number }>(QUESTION)
  const took = performance.now() - before
  // It was read half of the way there and back.
  return { ms: row?.ms ?? Number.NaN, at: before + took / 2, took }
}

/** The quickest of a few looks. */
const bestLook = async (connection: Connection): Promise<Look> => {
  let best = await look(connection)
  for (let n = 1; n < TRIES && best.took > QUICK_MS; n += 1) {
    const again = await look(connection)
    if (again.took < best.took) best = again
  }
  return best
}

/**
 * The database's clock, which every process of the product shares: a deadline falls for all at once, whatever the clock of
 * the machine that answers says or jumps to. Between two looks at it the time is carried on by the process's monotonic
 * clock. Throws what the database throws when it cannot be asked at the start; later it goes on from its last look.
 */
export const databaseClock = async (connection: Connection, compareMs = COMPARE_MS): Promise<Clock> => {
  let seen = await bestLook(connection)
  const compare = async () => {
    const found = await bestLook(connection)
    if (found.took <= SLOW_MS) seen = found
  }
  const timer = setInterval(() => void compare().catch(() => {}), compareMs)
  timer.unref()
  return {
    now: () => new Date(seen.ms + performance.now() - seen.at),
    stop: () => clearInterval(timer),
  }
}
