import { sql } from 'kysely'
import type { Database } from '../db/connect.ts'
import { jsonb } from '../db/json.ts'

export interface NewJob {
  id: string
  schoolId: string | null
  name: string
  payload: unknown
  dedupe: string | null
  attempts: number
  createdAt: Date
  runAt: Date
}

/**
 * Writes the wish for jobs with the change that wants them. A wish for something that is still waiting takes that row's
 * lock and renews it, so that a worker about to start it waits for this commit and sees this change.
 */
export const writeJobs = async (db: Database, jobs: NewJob[]): Promise<void> => {
  if (jobs.length === 0) return
  const ordered = [...jobs].sort((a, b) =>
    `${a.name} ${a.dedupe ?? ''}`.localeCompare(`${b.name} ${b.dedupe ?? ''}`),
  )
  for (const job of ordered) {
    await db
      .insertInto('jobRun')
      .values({ ...job, payload: jsonb(job.payload), state: 'waiting' })
      .onConflict((conflict) =>
        conflict
          .columns(['name', 'dedupe'])
          // Written out: with a parameter PostgreSQL cannot see, in a plan made once for all values, which index is meant.
          .where(sql<boolean>`state = 'waiting'`)
          .doUpdateSet((row) => ({ payload: row.ref('excluded.payload') })),
      )
      .execute()
  }
}

/** Takes a job out for good: it has ended, and nobody runs it. */
export const removeJob = async (db: Database, id: string): Promise<void> => {
  await db.deleteFrom('jobRun').where('id', '=', id).execute()
}

/** Jobs that were wanted in the past and wait still are wanted from now on. */
export const wantJobsFrom = async (db: Database, at: Date): Promise<void> => {
  await db.updateTable('jobRun').set({ createdAt: at, runAt: at }).where('state', '=', 'waiting').execute()
}

export interface OutboxRow {
  id: string
  name: string
  attempts: number
  runAt: Date
}

/**
 * Takes the jobs that were never given to the queue, or whose queue lost them, gives them to it and marks them. Several
 * relays may run: rows are skipped while another has them. A crash between the two repeats the hand-over, which is
 * harmless because the queue knows the id.
 */
export const relayOutbox = async (
  db: Database,
  limit: number,
  handOver: (rows: OutboxRow[]) => Promise<void>,
): Promise<number> =>
  db.transaction().execute(async (tx) => {
    const rows = await tx
      .selectFrom('jobRun')
      .select(['id', 'name', 'attempts', 'runAt'])
      .where('queuedAt', 'is', null)
      .where('state', 'in', ['waiting', 'running'])
      .orderBy('runAt')
      .limit(limit)
      .forUpdate()
      .skipLocked()
      .execute()
    if (rows.length === 0) return 0
    await handOver(rows)
    await tx
      .updateTable('jobRun')
      .set({ queuedAt: sql<Date>`now()` })
      .where(
        'id',
        'in',
        rows.map((row) => row.id),
      )
      .execute()
    return rows.length
  })
