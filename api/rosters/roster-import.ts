import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import { newId } from '#domain/ids.ts'
import { notFound, Problem } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import {
  applyRoster,
  CARDS_AT_ONCE,
  checkRoster,
  type RosterImportView,
  rosterImportChanged,
} from '#domain/rosters/contract.ts'
import type { RosterKind } from '#domain/rosters/roster-columns.ts'
import {
  type PlannedRow,
  plannedRow,
  type RosterProblemCode,
  rosterSummary,
} from '#domain/rosters/roster-plan.ts'
import { type RosterChoice, rosterChoice, rosterReading } from '#domain/rosters/roster-reading.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { jsonb } from '#platform/db/json.ts'
import { DEFAULT_LIMITS } from '#platform/spreadsheet/sheet.ts'
import { administrator } from '../accounts/account.ts'
import { decodeCursor, pageOf } from '../http/cursor.ts'
import { readCards } from './roster-cards.ts'

/** Days after which a file that nobody applied is forgotten. */
const KEPT_DAYS = 7

const selectImports = (ctx: Context, schoolId: string) =>
  ctx.db
    .selectFrom('rosterImport')
    .innerJoin('account', 'account.id', 'rosterImport.requestedBy')
    .select([
      'rosterImport.id',
      'rosterImport.schoolId',
      'rosterImport.fileName',
      'rosterImport.state',
      'rosterImport.percent',
      'rosterImport.summary',
      'rosterImport.reading',
      'rosterImport.choice',
      'rosterImport.error',
      'rosterImport.requestedAt',
      'rosterImport.appliedAt',
      'rosterImport.cardsKey',
      'rosterImport.cardsUntil',
      'account.id as accountId',
      'account.displayName',
    ])
    .where('rosterImport.schoolId', '=', schoolId)

type Row = Awaited<ReturnType<ReturnType<typeof selectImports>['executeTakeFirstOrThrow']>>

const viewOf = (row: Row): RosterImportView => ({
  id: row.id,
  fileName: row.fileName,
  state: row.state,
  percent: row.percent,
  summary: rosterSummary.safeParse(row.summary).data ?? null,
  reading: rosterReading.safeParse(row.reading).data ?? null,
  choice: rosterChoice.safeParse(row.choice).data ?? {},
  error: row.error as RosterImportView['error'],
  requestedBy: { id: row.accountId, displayName: row.displayName },
  requestedAt: row.requestedAt.toISOString(),
  appliedAt: row.appliedAt?.toISOString() ?? null,
  cardsUntil: row.cardsUntil?.toISOString() ?? null,
})

const rowFor = async (ctx: Context, importId: string): Promise<Row> => {
  const { schoolId } = administrator(ctx, 'roster.import')
  const row = await selectImports(ctx, schoolId).where('rosterImport.id', '=', importId).executeTakeFirst()
  if (!row) throw notFound()
  return row
}

export const getRosterImport = async (ctx: Context, importId: string): Promise<RosterImportView> =>
  viewOf(await rowFor(ctx, importId))

/** A page of the school's imports, newest first. */
export const listRosterImports = async (
  ctx: Context,
  { after, limit }: { after?: string; limit: number },
) => {
  const { schoolId } = administrator(ctx, 'roster.import')
  const [at, id] = after ? decodeCursor(after, 'instant', 'id') : []
  const rows = await selectImports(ctx, schoolId)
    .$if(after !== undefined, (imports) =>
      imports.where(
        sql<boolean>`(roster_import.requested_at, roster_import.id) < (${at}::timestamptz, ${id}::uuid)`,
      ),
    )
    .orderBy('rosterImport.requestedAt', 'desc')
    .orderBy('rosterImport.id', 'desc')
    .limit(limit + 1)
    .execute()
  const { page, next } = pageOf(rows, limit, (row) => [row.requestedAt.toISOString(), row.id])
  return { imports: page.map(viewOf), next }
}

/** Tells everybody who administers the school how an import stands; inside the transaction that changed it. */
export const tellImport = async (tx: Transaction, schoolId: string, importId: string): Promise<void> => {
  const row = await selectImports(tx, schoolId).where('rosterImport.id', '=', importId).executeTakeFirst()
  if (row) tx.publish(topicOf('school', schoolId), rosterImportChanged, { import: viewOf(row) })
}

