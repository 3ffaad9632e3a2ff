import { Problem } from '#domain/problem.ts'
import type { ReportClass, ReportCover } from '#domain/reports/report.ts'
import { REPORT_WORDS, type ReportWords } from '#domain/reports/report-words.ts'
import { wallOf } from '#domain/time.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { loadActor } from '../accounts/session.ts'
import { exportableClasses, type ReportedClass } from '../classes/report.ts'
import { itemCounts, loadReportClass } from '../grades/class-report.ts'
import { tellReport } from './report.ts'

/** A report at work: what goes on its cover, and its classes one by one. */
export interface StartedReport {
  id: string
  words: ReportWords
  cover: ReportCover
  fileName: string
  classes(): AsyncGenerator<ReportClass>
}

/** The instant as the school's wall clock shows it, in UTC fields. */
const wallDate = (instant: Date, timeZone: string): Date => {
  const { on, at } = wallOf(instant, timeZone)
  return new Date(`${on}T${at}:00Z`)
}

const loadReport = (ctx: Context, reportId: string) =>
  ctx.db
    .selectFrom('report')
    .innerJoin('school', 'school.id', 'report.schoolId')
    .innerJoin('term', 'term.id', 'report.termId')
    .innerJoin('account', 'account.id', 'report.requestedBy')
    .select([
      'report.id',
      'report.termId',
      'report.classIds',
      'report.locale',
      'report.requestedBy',
      'school.name as schoolName',
      'school.timeZone',
      'term.name as termName',
      'account.displayName',
    ])
    .where('report.id', '=', reportId)
    .where('report.state', '!=', 'ready')
    .executeTakeFirst()

const coverClasses = async (ctx: Context, classes: readonly ReportedClass[]) => {
  const items = await itemCounts(
    ctx,
    classes.map((one) => one.id),
  )
  return classes.map(({ id, code, name, subject, teachers, students }) => ({
    code,
    name,
    subject,
    teachers,
    students,
    items: items.get(id) ?? 0,
  }))
}

const classesOneByOne = async function* (ctx: Context, heads: readonly ReportedClass[]) {
  for (const head of heads) yield await loadReportClass(ctx, head)
}

/**
 * Starts a report that waits, was cut off or has failed; null when there is nothing to do. Throws `forbidden` when who
 * asked may not export all of its classes any more.
 */
export const startReport = async (ctx: Context, reportId: string): Promise<StartedReport | null> => {
  const row = await loadReport(ctx, reportId)
  if (!row) return null
  const actor = await loadActor(ctx.services, row.requestedBy)
  const heads = actor ? await exportableClasses(ctx, actor, row.termId, row.classIds) : []
  if (heads.length !== row.classIds.length) throw new Problem('forbidden')
  const words = REPORT_WORDS[row.locale]
  const requestedAt = wallDate(ctx.now(), row.timeZone)
  await markReport(ctx, reportId, 0)
  return {
    id: reportId,
    words,
    fileName: `${words.title} ${row.termName} ${requestedAt.toISOString().slice(0, 10)}.xlsx`.replace(
      /[\\/]/g,
      '-',
    ),
    cover: {
      school: row.schoolName,
      term: row.termName,
      requestedBy: row.displayName,
      requestedAt,
      classes: await coverClasses(ctx, heads),
    },
    classes: () => classesOneByOne(ctx, heads),
  }
}

/** Shows how far a report is. */
export const markReport = (ctx: Context, reportId: string, percent: number): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    await tx.db
      .updateTable('report')
      .set({ state: 'running', percent: Math.round(percent), error: null })
      .where('id', '=', reportId)
      .where('state', '!=', 'ready')
      .execute()
    await tellReport(tx, reportId)
  })

/** Makes a written workbook the report's; in the transaction that ends the job, so that it happens once. */
export const finishReport = async (
  tx: Transaction,
  reportId: string,
  written: { blobKey: string; fileName: string; size: number; cells: number },
): Promise<void> => {
  await tx.db
    .updateTable('report')
    .set({ ...written, state: 'ready', percent: 100, error: null, readyAt: tx.now() })
    .where('id', '=', reportId)
    .execute()
  await tellReport(tx, reportId)
}

/** Says that a report will not come. */
export const failReport = async (tx: Transaction, reportId: string, code: string): Promise<void> => {
  await tx.db
    .updateTable('report')
    .set({ state: 'failed', error: code })
    .where('id', '=', reportId)
    .where('state', '!=', 'ready')
    .execute()
  await tellReport(tx, reportId)
}
