import {
  createPostgresBackend,
  type Job,
  Queue as RedisQueue,
  Worker as RedisWorker,
  runMigrations,
  withBackend,
} from 'bullmq'
import pg from 'pg'
import { asPostgresReads } from '../db/client.ts'
import type { Log } from '../log.ts'
import { Outage } from '../outage.ts'
import type { OutboxRow } from './outbox.ts'

/** The one queue of the product; jobs are told apart by name. */
const QUEUE = 'lectern'
/** A worker that was silent for this long has lost its job to another. */
const LOCK_MS = 10_000
const STALLED_MS = 5_000
/** How long Redis has to take a job: longer, and rows that people wait for would be locked by its outage. */
const ADD_MS = 2_000
/** After it failed to, it is not asked again for so long; each try to reach it is heard of sooner. */
const REST_MS = 4_000
/** What did its work is over in so long; what hangs by an outage is left. */
const CLOSE_MS = 5_000
/** A worker that met an error so lately counts as one that takes no jobs. */
const ERROR_MS = 15_000
/** Connections each of the queue and the worker may hold. */
const POOL = 3

export interface QueueOptions {
  databaseUrl: string
  /** Null: PostgreSQL keeps the queue. `name` is ours alone on a Redis that others may use too (`nameOnRedis`). */
  redis: { url: string; name: string } | null
  log: Log
}

/** The dispatcher behind the outbox: hands job ids to workers, with retries and backoff. It knows no payloads. */
export interface Queue {
  add(rows: OutboxRow[]): Promise<void>
  /** Whether the queue still holds the job in a state that will run it. */
  holds(jobId: string): Promise<boolean>
  /** Forgets a finished or failed job, so that its id may be added again. */
  forget(jobId: string): Promise<void>
  close(): Promise<void>
}

export interface QueueWorker {
  /** Whether it can take jobs, as far as it knows. */
  readonly able: boolean
  /** Stops taking jobs and waits for those at work. */
  close(): Promise<void>
}

/** Does one job; `last` tells that no further try follows a failure. */
export type Processor = (jobId: string, name: string, last: boolean) => Promise<void>

type QueueLike = Pick<RedisQueue, 'addBulk' | 'getJob' | 'close'>

const optionsOf = (row: OutboxRow, now: Date) => ({
  jobId: row.id,
  attempts: row.attempts,
  delay: Math.max(0, row.runAt.getTime() - now.getTime()),
  backoff: { type: 'exponential' as const, delay: 1000 },
  removeOnComplete: { count: 1000 },
  removeOnFail: { age: 30 * 24 * 3600 },
})

/** Prepares the queue's own tables, in PostgreSQL, as who may make them. Safe to run at every start. */
export const prepareQueue = async (ownerUrl: string): Promise<void> => {
  const client = new pg.Client({ connectionString: asPostgresReads(ownerUrl) })
  await client.connect()
  try {
    await runMigrations(client)
  } finally {
    await client.end()
  }
}

const redisOf = ({ url, name }: { url: string; name: string }) => ({
  connection: {
    url,
    maxRetriesPerRequest: null,
    retryStrategy: (tries: number) => Math.min(tries * 200, 2_000),
  },
  prefix: name,
})

const within = <T>(ms: number, work: Promise<T>): Promise<T> =>
  Promise.race([
    work,
    new Promise<never>((_resolve, reject) => {
      setTimeout(() => reject(new Error('the queue does not answer')), ms).unref()
    }),
  ])

const makeQueue = (options: QueueOptions): QueueLike => {
  if (options.redis) return new RedisQueue(QUEUE, redisOf(options.redis))
  const { Queue } = withBackend(createPostgresBackend)
  // Both classes have the same methods; they differ only in the type of their connection.
  return new Queue(QUEUE, {
    connection: { connectionString: asPostgresReads(options.databaseUrl), max: POOL },
  }) as unknown as QueueLike
}

/** Opens the queue for adding; when a job is due is told by `now`. */
export const openQueue = (options: QueueOptions, now: () => Date): Queue => {
  const queue = makeQueue(options)
  const outage = new Outage(options.log, 'queue.error')
  ;(queue as RedisQueue).on('error', (error: Error) => outage.met(error))
  return {
    add: async (rows) => {
      if (options.redis && outage.within(REST_MS)) throw new Error('the queue does not answer')
      const added = queue.addBulk(
        rows.map((row) => ({ name: row.name, data: {}, opts: optionsOf(row, now()) })),
      )
      if (!options.redis) return void (await added)
      // One that comes late is harmless: it is given again, and the queue knows the id.
      added.catch(() => {})
      await within(ADD_MS, added).catch((error: unknown) => {
        outage.met(error)
        throw error
      })
    },
    holds: async (jobId) => {
      const state = await within(
        ADD_MS,
        queue.getJob(jobId).then((job) => job?.getState()),
      )
      return state !== undefined && state !== 'completed' && state !== 'failed' && state !== 'unknown'
    },
    forget: async (jobId) => {
      await (await queue.getJob(jobId))?.remove().catch(() => {})
    },
    close: () => within(CLOSE_MS, queue.close()).catch(() => {}),
  }
}

/** Starts taking jobs, `concurrency` at a time. */
export const startQueueWorker = (
  options: QueueOptions & { concurrency: number },
  processor: Processor,
): QueueWorker => {
  const process = async (job: Job) => {
    if (!job.id) throw new Error('a job without an id')
    await processor(job.id, job.name, job.attemptsMade + 1 >= (job.opts.attempts ?? 1))
  }
  const settings = {
    concurrency: options.concurrency,
    lockDuration: LOCK_MS,
    stalledInterval: STALLED_MS,
    maxStalledCount: 20,
  }
  const worker = options.redis
    ? new RedisWorker(QUEUE, process, { ...settings, ...redisOf(options.redis) })
    : new (withBackend(createPostgresBackend).Worker)(QUEUE, process as never, {
        ...settings,
        connection: { connectionString: asPostgresReads(options.databaseUrl), max: POOL },
      })
  const outage = new Outage(options.log, 'queue.worker')
  ;(worker as RedisWorker).on('error', (error: Error) => outage.met(error))
  return {
    get able() {
      return !outage.within(ERROR_MS)
    },
    // What hangs by an outage is not waited for: another worker does the job.
    close: () => worker.close(outage.within(ERROR_MS)),
  }
}
