import { afterAll, afterEach, expect, inject, it, vi } from 'vitest'
import { databaseClock } from './clock.ts'
import { connect } from './db/connect.ts'

const connection = connect(inject('postgresUrl'), { max: 1 })
afterAll(() => connection.close())
afterEach(() => vi.useRealTimers())

const DAY = 86_400_000

const databaseTime = async (): Promise<number> => {
  const [row] = await connection.query<{ ms: number }>(
    'select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms',
  )
  return Number(row?.ms)
}

it('the time is the database’s and goes on when the machine’s own clock jumps', async () => {
  const clock = await databaseClock(connection)
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

it('a look that had to wait behind a long question does not put the time wrong', async () => {
  const busy = connect(inject('postgresUrl'), { max: 1 })
  const clock = await databaseClock(busy, 1000)
  // The next look waits 400 ms for this, and the one after it comes 600 ms later.
  await busy.query('select pg_sleep(1.4)')
  const wrong: number[] = []
  for (let n = 0; n < 8; n += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    const before = await databaseTime()
    const now = clock.now().getTime()
    const after = await databaseTime()
    wrong.push(Math.max(before - now, now - after, 0))
  }
  clock.stop()
  await busy.close()
  // Half of the time that it waited would show.
  expect(Math.max(...wrong)).toBeLessThan(150)
})
