import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { TestSchool } from '#api/testing/school.ts'
import { job } from '#domain/contract.ts'
import { newId } from '#domain/ids.ts'
import { inTransaction } from '#platform/context.ts'
import { nameOnRedis } from '#platform/installation.ts'
import { handler, type JobHandler, runJob, startWorker, type Worker } from '#platform/queue/run.ts'
import { hasRedis, startRedis } from '#platform/testing/redis.ts'

const work = job('test.work', 'For tests.', z.object({ n: z.int() }), { attempts: 3 })
const flaky = job('test.flaky', 'Fails twice.', z.object({ n: z.int() }), { attempts: 3 })
const doomed = job('test.doomed', 'Always fails.', z.object({ n: z.int() }), { attempts: 2 })

/** What the queue promises, on both back ends: a job wished for in a committed transaction is done, with one effect. */
const contract = (name: string, redisUrl: () => Promise<string | null>) =>
  describe(`the queue on ${name}`, () => {
    let school: TestSchool
    let workers: Worker[] = []
    const done: number[] = []
    const tries = new Map<number, number>()
    const handlers: JobHandler[] = [
      handler(work, async (_ctx, { n }, run) => {
        await run.progress(50, 'half')
        await run.finish(async () => {
          done.push(n)
        })
      }),
      handler(flaky, async (_ctx, { n }) => {
        tries.set(n, (tries.get(n) ?? 0) + 1)
        if ((tries.get(n) ?? 0) < 3) throw new Error('not yet')
      }),
      handler(doomed, async () => {
        throw new Error('never')
      }),
    ]

    beforeAll(async () => {
      const url = await redisUrl()
      school = await TestSchool.start({ env: url ? { REDIS_URL: url } : {} })
      const options = {
        databaseUrl: school.databaseUrl,
        redis: url ? { url, name: await nameOnRedis(school.services.connection) } : null,
        log: school.services.log,
        concurrency: 4,
      }
      workers = [
        startWorker(school.services, options, handlers),
        startWorker((await school.another()).services, options, handlers),
      ]
    })
    afterAll(() => Promise.all(workers.map((worker) => worker.close())))

    const stateOf = (id: string) =>
      school.services.connection.db
        .selectFrom('jobRun')
        .select(['state', 'attempt', 'percent', 'error'])
        .where('id', '=', id)
        .executeTakeFirst()
    const until = async (id: string, state: string) => {
      for (let n = 0; n < 200; n++) {
        const row = await stateOf(id)
        if (row?.state === state) return row
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      throw new Error(`the job did not become ${state}: ${JSON.stringify(await stateOf(id))}`)
    }
    const wish = (entry: typeof work, n: number, options = {}) =>
      inTransaction(school.system, async (tx) => tx.enqueue(entry, { n }, options))

    test('does a hundred jobs of parallel transactions once each, with two workers', async () => {
      const ids = await Promise.all(Array.from({ length: 100 }, (_, n) => wish(work, n)))
      for (const id of ids) expect(await until(id, 'done')).toMatchObject({ percent: 100, attempt: 1 })
      expect([...done].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, n) => n))
    })

    test('never sees a job of a transaction that was rolled back', async () => {
      let id = ''
      await inTransaction(school.system, async (tx) => {
        id = tx.enqueue(work, { n: 9001 })
        throw new Error('rolled back')
      }).catch(() => {})
      await until(await wish(work, 9002), 'done')
      expect(await stateOf(id)).toBeUndefined()
      expect(done).not.toContain(9001)
    })

    test('tries again after a failure, and keeps what finally failed with its reason', async () => {
      const [again, never] = [await wish(flaky, 1), await wish(doomed, 2)]
      expect(await until(again, 'done')).toMatchObject({ attempt: 3 })
      expect(await until(never, 'failed')).toMatchObject({ attempt: 2, error: 'never' })
    })

    test('collapses wishes for the same thing while one is waiting', async () => {
      const later = new Date(Date.now() + 60_000)
      const ids = await Promise.all(
        Array.from({ length: 5 }, (_, n) => wish(work, n, { dedupe: 'same', runAt: later })),
      )
      const rows = await school.services.connection.db
        .selectFrom('jobRun')
        .select('id')
        .where('dedupe', '=', 'same')
        .execute()
      expect(rows).toHaveLength(1)
      expect(ids).toContain(rows[0]!.id)
    })

    test('goes on collapsing them when the statement has been planned for all wishes', async () => {
      // PostgreSQL plans a prepared statement anew the first five times on a connection; the pool has some of these.
      const later = new Date(Date.now() + 60_000)
      for (let n = 0; n < 80; n++) await wish(work, n, { dedupe: 'often', runAt: later })
      const rows = await school.services.connection.db
        .selectFrom('jobRun')
        .select('payload')
        .where('dedupe', '=', 'often')
        .execute()
      expect(rows).toEqual([{ payload: { n: 79 } }])
    })

    test('gives a job that is delivered twice one effect', async () => {
      const id = newId()
      await wish(work, 7777, { id, runAt: new Date(Date.now() + 60_000) })
      const byName = new Map(handlers.map((entry) => [entry.job.name, entry]))
      await Promise.all([
        runJob(school.services, byName, id, work.name, false),
        runJob(school.services, byName, id, work.name, false),
      ])
      await runJob(school.services, byName, id, work.name, false)
      expect(done.filter((n) => n === 7777)).toHaveLength(1)
      expect((await stateOf(id))?.state).toBe('done')
    })

    test('a job that the database does not have is an error, not done', async () => {
      const byName = new Map(handlers.map((entry) => [entry.job.name, entry]))
      await expect(runJob(school.services, byName, newId(), work.name, true)).rejects.toThrow(
        'the queue has a job that this database does not',
      )
    })
  })

contract('PostgreSQL', async () => null)

if (hasRedis) {
  let redis: Awaited<ReturnType<typeof startRedis>>
  afterAll(() => redis?.stop())
  contract('Redis', async () => {
    redis = await startRedis()
    return redis.url
  })
} else {
  test.skip('the queue on Redis: redis-server is not installed (Debian: apt-get install redis-server)', () => {})
}
