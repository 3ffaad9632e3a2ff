import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { connect, type Database } from './connect.ts'

const url = inject('postgresUrl')
const watcher = connect(url, { max: 1 })
const table = `kept_${process.pid}`

beforeAll(() => watcher.query(`create table ${table} (body text)`))
beforeEach(() => watcher.query(`truncate ${table}`))
afterAll(async () => {
  await watcher.query(`drop table ${table}`)
  await watcher.close()
})

const insert = (db: Database, body: string) =>
  sql`insert into ${sql.table(table)} values (${body})`.execute(db)

const pidOf = async (db: Database): Promise<number> => {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
  return rows[0]?.pid ?? 0
}

/** Ends a connection from the server's side; returns when it has ended, before or after this process has heard of it. */
const end = async (pid: number, heard: boolean): Promise<void> => {
  await watcher.query('select pg_terminate_backend($1, 5000)', [pid])
  if (heard) await new Promise((resolve) => setTimeout(resolve, 50))
}

const kept = async (): Promise<string[]> => {
  const rows = await watcher.query<{ body: string }>(`select body from ${table} order by body`)
  return rows.map(({ body }) => body)
}

describe.each([true, false])('a transaction whose connection is lost (already heard of: %s)', (heard) => {
  test('fails whole with an error that says so, and the next one works', async () => {
    const { db, close } = connect(url, { max: 1 })
    const broken = db.transaction().execute(async (tx) => {
      await insert(tx, 'before')
      await end(await pidOf(tx), heard)
      await insert(tx, 'after')
    })
    await expect(broken).rejects.toMatchObject({ code: expect.stringMatching(/^(CONNECTION_LOST|57P01)$/) })
    await db.transaction().execute((tx) => insert(tx, 'next'))
    expect(await kept()).toEqual(['next'])
    await close()
  })

  test('never goes on over a connection that somebody else opened', async () => {
    const { db, close } = connect(url, { max: 2 })
    const broken = db.transaction().execute(async (tx) => {
      await end(await pidOf(tx), heard)
      await Promise.all([pidOf(db), pidOf(db)])
      await insert(tx, 'outside')
    })
    await expect(broken).rejects.toThrow()
    await Promise.all([pidOf(db), pidOf(db), pidOf(db)])
    expect(await kept()).toEqual([])
    await close()
  })
})

test('a statement that dies with its connection leaves none behind that is dead', async () => {
  const { db, close } = connect(url, { max: 2 })
  for (let n = 0; n < 5; n++) {
    const pids = await Promise.all([pidOf(db), pidOf(db)])
    const ends = Promise.allSettled([1, 2].map(() => sql`select pg_sleep(20)`.execute(db)))
    await new Promise((resolve) => setTimeout(resolve, 50))
    for (const pid of new Set(pids)) await end(pid, false)
    expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await Promise.all([1, 2, 3].map(() => insert(db, String(n))))).toHaveLength(3)
  }
  await close()
})

test('connections that end while nobody uses them are replaced without a word', async () => {
  const { db, close } = connect(url, { max: 2 })
  for (const pid of await Promise.all([pidOf(db), pidOf(db)])) await end(pid, true)
  expect(await Promise.all([insert(db, 'a'), insert(db, 'b'), insert(db, 'c')])).toHaveLength(3)
  await close()
})

test('counters come as numbers, days and exact numbers as text, moments as dates', async () => {
  const rows = await watcher.query(
    `select 9::int8 as counter, date '2026-02-28' as day, 0.10::numeric as score, timestamptz '2026-02-28 10:00Z' as at`,
  )
  expect(rows).toEqual([
    { counter: 9, day: '2026-02-28', score: '0.10', at: new Date('2026-02-28T10:00:00Z') },
  ])
})

test('closing waits for what is at work', async () => {
  const { db, close } = connect(url, { max: 1 })
  const slow =
    sql`with slept as (select pg_sleep(0.2)) insert into ${sql.table(table)} select 'slow' from slept`.execute(
      db,
    )
  await new Promise((resolve) => setTimeout(resolve, 50))
  await close()
  await slow
  expect(await kept()).toEqual(['slow'])
})

test.each([
  ['a number too large for JSON', () => ({ score: 1n })],
  [
    'an object that holds itself',
    () => {
      const round: { self?: unknown } = {}
      round.self = round
      return round
    },
  ],
  [
    'an object that will not be written',
    () => ({
      toJSON: () => {
        throw new Error('not me')
      },
    }),
  ],
])(
  '%s is a bug and no lost connection: it says what it is, and the connection goes on',
  async (_what, value) => {
    const { db, close } = connect(url, { max: 1 })
    const write = (what: unknown) => sql`select ${what}::jsonb as kept`.execute(db)
    await write({ fine: true })
    const pid = await pidOf(db)
    const error: unknown = await write(value()).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Error)
    expect(error).not.toHaveProperty('code')
    expect((await write({ fine: true })).rows).toEqual([{ kept: { fine: true } }])
    expect(await pidOf(db)).toBe(pid)
    await close()
  },
)
