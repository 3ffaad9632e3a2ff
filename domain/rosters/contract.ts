import * as z from 'zod/mini'
import { done, endpoint, event, failure, id, instant, job, nothing, who } from '../contract.ts'
import { cursor, pageSize } from '../page.ts'
import { ROSTER_KINDS } from './roster-columns.ts'
import { plannedRow, ROSTER_PROBLEMS, ROW_FATES, rosterSummary } from './roster-plan.ts'
import { rosterChoice, rosterReading } from './roster-reading.ts'

export const IMPORT_STATES = ['checking', 'checked', 'applying', 'applied', 'failed'] as const

export const rosterImportView = z.object({
  id,
  fileName: z.string(),
  state: z.enum(IMPORT_STATES),
  percent: z.int(),
  /** Null until the file was read. */
  summary: z.nullable(rosterSummary),
  /** Null for a workbook, which says itself how it is read. */
  reading: z.nullable(rosterReading),
  choice: rosterChoice,
  error: failure,
  requestedBy: who,
  requestedAt: instant,
  appliedAt: z.nullable(instant),
  /** Until when the list of first passwords can be fetched; null when there is none. */
  cardsUntil: z.nullable(instant),
})
export type RosterImportView = z.output<typeof rosterImportView>

export const listRosterImports = endpoint({
  method: 'GET',
  path: '/api/roster-imports',
  summary: 'Roster imports, newest first.',
  input: z.strictObject({ after: cursor, limit: pageSize(100) }),
  output: z.object({ imports: z.array(rosterImportView), next: z.nullable(z.string()) }),
})

export const getRosterImport = endpoint({
  method: 'GET',
  path: '/api/roster-imports/:importId',
  summary: 'One roster import.',
  input: nothing,
  output: rosterImportView,
})

export const listRosterRows = endpoint({
  method: 'GET',
  path: '/api/roster-imports/:importId/rows',
  summary: 'What becomes of each row of the file, in its order.',
  input: z.strictObject({
    fate: z.optional(z.enum(ROW_FATES)),
    kind: z.optional(z.enum(ROSTER_KINDS)),
    /** Only rows with something to say: errors and warnings. */
    problems: z.optional(z.literal('only')),
    /** Only rows with this remark. */
    problem: z.optional(z.enum(ROSTER_PROBLEMS)),
    after: z._default(z.coerce.number().check(z.int(), z.minimum(0)), 0),
    limit: pageSize(200),
  }),
  output: z.object({ rows: z.array(plannedRow), next: z.nullable(z.int()), total: z.int() }),
})

export const readRosterAgain = endpoint({
  method: 'PUT',
  path: '/api/roster-imports/:importId/choice',
  summary:
    'Have the file of an import that was not applied read again: in this encoding, with this role for the rest.',
  input: rosterChoice,
  output: rosterImportView,
})

export const applyRosterImport = endpoint({
  method: 'POST',
  path: '/api/roster-imports/:importId/apply',
  summary: 'Carry out a checked import. Rows in error are left out; doing it twice does it once.',
  input: nothing,
  output: rosterImportView,
})

/** So many cards fill sixty sheets of A4. */
export const CARDS_AT_ONCE = 600

/** A new account with its first password, as its card says it. */
export const loginCard = z.object({
  name: z.string(),
  username: z.string(),
  firstPassword: z.string(),
  classes: z.string(),
})
export type LoginCardView = z.output<typeof loginCard>

export const listRosterCards = endpoint({
  method: 'GET',
  path: '/api/roster-imports/:importId/login-cards',
  secret: true,
  summary: `The first passwords of an import's new accounts, in the order of its file, for cards: at most ${CARDS_AT_ONCE} from the one on that is asked for. Each look is in the audit log.`,
  input: z.strictObject({ from: z._default(z.coerce.number().check(z.int(), z.minimum(0)), 0) }),
  output: z.object({ cards: z.array(loginCard), total: z.int() }),
})

export const deleteRosterCards = endpoint({
  method: 'DELETE',
  path: '/api/roster-imports/:importId/cards',
  summary: 'Delete the list of first passwords before its day is over.',
  input: nothing,
  output: done,
})

export const rosterImportChanged = event(
  'roster-import.changed',
  'A roster import got on: school topic.',
  z.object({ import: rosterImportView }),
  { keep: 7 },
)

export const checkRoster = job(
  'check-roster',
  'Read a roster and say what each row would do.',
  z.object({ importId: id }),
  {
    attempts: 3,
  },
)
export const applyRoster = job('apply-roster', 'Carry out a roster import.', z.object({ importId: id }), {
  attempts: 5,
})
