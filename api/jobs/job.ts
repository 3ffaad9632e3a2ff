import { sql } from 'kysely'
import { newId } from '#domain/ids.ts'
import type { JobView } from '#domain/jobs/contract.ts'
import { notFound, Problem } from '#domain/problem.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { removeJob, writeJobs } from '#platform/queue/outbox.ts'
import { administrator } from '../accounts/account.ts'
import { decodeCursor, pageOf } from '../http/cursor.ts'

const COLUMNS = [
  'id',
  'name',
  'state',
  'percent',
  'step',
  'attempt',
  'attempts',
  'error',
  'createdAt',
  'startedAt',
  'finishedAt',
] as const

/** The school's jobs, and those of the installation that belong to no school. */
const selectJobs = (ctx: Context, schoolId: string) =>
  ctx.db
    .selectFrom('jobRun')
    .select(COLUMNS)
    .where((eb) => eb.or([eb('schoolId', '=', schoolId), eb('schoolId', 'is', null)]))

type Row = Awaited<ReturnType<ReturnType<typeof selectJobs>['executeTakeFirstOrThrow']>>

const viewOf = (row: Row): JobView => ({
  ...row,
  state: row.state,
  createdAt: row.createdAt.toISOString(),
  startedAt: row.startedAt?.toISOString() ?? null,
  finishedAt: row.finishedAt?.toISOString() ?? null,
})

/** Background jobs, newest first, with the count of each state. */
export const listJobs = async (
  ctx: Context,
  filter: { state?: JobView['state']; after?: string; limit: number },
) => {
  const { schoolId } = administrator(ctx, 'job.manage')
  let query = selectJobs(ctx, schoolId)
  if (filter.state) query = query.where('state', '=', filter.state)
  if (filter.after) {
    const [at, id] = decodeCursor(filter.after, 'instant', 'id')
    query = query.where(sql<boolean>`(created_at, id) < (${at}::timestamptz, ${id}::uuid)`)
  }
  const rows = await query
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.limit + 1)
    .execute()
  const counted = await selectJobs(ctx, schoolId)
    .clearSelect()
    .select(['state', sql<number>`count(*)::int`.as('n')])
    .groupBy('state')
    .execute()
  const counts = { waiting: 0, running: 0, done: 0, failed: 0 }
  for (const { state, n } of counted) counts[state] = n
  const { page, next } = pageOf(rows, filter.limit, ({ createdAt, id }) => [createdAt.toISOString(), id])
  return { jobs: page.map(viewOf), counts, next }
}

/**
 * Tries a failed job again: as a new job with the same wish, so that the queue's memory of the old one cannot stand in
 * its way. Throws `conflict` when it has not failed.
 */
export const retryJob = async (ctx: Context, jobId: string): Promise<JobView> => {
  const { schoolId } = administrator(ctx, 'job.manage')
  const id = newId()
  await inTransaction(ctx, async (tx) => {
    const failed = await selectJobs(tx, schoolId)
      .select(['payload', 'dedupe', 'jobRun.schoolId'])
      .where('id', '=', jobId)
      .forUpdate()
      .executeTakeFirst()
    if (!failed) throw notFound()
    if (failed.state !== 'failed') throw new Problem('conflict', { code: 'job-not-failed' })
    await removeJob(tx.db, jobId)
    const { schoolId: ofSchool, name, payload, attempts } = failed
    const [createdAt, runAt] = [tx.now(), tx.now()]
    await writeJobs(tx.db, [
      { id, schoolId: ofSchool, name, payload, dedupe: null, attempts, createdAt, runAt },
    ])
    tx.audit('job.retried', { kind: 'job', id }, { name: failed.name })
  })
  ctx.services.bus.wake('outbox')
  return viewOf(await selectJobs(ctx, schoolId).where('id', '=', id).executeTakeFirstOrThrow())
}
