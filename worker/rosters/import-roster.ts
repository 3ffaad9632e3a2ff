import { applyImport, checkRosterImport, failImport } from '#api/rosters/roster-run.ts'
import { applyRoster, checkRoster } from '#domain/rosters/contract.ts'
import { handler } from '#platform/queue/run.ts'

const INTERNAL = { code: 'internal' } as const

/** Reads a roster and says what each row would do. */
export const checkRosterJob = handler(
  checkRoster,
  (ctx, { importId }, run) => checkRosterImport(ctx, importId, run),
  (tx, { importId }) => failImport(tx, importId, INTERNAL),
)

/** Carries out a roster import. */
export const applyRosterJob = handler(
  applyRoster,
  (ctx, { importId }, run) => applyImport(ctx, importId, run),
  (tx, { importId }) => failImport(tx, importId, INTERNAL),
)
