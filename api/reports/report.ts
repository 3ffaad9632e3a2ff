import { sql } from 'kysely'
import { type Actor, isInScopes } from '#domain/permission.ts'
import { invalidField, notFound, Problem } from '#domain/problem.ts'
import type { ProblemCode } from '#domain/problem-code.ts'
import { topicOf } from '#domain/realtime.ts'
import { type ReportView, reportChanged, writeReport } from '#domain/reports/contract.ts'
import type { Locale } from '#domain/school/school.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { exportableClasses, exportsSchool } from '../classes/report.ts'
import { decodeCursor, pageOf } from '../http/cursor.ts'

/** Days after which a workbook is deleted; a new one is one click away. */
const KEPT_DAYS = 30

const selectReports = (ctx: Context) =>
  ctx.db
    .selectFrom('report')
    .innerJoin('term', 'term.id', 'report.termId')
    .innerJoin('account', 'account.id', 'report.requestedBy')
    .select([
      'report.id',
      'report.schoolId',
      'report.termId',
      'report.classIds',
      'report.locale',
      'report.state',
      'report.percent',
      'report.fileName',
      'report.blobKey',
      'report.size',
      'report.cells',
      'report.error',
      'report.requestedAt',
      'report.readyAt',
      'term.name as termName',
      'account.id as accountId',
      'account.displayName',
    ])

type Row = Awaited<ReturnType<ReturnType<typeof selectReports>['executeTakeFirstOrThrow']>>

const viewOf = (row: Row): ReportView => ({
  id: row.id,
  termName: row.termName,
  classCount: row.classIds.length,
  locale: row.locale,
  state: row.state,
  percent: row.percent,
  fileName: row.fileName,
  size: row.size,
  cells: row.cells,
  error: row.error === null ? null : { code: row.error },
  requestedBy: { id: row.accountId, displayName: row.displayName },
  requestedAt: row.requestedAt.toISOString(),
  readyAt: row.readyAt?.toISOString() ?? null,
})

/** Own reports, and all of the school for those who may export all of it. */
const readable = (ctx: Context, actor: Actor) => {
  const query = selectReports(ctx)
    .where('report.schoolId', '=', actor.schoolId)
    .where(sql.lit(isInScopes(actor, 'grade.export')))
  return exportsSchool(actor) ? query : query.where('report.requestedBy', '=', actor.id)
}

const rowFor = async (ctx: Context, reportId: string): Promise<Row> => {
  const row = await readable(ctx, actorOf(ctx)).where('report.id', '=', reportId).executeTakeFirst()
  if (!row) throw notFound()
  return row
}

export const getReport = async (ctx: Context, reportId: string): Promise<ReportView> =>
  viewOf(await rowFor(ctx, reportId))

/** A page of the reports that the caller may read, newest first. */
export const listReports = async (ctx: Context, { after, limit }: { after?: string; limit: number }) => {
  const [at, id] = after ? decodeCursor(after, 'instant', 'id') : []
  const rows = await readable(ctx, actorOf(ctx))
    .$if(after !== undefined, (reports) =>
      reports.where(sql<boolean>`(report.requested_at, report.id) < (${at}::timestamptz, ${id}::uuid)`),
    )
    .orderBy('report.requestedAt', 'desc')
    .orderBy('report.id', 'desc')
    .limit(limit + 1)
    .execute()
  const { page, next } = pageOf(rows, limit, (row) => [row.requestedAt.toISOString(), row.id])
  return { reports: page.map(viewOf), next }
}

/** Tells how a report stands to who asked and to administration, inside the transaction that changed it. */
export const tellReport = async (tx: Transaction, reportId: string): Promise<void> => {
  const row = await selectReports(tx).where('report.id', '=', reportId).executeTakeFirst()
  if (!row) return
  for (const topic of [topicOf('account', row.accountId), topicOf('school', row.schoolId)])
    tx.publish(topic, reportChanged, { report: viewOf(row) })
}

export interface ReportWish {
  id: string
  termId: string
  classIds?: readonly string[]
  locale?: Locale
}