/** `C:\rosters\a.xlsx` → `a.xlsx`, without what cannot be shown. */
const safeName = (name: string): string =>
  name
    .replace(/^.*[\\/]/, '')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .slice(0, 120) || 'roster.xlsx'

const limited = async function* (body: Readable): AsyncGenerator<Uint8Array> {
  const limit = DEFAULT_LIMITS.bytes
  let size = 0
  const pieces: AsyncIterable<Uint8Array> = body
  for await (const piece of pieces) {
    size += piece.length
    if (size > limit) throw new Problem('too-large', { code: 'spreadsheet-too-large', params: { limit } })
    yield piece
  }
}

/**
 * Takes a roster file as it arrives and has it checked; nothing of the school changes. Throws `too-large` beyond 20 MB.
 */
export const startRosterImport = async (
  ctx: Context,
  fileName: string,
  body: Readable,
): Promise<RosterImportView> => {
  const actor = administrator(ctx, 'roster.import')
  const [id, blobKey] = [newId(), `roster-${newId()}`]
  await ctx.services.blobs.put(blobKey, Readable.from(limited(body)))
  try {
    await inTransaction(ctx, async (tx) => {
      await tx.db
        .insertInto('rosterImport')
        .values({
          id,
          schoolId: actor.schoolId,
          requestedBy: actor.id,
          fileName: safeName(fileName),
          blobKey,
          state: 'checking',
          requestedAt: tx.now(),
        })
        .execute()
      tx.enqueue(checkRoster, { importId: id })
      tx.audit('roster.uploaded', { kind: 'roster-import', id })
      await tellImport(tx, actor.schoolId, id)
    })
  } catch (error) {
    await ctx.services.blobs.remove(blobKey)
    throw error
  }
  return getRosterImport(ctx, id)
}

export interface RowFilter {
  fate?: PlannedRow['fate']
  kind?: RosterKind
  problems?: 'only'
  problem?: RosterProblemCode
  after: number
  limit: number
}

/** What becomes of each row of the file, by pages. */
export const listRosterRows = async (ctx: Context, importId: string, filter: RowFilter) => {
  await rowFor(ctx, importId)
  let query = ctx.db.selectFrom('rosterImportRow').where('importId', '=', importId)
  if (filter.fate) query = query.where('fate', '=', filter.fate)
  if (filter.kind) query = query.where('kind', '=', filter.kind)
  if (filter.problems) query = query.where((eb) => eb.or([eb('fate', '=', 'error'), eb('warned', '=', true)]))
  const { problem } = filter
  if (problem) query = query.where(sql<boolean>`body -> 'problems' @> ${jsonb([{ code: problem }])}`)
  const { total } = await query.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await query
    .select(['no', 'body'])
    .where('no', '>', filter.after)
    .orderBy('no')
    .limit(filter.limit + 1)
    .execute()
  const page = rows.slice(0, filter.limit)
  return {
    rows: page.map((row) => plannedRow.parse(row.body)),
    next: rows.length > filter.limit ? (page.at(-1)?.no ?? null) : null,
    total: Number(total),
  }
}

/**
 * Has the file read again as a person chose: they see that names are garbled, or that nobody has a role. Only while
 * nothing was applied. Choosing what is chosen already does nothing.
 */
export const readRosterAgain = async (
  ctx: Context,
  importId: string,
  choice: RosterChoice,
): Promise<RosterImportView> => {
  const before = await rowFor(ctx, importId)
  await inTransaction(ctx, async (tx) => {
    const changed = await tx.db
      .updateTable('rosterImport')
      .set({ state: 'checking', percent: 0, error: null, choice: jsonb(choice) })
      .where('id', '=', importId)
      .where('state', 'in', ['checked', 'failed'])
      .where(sql<boolean>`(choice <> ${jsonb(choice)} or state = 'failed')`)
      .returning('id')
      .executeTakeFirst()
    if (!changed) return
    tx.enqueue(checkRoster, { importId })
    tx.audit('roster.read-again', { kind: 'roster-import', id: importId }, { ...choice })
    await tellImport(tx, before.schoolId, importId)
  })
  const view = await getRosterImport(ctx, importId)
  if (view.state === 'applying' || view.state === 'applied')
    throw new Problem('conflict', { code: `roster-${view.state}` })
  return view
}

