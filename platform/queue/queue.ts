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
import type { OutboxRow } from './outbox.ts'

/** The one queue of the product; jobs are told apart by name. */
const QUEUE = 'lectern'
/** A worker that was silent for this long has lost its job to another. */
const LOCK_MS = 10_000
const STALLED_MS = 5_000
/** Connections each of the queue and the worker may hold. */
const POOL = 3

export interface QueueOptions {
  databaseUrl: string
  redisUrl: string | null
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

/** Prepares the queue's own tables (nothing to do on Redis). Safe to run at every start. */
export const prepareQueue = async (options: QueueOptions): Promise<void> => {
  if (options.redisUrl) return
  const client = new pg.Client({ connectionString: asPostgresReads(options.databaseUrl) })
  await client.connect()
  try {
    await runMigrations(client)
  } finally {
    await client.end()
  }
}

const redisConnection = (url: string) => ({ url, maxRetriesPerRequest: null })

const makeQueue = (options: QueueOptions): QueueLike => {
  if (options.redisUrl) return new RedisQueue(QUEUE, { connection: redisConnection(options.redisUrl) })
  const { Queue } = withBackend(createPostgresBackend)
  // Both classes have the same methods; they differ only in the type of their connection.
  return new Queue(QUEUE, {
    connection: { connectionString: asPostgresReads(options.databaseUrl), max: POOL },
  }) as unknown as QueueLike
}

/** Opens the queue for adding; when a job is due is told by `now`. */
export const openQueue = (options: QueueOptions, now: () => Date): Queue => {
  const queue = makeQueue(options)
  ;(queue as RedisQueue).on('error', (error: Error) =>
    options.log.warn('queue.error', { error: error.message }),
  )
  return {
    add: async (rows) => {
      await queue.addBulk(rows.map((row) => ({ name: row.name, data: {}, opts: optionsOf(row, now()) })))
    },
    holds: async (jobId) => {
      const state = await (await queue.getJob(jobId))?.getState()
      return state !== undefined && state !== 'completed' && state !== 'failed' && state !== 'unknown'
    },
    forget: async (jobId) => {
      await (await queue.getJob(jobId))?.remove().catch(() => {})
    },
    close: () => queue.close(),
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
  const worker = options.redisUrl
    ? new RedisWorker(QUEUE, process, { ...settings, connection: redisConnection(options.redisUrl) })
    : new (withBackend(createPostgresBackend).Worker)(QUEUE, process as never, {
        ...settings,
        connection: { connectionString: asPostgresReads(options.databaseUrl), max: POOL },
      })
  ;(worker as RedisWorker).on('error', (error: Error) =>
    options.log.warn('queue.worker', { error: error.message }),
  )
  return { close: () => worker.close() }
}
