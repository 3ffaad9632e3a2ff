import { sql } from 'kysely'
import type * as z from 'zod/mini'
import type { Job, PayloadOf } from '#domain/contract.ts'
import { type Context, inTransaction, type Services, systemContext, type Transaction } from '../context.ts'
import { Outage } from '../outage.ts'
import { relayOutbox } from './outbox.ts'
import { openQueue, type Queue, type QueueOptions, startQueueWorker } from './queue.ts'

/** A job was taken over by another worker while this one was at it: its result must not be written. */
export class Superseded extends Error {}

/** What a handler gets besides its payload. */
export interface Run {
  id: string
  attempt: number
  /** Shows progress (0 to 100) to whoever waits; cheap to call often. Throws `Superseded` when another worker took over. */
  progress(percent: number, step?: string): Promise<void>
  /**
   * The job's effect: runs in one transaction that first proves that this worker still owns the job and marks it done,
   * so a job delivered twice has one effect.
   */
  finish(work: (tx: Transaction) => Promise<unknown>): Promise<void>
}

export interface JobHandler {
  job: Job
  handle(ctx: Context, payload: unknown, run: Run): Promise<void>
  /** Told when no further try follows, in the transaction that marks the job failed. */
  failed?(tx: Transaction, payload: unknown, reason: string): Promise<void>
}

/** Declares the handler of a job; the payload is validated against the job's schema before each try. */
export const handler = <J extends Job>(
  job: J,
  handle: (ctx: Context, payload: PayloadOf<J>, run: Run) => Promise<void>,
  failed?: (tx: Transaction, payload: PayloadOf<J>, reason: string) => Promise<void>,
): JobHandler => ({
  job,
  handle: handle as JobHandler['handle'],
  failed: failed as JobHandler['failed'],
})

const parse = (job: Job, payload: unknown): unknown => {
  const schema = job.payload as z.ZodMiniType
  return schema.parse(payload)
}

/** Takes the job for this worker: a new fence number; undefined when it is done. Throws when there is no such job. */
const take = async (ctx: Context, id: string) => {
  const taken = await ctx.db
    .updateTable('jobRun')
    .set((row) => ({
      state: 'running',
      attempt: sql<number>`attempt + 1`,
      fence: sql<number>`fence + 1`,
      startedAt: sql<Date>`coalesce(${row.ref('startedAt')}, now())`,
      error: null,
    }))
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'running'])
    .returning(['payload', 'fence', 'attempt', 'schoolId'])
    .executeTakeFirst()
  if (taken) return taken
  const known = await ctx.db.selectFrom('jobRun').select('id').where('id', '=', id).executeTakeFirst()
  // The queue names what the database does not have: it is the queue of another installation, or a job that was removed.
  if (!known) throw new Error(`the queue has a job that this database does not: ${id}`)
  return undefined
}

const runOf = (ctx: Context, id: string, fence: number, attempt: number): Run & { finished(): boolean } => {
  let finished = false
  return {
    id,
    attempt,
    finished: () => finished,
    progress: async (percent, step) => {
      const row = await ctx.db
        .updateTable('jobRun')
        .set({ percent: Math.round(percent), ...(step === undefined ? {} : { step }) })
        .where('id', '=', id)
        .where('fence', '=', fence)
        .returning('id')
        .executeTakeFirst()
      if (!row) throw new Superseded()
    },
    finish: async (work) => {
      await inTransaction(ctx, async (tx) => {
        const row = await tx.db
          .updateTable('jobRun')
          .set({ state: 'done', percent: 100, step: null, finishedAt: tx.now() })
          .where('id', '=', id)
          .where('fence', '=', fence)
          .where('state', '=', 'running')
          .returning('id')
          .executeTakeFirst()
        if (!row) throw new Superseded()
        await work(tx)
      })
      finished = true
    },
  }
}

const fail = async (
  ctx: Context,
  entry: JobHandler,
  id: string,
  fence: number,
  payload: unknown,
  reason: string,
  last: boolean,
) => {
  await inTransaction(ctx, async (tx) => {
    const row = await tx.db
      .updateTable('jobRun')
      .set(last ? { state: 'failed', error: reason, finishedAt: tx.now() } : { error: reason })
      .where('id', '=', id)
      .where('fence', '=', fence)
      .returning('id')
      .executeTakeFirst()
    if (row && last) await entry.failed?.(tx, payload, reason)
  })
}

