import * as z from 'zod/mini'
import { endpoint, id, instant, nothing } from '../contract.ts'
import { cursor, pageSize } from '../page.ts'

export const JOB_STATES = ['waiting', 'running', 'done', 'failed'] as const

export const jobView = z.object({
  id,
  name: z.string(),
  state: z.enum(JOB_STATES),
  percent: z.int(),
  step: z.nullable(z.string()),
  attempt: z.int(),
  attempts: z.int(),
  error: z.nullable(z.string()),
  createdAt: instant,
  startedAt: z.nullable(instant),
  finishedAt: z.nullable(instant),
})
export type JobView = z.output<typeof jobView>

export const listJobs = endpoint({
  method: 'GET',
  path: '/api/jobs',
  summary: 'Background jobs, newest first, with the count of each state.',
  input: z.strictObject({ state: z.optional(z.enum(JOB_STATES)), after: cursor, limit: pageSize(100) }),
  output: z.object({
    jobs: z.array(jobView),
    next: z.nullable(z.string()),
    counts: z.object({ waiting: z.int(), running: z.int(), done: z.int(), failed: z.int() }),
  }),
})

export const retryJob = endpoint({
  method: 'POST',
  path: '/api/jobs/:jobId/retry',
  summary: 'Try a failed job again.',
  input: nothing,
  output: jobView,
})

/**
 * What makes the server slower than it should be, while people can work. `redis`: it does not answer the process that was
 * asked, PostgreSQL carries what happens, jobs wait. `worker`: a worker runs and cannot take jobs. `jobs`: one has waited
 * for over a minute.
 */
export const HEALTH_CONCERNS = ['redis', 'worker', 'jobs'] as const

/** Public, and answered by the server itself, also when the database is gone (503). */
export const getHealth = endpoint({
  method: 'GET',
  path: '/api/health',
  summary: 'How the server is: version, database, queue, sockets, delay.',
  access: 'public',
  input: nothing,
  output: z.object({
    status: z.enum(['ok', 'slow', 'down']),
    concerns: z.array(z.enum(HEALTH_CONCERNS)),
    version: z.string(),
    sockets: z.int(),
    eventLoopLagMs: z.number(),
    database: z.object({
      status: z.enum(['ok', 'down']),
      ms: z.optional(z.number()),
      /** The program's own user could change and empty the tables: it owns them, or is a superuser. */
      ownsTables: z.optional(z.boolean()),
    }),
    queue: z.nullable(z.object({ depth: z.int(), failed: z.int(), oldestSeconds: z.nullable(z.number()) })),
    /** The parts of the program in the order in which they start, on whatever machine each runs. */
    parts: z.array(
      z.object({
        name: z.string(),
        status: z.enum(['running', 'asleep', 'missing']),
        processes: z.array(
          z.object({ startedAt: instant, memoryMb: z.int(), figures: z.record(z.string(), z.number()) }),
        ),
        memoryLineMb: z.int(),
      }),
    ),
  }),
})
