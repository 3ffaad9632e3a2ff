import { afterAll, afterEach, expect, inject, it, vi } from 'vitest'
import { databaseClock } from './clock.ts'
import { connect } from './db/connect.ts'

const connection = connect(inject('postgresUrl'), { max: 1 })
afterAll(() => connection.close())
afterEach(() => vi.useRealTimers())

const DAY = 86_400_000

const databaseTime = async (): Promise<number> => {
  const [row] = await connection.sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`
  return Number(row?.ms)
}

it('the time is the database’s and goes on when the machine’s own clock jumps', async () => {
  const clock = await databaseClock(connection.sql)
  for (const jump of [DAY, -3_600_000, 300_000, -300_000]) {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + jump })
    const before = await databaseTime()
    const now = clock.now().getTime()
    const after = await databaseTime()
    // A fraction of a millisecond is lost in a Date.
    expect(now).toBeGreaterThanOrEqual(Math.floor(before) - 50)
    expect(now).toBeLessThanOrEqual(Math.ceil(after) + 50)
    vi.useRealTimers()
  }
  clock.stop()
})