/** Does one job by its id: takes it, runs its handler, writes down how it went. Throws what the handler threw. */
export const runJob = async (
  services: Services,
  handlers: Map<string, JobHandler>,
  id: string,
  name: string,
  last: boolean,
): Promise<void> => {
  const ctx = systemContext(services, id)
  const entry = handlers.get(name)
  if (!entry) throw new Error(`no handler for the job ${name}`)
  const taken = await take(ctx, id).catch((error: unknown) => {
    ctx.log.error('job', { job: name, jobId: id, outcome: 'unknown', error: String(error) })
    throw error
  })
  if (!taken) return
  const started = Date.now()
  const run = runOf(ctx, id, taken.fence, taken.attempt)
  try {
    await entry.handle(ctx, parse(entry.job, taken.payload), run)
    if (!run.finished()) await run.finish(async () => {})
    ctx.log.info('job', {
      job: name,
      jobId: id,
      attempt: taken.attempt,
      ms: Date.now() - started,
      outcome: 'done',
    })
  } catch (error) {
    if (error instanceof Superseded) return
    const reason = error instanceof Error ? error.message : String(error)
    ctx.log.error('job', {
      job: name,
      jobId: id,
      attempt: taken.attempt,
      ms: Date.now() - started,
      outcome: 'failed',
      error: reason,
    })
    await fail(ctx, entry, id, taken.fence, taken.payload, reason, last)
    throw error
  }
}

export interface Worker {
  /** Relays what waits in the outbox now (tests call it; the product is woken by the bus). */
  relay(): Promise<void>
  /** Whether it can take jobs, as far as it knows. */
  readonly able: boolean
  close(): Promise<void>
}

const RELAY_MS = 1_000
const SWEEP_MS = 15_000
/** A job that the queue should have run long ago. */
const LOST_AFTER_SECONDS = 30

/** Gives back to the outbox what the queue has lost (Redis restarted empty, a crash between hand-over and commit). */
const sweep = async (ctx: Context, queue: Queue): Promise<void> => {
  const rows = await ctx.db
    .selectFrom('jobRun')
    .select('id')
    .where('state', 'in', ['waiting', 'running'])
    .where('queuedAt', '<', sql<Date>`now() - make_interval(secs => ${LOST_AFTER_SECONDS})`)
    .where('runAt', '<', sql<Date>`now() - make_interval(secs => ${LOST_AFTER_SECONDS})`)
    .limit(100)
    .execute()
  for (const { id } of rows) {
    if (await queue.holds(id)) continue
    await queue.forget(id)
    await ctx.db.updateTable('jobRun').set({ queuedAt: null }).where('id', '=', id).execute()
  }
}

/** Starts the worker: relays the outbox to the queue and runs what the queue hands back. */
export const startWorker = (
  services: Services,
  options: QueueOptions & { concurrency: number },
  list: JobHandler[],
): Worker => {
  const handlers = new Map(list.map((entry) => [entry.job.name, entry]))
  const queue = openQueue(options, services.now)
  const ctx = systemContext(services, 'outbox')
  let busy: Promise<void> | null = null
  let again = false
  const outage = new Outage(services.log, 'outbox')
  const relayAll = async () => {
    do {
      again = false
      while ((await relayOutbox(ctx.db, 200, (rows) => queue.add(rows))) > 0);
    } while (again)
  }
  const relay = (): Promise<void> => {
    again = true
    busy ??= relayAll()
      .catch((error: unknown) => outage.met(error))
      .finally(() => {
        busy = null
      })
    return busy
  }
  const worker = startQueueWorker(options, (id, name, last) => runJob(services, handlers, id, name, last))
  const ticks = setInterval(relay, RELAY_MS)
  const sweeps = setInterval(() => {
    sweep(ctx, queue).catch((error: unknown) => outage.met(error))
  }, SWEEP_MS)
  services.bus
    .listen((message) => {
      if (message.kind === 'wake' && message.name === 'outbox') void relay()
    }, relay)
    .catch((error: unknown) => services.log.warn('outbox.listen', { error: String(error) }))
  return {
    relay,
    get able() {
      return worker.able
    },
    close: async () => {
      clearInterval(ticks)
      clearInterval(sweeps)
      await worker.close()
      await busy
      await queue.close()
    },
  }
}