/** Has a checked import carried out; asking again while or after it is does nothing more. */
export const applyRosterImport = async (ctx: Context, importId: string): Promise<RosterImportView> => {
  const { schoolId } = await rowFor(ctx, importId)
  await inTransaction(ctx, async (tx) => {
    const changed = await tx.db
      .updateTable('rosterImport')
      .set({ state: 'applying', percent: 0 })
      .where('id', '=', importId)
      .where('state', '=', 'checked')
      .returning('id')
      .executeTakeFirst()
    if (!changed) return
    tx.enqueue(applyRoster, { importId })
    tx.audit('roster.apply-requested', { kind: 'roster-import', id: importId })
    await tellImport(tx, schoolId, importId)
  })
  const view = await getRosterImport(ctx, importId)
  if (view.state !== 'applying' && view.state !== 'applied')
    throw new Problem('conflict', { code: `roster-${view.state}` })
  return view
}

/** Where the list of first passwords of an import lies, for a day; each fetch is in the audit log. */
const fetchCards = async (ctx: Context, importId: string) => {
  const row = await rowFor(ctx, importId)
  const { blobs } = ctx.services
  const size =
    row.cardsKey && row.cardsUntil && row.cardsUntil > ctx.now() ? await blobs.size(row.cardsKey) : null
  if (!row.cardsKey || size === null) throw new Problem('gone', { code: 'roster-cards-gone' })
  await inTransaction(ctx, async (tx) => {
    tx.audit('roster.cards-downloaded', { kind: 'roster-import', id: importId })
  })
  return { body: await blobs.get(row.cardsKey), size, day: row.appliedAt?.toISOString().slice(0, 10) ?? '' }
}

/** The list of first passwords of an import, as a workbook. */
export const openRosterCards = async (ctx: Context, importId: string) => {
  const { day, ...file } = await fetchCards(ctx, importId)
  return { ...file, name: `passwords-${day}.xlsx` }
}

/** The same list, to print as cards. */
export const listRosterCards = async (ctx: Context, importId: string, input: { from: number }) => {
  const { body } = await fetchCards(ctx, importId)
  const cards = await readCards(await buffer(body))
  return { cards: cards.slice(input.from, input.from + CARDS_AT_ONCE), total: cards.length }
}

/** Deletes the list of first passwords before its day is over. */
export const deleteRosterCards = async (ctx: Context, importId: string): Promise<void> => {
  const row = await rowFor(ctx, importId)
  if (!row.cardsKey) return
  await inTransaction(ctx, async (tx) => {
    await tx.db
      .updateTable('rosterImport')
      .set({ cardsKey: null, cardsUntil: null })
      .where('id', '=', importId)
      .execute()
    tx.audit('roster.cards-deleted', { kind: 'roster-import', id: importId })
    await tellImport(tx, row.schoolId, importId)
  })
  await ctx.services.blobs.remove(row.cardsKey)
}

/** Deletes lists of first passwords whose day is over, and files that nobody applied within a week. */
export const sweepRosterImports = async (ctx: Context): Promise<void> => {
  const now = ctx.now()
  const expired = await ctx.db
    .selectFrom('rosterImport')
    .select(['id', 'cardsKey'])
    .where('cardsUntil', '<', now)
    .where('cardsKey', 'is not', null)
    .execute()
  for (const { id, cardsKey } of expired) {
    await ctx.services.blobs.remove(cardsKey ?? '')
    await ctx.db
      .updateTable('rosterImport')
      .set({ cardsKey: null, cardsUntil: null })
      .where('id', '=', id)
      .execute()
  }
  const stale = await ctx.db
    .deleteFrom('rosterImport')
    .where('state', 'in', ['checked', 'failed'])
    .where('requestedAt', '<', new Date(now.getTime() - KEPT_DAYS * 86_400_000))
    .returning('blobKey')
    .execute()
  for (const { blobKey } of stale) await ctx.services.blobs.remove(blobKey)
}
