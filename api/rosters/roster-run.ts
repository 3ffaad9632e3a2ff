import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import { newId } from '#domain/ids.ts'
import { type Actor, can } from '#domain/permission.ts'
import { Problem, type ProblemKind } from '#domain/problem.ts'
import type { ProblemCode } from '#domain/problem-code.ts'
import { readOneRoster } from '#domain/rosters/one-roster.ts'
import { cellText } from '#domain/rosters/roster-cell.ts'
import type { RosterSheet } from '#domain/rosters/roster-columns.ts'
import { hasRoster, planRoster } from '#domain/rosters/roster-import.ts'
import { fold, type PlannedRow, type RosterPlan } from '#domain/rosters/roster-plan.ts'
import { type RosterChoice, type RosterReading, rosterChoice } from '#domain/rosters/roster-reading.ts'
import type { ExistingSchool } from '#domain/rosters/roster-school.ts'
import type { Locale } from '#domain/school/school.ts'
import { type DecidedText, sampleIn } from '#domain/text-encoding.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { jsonb } from '#platform/db/json.ts'
import type { Run } from '#platform/queue/run.ts'
import { readSpreadsheetFile } from '#platform/spreadsheet/read.ts'
import { loadRosterAccounts, takenElsewhere } from '../accounts/roster.ts'
import { loadActor } from '../accounts/session.ts'
import { loadRosterClasses } from '../classes/roster.ts'
import { currentTermId } from '../school/term.ts'
import { type LoginCard, writeCards } from './roster-cards.ts'
import { tellImport } from './roster-import.ts'
import { saveRoster } from './roster-save.ts'
import { cardsOf, makeSecrets, type Secret } from './roster-secrets.ts'

const ROWS_AT_ONCE = 2000
const CARDS_HOURS = 24

interface Import {
  id: string
  schoolId: string
  fileName: string
  blobKey: string
  locale: Locale
  schoolName: string
  choice: RosterChoice
  actor: Actor
}

/** The import, when it waits for this step and who asked for it may still import. */
const importIn = async (
  ctx: Context,
  importId: string,
  state: 'checking' | 'applying',
): Promise<Import | null> => {
  const row = await ctx.db
    .selectFrom('rosterImport')
    .innerJoin('school', 'school.id', 'rosterImport.schoolId')
    .select([
      'rosterImport.id',
      'rosterImport.schoolId',
      'rosterImport.fileName',
      'rosterImport.blobKey',
      'rosterImport.requestedBy',
      'rosterImport.choice',
      'school.locale',
      'school.name as schoolName',
    ])
    .where('rosterImport.id', '=', importId)
    // A failed step may be tried again from the list of jobs.
    .where('rosterImport.state', 'in', [state, 'failed'])
    .executeTakeFirst()
  if (!row) return null
  const { requestedBy, locale, choice, ...rest } = row
  const actor = await loadActor(ctx.services, requestedBy)
  if (!actor || !can(actor, 'roster.import', { schoolId: row.schoolId })) throw new Problem('forbidden')
  return { ...rest, locale, actor, choice: rosterChoice.safeParse(choice).data ?? {} }
}

const PREVIEW = { rows: 6, cells: 6, characters: 40 }

/** What a person judges a reading by. */
const readingOf = (
  bytes: Uint8Array,
  { encoding, sure, others }: Pick<DecidedText, 'encoding' | 'sure' | 'others'>,
  sheets: readonly RosterSheet[],
  chosen: boolean,
): RosterReading => ({
  encoding,
  sure,
  chosen,
  preview: (sheets[0]?.rows ?? [])
    .slice(0, PREVIEW.rows)
    .map(({ cells }) => cells.slice(0, PREVIEW.cells).map((cell) => cell.slice(0, PREVIEW.characters))),
  others: others.map((other) => ({ encoding: other, sample: sampleIn(bytes, other) })),
})

interface ReadRoster {
  sheets: RosterSheet[]
  reading: RosterReading | null
}

const readRoster = async (ctx: Context, file: Import): Promise<ReadRoster> => {
  const bytes = await buffer(await ctx.services.blobs.get(file.blobKey))
  const { encoding } = file.choice
  const { sheets: read, reading } = await readSpreadsheetFile(bytes, file.fileName, { encoding })
  const { sheets, missing } = readOneRoster(read) ?? { sheets: read, missing: [] }
  if (missing.length > 0)
    throw new Problem('invalid', { code: 'roster-files-missing', params: { files: missing.join(', ') } })
  return { sheets, reading: reading && readingOf(bytes, reading, sheets, encoding !== undefined) }
}

