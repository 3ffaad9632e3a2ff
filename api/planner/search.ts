import { sql } from 'kysely'
import { searchTimetable } from '#domain/planner/contract.ts'
import type { TimetableView } from '#domain/planner/timetable.ts'
import { Problem } from '#domain/problem.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { jsonb } from '#platform/db/json.ts'
import { lockPlanning, timetableFor } from './access.ts'
import { checkIdle, tellTimetable, viewFor } from './timetable.ts'

/** Goes on searching from a draft as it is. Asked while it searches already, that search is answered. */
export const searchOn = async (
  ctx: Context,
  timetableId: string,
  seconds: number,
): Promise<TimetableView> => {
  const { schoolId } = await timetableFor(ctx, timetableId)
  return inTransaction(ctx, async (tx) => {
    await lockPlanning(tx, schoolId)
    const { status, state } = await timetableFor(tx, timetableId)
    if (state === 'waiting' || state === 'searching') return viewFor(tx, timetableId)
    if (status === 'published') throw new Problem('conflict', { code: 'timetable-published' })
    await checkIdle(tx, schoolId)
    await tx.db
      .updateTable('timetable')
      .set((eb) => ({
        state: 'waiting',
        seconds,
        percent: 0,
        stopAsked: false,
        error: null,
        seed: sql<number>`(${eb.ref('seed')} % 2000000000) + 1`,
        curve: jsonb([]),
      }))
      .where('id', '=', timetableId)
      .execute()
    tx.enqueue(searchTimetable, { timetableId, schoolId })
    return tellTimetable(tx, timetableId)
  })
}

/** Asks a search to end with what it has. Asking twice, or when none runs, changes nothing. */
export const stopSearch = async (ctx: Context, timetableId: string): Promise<TimetableView> => {
  await timetableFor(ctx, timetableId)
  return inTransaction(ctx, async (tx) => {
    const row = await tx.db
      .updateTable('timetable')
      .set({ stopAsked: true })
      .where('id', '=', timetableId)
      .where('state', 'in', ['waiting', 'searching'])
      .where('stopAsked', '=', false)
      .returning('id')
      .executeTakeFirst()
    return row ? tellTimetable(tx, timetableId) : viewFor(tx, timetableId)
  })
}
