import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Hono } from 'hono'
import { sql } from 'kysely'
import type { OutputOf } from '#domain/contract.ts'
import { type getHealth, HEALTH_CONCERNS } from '#domain/jobs/contract.ts'
import type { Services } from '#platform/context.ts'
import { ownsTables } from '#platform/db/roles.ts'
import { type PartRow, parts } from '#platform/part.ts'
import { type PartState, partsNow } from '#platform/pulse.ts'
import type { HttpEnv } from '../feature.ts'
import type { Hub } from '../realtime/hub.ts'

const DATABASE_PATIENCE_MS = 2_000

interface QueueState {
  waiting: number
  running: number
  failed: number
  oldest: number | null
}

/** How many jobs wait, run and failed (in the last day), and how long the oldest has waited, in seconds. */
export const queueState = async (services: Services): Promise<QueueState> => {
  const { rows } = await sql<QueueState>`
    select count(*) filter (where state = 'waiting' and run_at <= now())::int as waiting,
           count(*) filter (where state = 'running')::int as running,
           (select count(*) from job_run where state = 'failed' and finished_at > now() - interval '1 day')::int as failed,
           extract(epoch from now() - min(run_at) filter (where state = 'waiting' and run_at <= now()))::float8 as oldest
    from job_run where state in ('waiting', 'running')`.execute(services.connection.db)
  return rows[0] ?? { waiting: 0, running: 0, failed: 0, oldest: null }
}

const withPatience = <T>(work: Promise<T>): Promise<T> =>
  Promise.race([
    work,
    new Promise<never>((_resolve, reject) => {
      setTimeout(() => reject(new Error('the database does not answer')), DATABASE_PATIENCE_MS).unref()
    }),
  ])

/** A job that waits for longer is taken by nobody. */
const LONG_SECONDS = 60

type Concern = OutputOf<typeof getHealth>['concerns'][number]

/** Why the server is slower than it should be. */
const concernsOf = (services: Services, queue: QueueState, states: readonly PartState[]): Concern[] => {
  const found: Record<Concern, boolean> = {
    redis: services.bus.slowed,
    worker: states.some(({ processes }) => processes.some(({ figures }) => figures.takesJobs === 0)),
    jobs: (queue.oldest ?? 0) > LONG_SECONDS,
  }
  return HEALTH_CONCERNS.filter((concern) => found[concern])
}

const viewOf = ({ processes, ...part }: PartState) => ({
  ...part,
  processes: processes.map((one) => ({ ...one, startedAt: one.startedAt.toISOString() })),
})

/**
 * `GET /api/health`: 200 when people can work, 503 when the database is gone; nothing that needs a right to know. A part
 * that is missing and what is slow (`concerns`) are named and alarm nobody else: people can work, and what should be done waits.
 */
export const mountHealth = (
  app: Hono<HttpEnv>,
  services: Services,
  hub: Hub,
  version: string,
  rows: readonly PartRow[] = parts,
): void => {
  const lag = monitorEventLoopDelay({ resolution: 20 })
  lag.enable()
  // For proxies and whoever restarts processes: a process that lives is not restarted because the database is away.
  app.get('/api/health/alive', (http) => http.text('alive'))
  app.get('/api/health/ready', async (http) => {
    const answers = await withPatience(sql`select 1`.execute(services.connection.db)).catch(() => null)
    return answers ? http.text('ready') : http.text('the database does not answer', 503)
  })
  app.get('/api/health', async (http) => {
    const base = {
      version,
      sockets: hub.connections.size,
      eventLoopLagMs: Math.max(0, Math.round((lag.mean / 1e6 - 20) * 10) / 10),
    }
    lag.reset()
    try {
      const started = performance.now()
      const queue = await withPatience(queueState(services))
      const databaseMs = Math.round((performance.now() - started) * 10) / 10
      const states = await withPatience(partsNow(services.connection.db, rows))
      const concerns = concernsOf(services, queue, states)
      return http.json({
        status: concerns.length > 0 ? 'slow' : 'ok',
        concerns,
        ...base,
        database: {
          status: 'ok',
          ms: databaseMs,
          ownsTables: await withPatience(ownsTables(services.connection.db)),
        },
        queue: { depth: queue.waiting + queue.running, failed: queue.failed, oldestSeconds: queue.oldest },
        parts: states.map(viewOf),
      })
    } catch {
      return http.json(
        { status: 'down', concerns: [], ...base, database: { status: 'down' }, queue: null, parts: [] },
        503,
      )
    }
  })
}