const termsOf = async (ctx: Context, schoolId: string) => {
  const terms = await ctx.db
    .selectFrom('term')
    .select(['id', 'name'])
    .where('schoolId', '=', schoolId)
    .execute()
  return { terms, currentTermId: terms.length > 0 ? await currentTermId(ctx, schoolId) : null }
}

/** Every cell that could be a name or an address in use elsewhere, and the name in an address. */
const candidates = (sheets: readonly RosterSheet[]) => {
  const names = new Set<string>()
  const emails = new Set<string>()
  for (const sheet of sheets)
    for (const { cells, doubts = [] } of sheet.rows)
      for (const cell of [...cells, ...doubts.map(({ digits = '' }) => digits)]) {
        const key = fold(cellText('username', cell))
        if (key.includes('@')) emails.add(key)
        names.add(key.split('@')[0] ?? '')
      }
  names.delete('')
  return { names: [...names], emails: [...emails] }
}

/** Plans the import on the school of this moment. */
const planFor = async (ctx: Context, file: Import, sheets: readonly RosterSheet[]): Promise<RosterPlan> => {
  const { names, emails } = candidates(sheets)
  const school: ExistingSchool = {
    ...(await loadRosterAccounts(ctx, file.schoolId)),
    ...(await takenElsewhere(ctx, file.schoolId, names, emails)),
    ...(await termsOf(ctx, file.schoolId)),
    ...(await loadRosterClasses(ctx, file.schoolId)),
  }
  return planRoster(sheets, school, file.actor.role, { role: file.choice.role })
}

const saveRows = async (tx: Transaction, importId: string, rows: readonly PlannedRow[]): Promise<void> => {
  await tx.db.deleteFrom('rosterImportRow').where('importId', '=', importId).execute()
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    const part = rows.slice(at, at + ROWS_AT_ONCE).map((row, n) => ({
      no: at + n + 1,
      kind: row.kind,
      fate: row.fate,
      warned: row.problems.some((problem) => problem.level === 'warning'),
      body: row,
    }))
    await sql`
      insert into roster_import_row (import_id, no, kind, fate, warned, body)
      select ${importId}, no, kind, fate, warned, body
      from jsonb_to_recordset(${jsonb(part)}) as x(no int, kind text, fate text, warned boolean, body jsonb)`.execute(
      tx.db,
    )
  }
}

/** Marks an import failed, with the reason for its screen; whatever file it came from is not needed any more. */
export const failImport = async (
  tx: Transaction,
  importId: string,
  { code, params }: Failure,
  reading: RosterReading | null = null,
): Promise<void> => {
  const row = await tx.db
    .updateTable('rosterImport')
    .set({
      state: 'failed',
      error: jsonb({ code, params }),
      // No plan stands any more: an earlier reading's would be applied by nobody, and shown to mislead.
      summary: jsonb({}),
      ...(reading && { reading: jsonb(reading) }),
    })
    .where('id', '=', importId)
    .where('state', 'in', ['checking', 'applying'])
    .returning('schoolId')
    .executeTakeFirst()
  if (row) await tellImport(tx, row.schoolId, importId)
}

interface Failure {
  code: ProblemCode | ProblemKind
  params?: Record<string, string | number>
}

const failureOf = (error: unknown): Failure | null => {
  if (!(error instanceof Problem) || error.kind === 'internal') return null
  return { code: error.details.code ?? error.kind, params: error.details.params }
}

/** The dry run: reads the file and writes down what each row would do. What is wrong with the file is its outcome. */
export const checkRosterImport = async (ctx: Context, importId: string, run: Run): Promise<void> => {
  const outcome = await checked(ctx, importId).catch((error: unknown): Checked => {
    const failure = failureOf(error)
    if (!failure) throw error
    return { plan: null, failure, reading: null }
  })
  if (!outcome) return
  await run.finish(async (tx) => {
    if (outcome.plan === null) return failImport(tx, importId, outcome.failure, outcome.reading)
    await saveRows(tx, importId, outcome.plan.rows)
    await tx.db
      .updateTable('rosterImport')
      .set({
        state: 'checked',
        percent: 100,
        error: null,
        summary: jsonb(outcome.plan.summary),
        reading: outcome.reading && jsonb(outcome.reading),
      })
      .where('id', '=', importId)
      .execute()
    await tellImport(tx, outcome.schoolId, importId)
  })
}

