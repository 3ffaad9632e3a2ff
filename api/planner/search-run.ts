import { costLinesOf } from '#domain/planner/cost-lines.ts'
import { type MadeFrom, madeFrom, placementsOf, slotsOf, withLocks } from '#domain/planner/made-from.ts'
import type { CurvePoint, Impossibility } from '#domain/planner/timetable.ts'
import type { Instance, Timetable } from '#domain/timetable/instance.ts'
import { keeping } from '#domain/timetable/replan.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { jsonb } from '#platform/db/json.ts'
import { factsOfSchool } from './facts.ts'
import { stored } from './stored.ts'
import { slotsOfTimetable, tellTimetable, writeSlots } from './timetable.ts'

/** A search at work. */
export interface StartedSearch {
  timetableId: string
  made: MadeFrom
  /** With locks, and with the wish that little moves. */
  instance: Instance
  from: Timetable | undefined
  seed: number
  seconds: number
}

/** Starts a search that waits or was cut off; null when there is nothing to do. */
export const startSearch = async (ctx: Context, timetableId: string): Promise<StartedSearch | null> => {
  const row = await ctx.db
    .selectFrom('timetable')
    .select(['schoolId', 'termId', 'madeFrom', 'seed', 'seconds', 'keep'])
    .where('id', '=', timetableId)
    .where('state', 'in', ['waiting', 'searching'])
    .executeTakeFirst()
  if (!row) return null
  // Written here alone. A draft goes on with what it was made from.
  const before = stored<MadeFrom | null>(row.madeFrom)
  const made = before ?? madeFrom(await factsOfSchool(ctx, row.schoolId, row.termId))
  const slots = await slotsOfTimetable(ctx, timetableId)
  const from = slots.length > 0 ? placementsOf(made.instance, slots) : undefined
  const locked = withLocks(made.instance, slots)
  const instance =
    from !== undefined && before === null && row.keep
      ? keeping(locked, from, { time: row.keep, room: 1 })
      : locked
  await inTransaction(ctx, async (tx) => {
    await tx.db
      .updateTable('timetable')
      .set({ state: 'searching', percent: 0, error: null })
      .where('id', '=', timetableId)
      .execute()
    await tellTimetable(tx, timetableId)
  })
  return { timetableId, made, instance, from, seed: row.seed, seconds: row.seconds }
}

/** Shows how far a search is, if it got on; answers whether it was asked to stop. */
export const markSearch = (
  ctx: Context,
  timetableId: string,
  got: { percent: number; point: CurvePoint } | null,
): Promise<{ stop: boolean }> =>
  inTransaction(ctx, async (tx) => {
    if (got) {
      await tx.db
        .updateTable('timetable')
        .set((eb) => ({
          percent: Math.round(got.percent),
          hard: got.point.hard,
          soft: got.point.soft,
          curve: eb(eb.ref('curve'), '||', jsonb([got.point])),
        }))
        .where('id', '=', timetableId)
        .where('state', '=', 'searching')
        .execute()
      await tellTimetable(tx, timetableId)
    }
    const row = await tx.db
      .selectFrom('timetable')
      .select('stopAsked')
      .where('id', '=', timetableId)
      .where('state', '=', 'searching')
      .executeTakeFirst()
    // Ended otherwise: nobody waits for it.
    return { stop: row?.stopAsked ?? true }
  })

/** Makes what was found the timetable's, in the transaction that ends the job. */
export const finishSearch = async (
  tx: Transaction,
  { timetableId, made }: StartedSearch,
  timetable: Timetable,
): Promise<void> => {
  const slots = slotsOf(made.instance, timetable, await slotsOfTimetable(tx, timetableId))
  const { hard, soft, lines } = costLinesOf(withLocks(made.instance, slots), timetable)
  await writeSlots(tx, timetableId, slots)
  await tx.db
    .updateTable('timetable')
    .set((eb) => ({
      state: 'ready',
      percent: 100,
      hard,
      soft,
      lines: jsonb(lines),
      facts: jsonb([]),
      madeFrom: jsonb(made),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', timetableId)
    .execute()
  await tellTimetable(tx, timetableId)
}

/** Says why no timetable can exist. */
export const findImpossible = async (
  tx: Transaction,
  { timetableId, made }: StartedSearch,
  facts: readonly Impossibility[],
): Promise<void> => {
  await tx.db
    .updateTable('timetable')
    .set({ state: 'impossible', percent: 100, facts: jsonb(facts), madeFrom: jsonb(made) })
    .where('id', '=', timetableId)
    .execute()
  await tellTimetable(tx, timetableId)
}

/** Says that a search came to nothing. */
export const failSearch = async (tx: Transaction, timetableId: string, code: string): Promise<void> => {
  const row = await tx.db
    .updateTable('timetable')
    .set({ state: 'failed', error: code })
    .where('id', '=', timetableId)
    .where('state', 'in', ['waiting', 'searching'])
    .returning('id')
    .executeTakeFirst()
  if (row) await tellTimetable(tx, timetableId)
}