/** Reports of one person that may be waiting or being written at a time. */
const UNDER_WAY = 5

/**
 * Asks for the term report of classes; the worker writes it. Each class must be one whose grades the caller may export,
 * else *not found*. Retrying with the same id gives the same report.
 */
export const requestReport = async (ctx: Context, wish: ReportWish): Promise<ReportView> => {
  const actor = actorOf(ctx)
  const wanted = wish.classIds ? [...new Set(wish.classIds)] : null
  const classes = await exportableClasses(ctx, actor, wish.termId, wanted)
  if (wanted && classes.length !== wanted.length) throw notFound()
  if (classes.length === 0 && !exportsSchool(actor) && actor.role !== 'teacher')
    throw new Problem('forbidden')
  if (classes.length === 0) throw invalidField('classIds', 'no-classes')
  const { locale } = await ctx.db
    .selectFrom('school')
    .select('locale')
    .where('id', '=', actor.schoolId)
    .executeTakeFirstOrThrow()
  await inTransaction(ctx, async (tx) => {
    // One after the other for each person, so that the reports under way can be counted.
    await tx.db.selectFrom('account').select('id').where('id', '=', actor.id).forUpdate().execute()
    const { waiting } = await tx.db
      .selectFrom('report')
      .select(sql<number>`count(*)::int`.as('waiting'))
      .where('requestedBy', '=', actor.id)
      .where('state', 'in', ['waiting', 'running'])
      .where('id', '!=', wish.id)
      .executeTakeFirstOrThrow()
    if (waiting >= UNDER_WAY) throw new Problem('limit-reached', { code: 'too-many-reports', retryAfter: 30 })
    const row = await tx.db
      .insertInto('report')
      .values({
        id: wish.id,
        schoolId: actor.schoolId,
        termId: wish.termId,
        classIds: classes.map((one) => one.id),
        locale: wish.locale ?? locale,
        requestedBy: actor.id,
        state: 'waiting',
        requestedAt: tx.now(),
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!row) return
    tx.enqueue(writeReport, { reportId: wish.id })
    tx.audit('report.requested', { kind: 'report', id: wish.id }, { classes: classes.length })
    await tellReport(tx, wish.id)
  })
  return getReport(ctx, wish.id)
}

/** Why a report cannot be saved, by its state. */
const UNFINISHED: Record<string, ProblemCode | undefined> = {
  waiting: 'report-waiting',
  running: 'report-running',
  failed: 'report-failed',
}

/**
 * Opens a finished report to be saved. The right is checked anew for each class in it: who has lost one of them gets
 * none of it. Each download is in the audit log.
 */
export const openReport = async (ctx: Context, reportId: string) => {
  const row = await rowFor(ctx, reportId)
  const classes = await exportableClasses(ctx, actorOf(ctx), row.termId, row.classIds)
  if (classes.length !== row.classIds.length) throw notFound()
  const unfinished = UNFINISHED[row.state]
  if (unfinished) throw new Problem('conflict', { code: unfinished })
  if (!row.blobKey) throw new Problem('gone')
  const { blobs } = ctx.services
  const size = await blobs.size(row.blobKey)
  if (size === null) throw new Problem('gone')
  await inTransaction(ctx, async (tx) => {
    tx.audit('report.downloaded', { kind: 'report', id: reportId }, { classes: classes.length })
  })
  return { body: await blobs.get(row.blobKey), size, name: row.fileName ?? 'report.xlsx' }
}

/** Deletes reports after a month: they hold grades, and can be made again. */
export const sweepReports = async (ctx: Context): Promise<void> => {
  const old = await ctx.db
    .deleteFrom('report')
    .where('requestedAt', '<', new Date(ctx.now().getTime() - KEPT_DAYS * 86_400_000))
    .where('state', 'in', ['ready', 'failed'])
    .returning('blobKey')
    .execute()
  for (const { blobKey } of old) if (blobKey) await ctx.services.blobs.remove(blobKey)
}