type Checked =
  | { plan: RosterPlan; reading: RosterReading | null; schoolId: string }
  | { plan: null; failure: Failure; reading: RosterReading | null }

const checked = async (ctx: Context, importId: string): Promise<Checked | null> => {
  const file = await importIn(ctx, importId, 'checking')
  if (!file) return null
  const { sheets, reading } = await readRoster(ctx, file)
  const plan = await planFor(ctx, file, sheets)
  // The head of a list read in a wrong encoding is none: the person can choose another.
  if (!hasRoster(plan)) return { plan: null, failure: { code: 'roster-no-lists' }, reading }
  return { plan, reading, schoolId: file.schoolId }
}

const writeCardsBlob = async (ctx: Context, file: Import, cards: LoginCard[]): Promise<string | null> => {
  if (cards.length === 0) return null
  const key = `cards-${newId()}`
  const writer = await ctx.services.blobs.writer(key)
  try {
    await writeCards(writer.stream, cards, file.locale, { creator: file.schoolName, at: ctx.now() })
    await writer.commit()
    return key
  } catch (error) {
    await writer.abort()
    throw error
  }
}

const writeImport = async (
  tx: Transaction,
  file: Import,
  sheets: readonly RosterSheet[],
  secrets: Map<string, Secret>,
  cardsKey: string | null,
): Promise<void> => {
  // One import at a time: what was planned is what is written.
  await tx.db.selectFrom('school').select('id').where('id', '=', file.schoolId).forUpdate().execute()
  const plan = await planFor(tx, file, sheets)
  await saveRoster(tx, file.schoolId, plan, (username) => secrets.get(fold(username))?.hash ?? null)
  await saveRows(tx, file.id, plan.rows)
  const { accounts, classes, enrollments } = plan.summary
  await tx.db
    .updateTable('rosterImport')
    .set({
      state: 'applied',
      percent: 100,
      error: null,
      summary: jsonb(plan.summary),
      appliedAt: tx.now(),
      cardsKey,
      cardsUntil: cardsKey === null ? null : new Date(tx.now().getTime() + CARDS_HOURS * 3_600_000),
    })
    .where('id', '=', file.id)
    .execute()
  tx.audit(
    'roster.applied',
    { kind: 'roster-import', id: file.id },
    {
      accounts: accounts.create,
      classes: classes.create,
      enrollments: enrollments.create,
      updated: accounts.update + classes.update + enrollments.update,
      errors: accounts.error + classes.error + enrollments.error,
    },
    file.schoolId,
  )
  await tellImport(tx, file.schoolId, file.id)
}

/** Carries out an import in one transaction, planned anew on the school of that moment. */
export const applyImport = async (ctx: Context, importId: string, run: Run): Promise<void> => {
  const file = await importIn(ctx, importId, 'applying')
  if (!file) return
  const { sheets } = await readRoster(ctx, file)
  const plan = await planFor(ctx, file, sheets)
  const secrets = await makeSecrets(plan.accounts, (part) => progress(ctx, file, run, 5 + part * 80))
  const cardsKey = await writeCardsBlob(ctx, file, cardsOf(plan, secrets))
  try {
    await progress(ctx, file, run, 90)
    await run.finish((tx) => writeImport(tx, file, sheets, secrets, cardsKey))
  } catch (error) {
    if (cardsKey) await ctx.services.blobs.remove(cardsKey)
    throw error
  }
  // The file may hold passwords, and its work is done.
  await ctx.services.blobs.remove(file.blobKey)
}

const progress = async (ctx: Context, file: Import, run: Run, percent: number): Promise<void> => {
  await run.progress(percent)
  await inTransaction(ctx, async (tx) => {
    await tx.db
      .updateTable('rosterImport')
      .set({ percent: Math.round(percent) })
      .where('id', '=', file.id)
      .execute()
    await tellImport(tx, file.schoolId, file.id)
  })
}
