import { costLinesOf } from '#domain/planner/cost-lines.ts'
import { type MadeFrom, placementsOf, withLocks } from '#domain/planner/made-from.ts'
import type { CostLine, TimetableSlot, TimetableView } from '#domain/planner/timetable.ts'
import { Problem } from '#domain/problem.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { jsonb } from '#platform/db/json.ts'
import { timetableFor } from './access.ts'
import { stored } from './stored.ts'
import { slotsOfTimetable, tellTimetable, writeSlots } from './timetable.ts'

const keyOf = ({ teachingId, index }: TimetableSlot): string => `${teachingId}/${index}`

const sameSlot = (a: TimetableSlot | undefined, b: TimetableSlot): boolean =>
  a !== undefined &&
  a.day === b.day &&
  a.period === b.period &&
  a.roomId === b.roomId &&
  a.locked === b.locked

/** Whether a lesson may be said to be there at all: its day, its periods and its room exist. */
const exists = ({ instance }: MadeFrom, move: TimetableSlot): boolean => {
  const length = instance.courses.find(({ id }) => id === move.teachingId)?.lessons[move.index]
  return (
    length !== undefined &&
    move.day < instance.days &&
    move.period + length <= instance.periods &&
    (move.roomId === null || instance.rooms.some(({ id }) => id === move.roomId))
  )
}

/**
 * Puts lessons of a draft elsewhere, or locks them; clashes are let stand, and cost. Throws `conflict`
 * `timetable-changed` when somebody changed it since the version that the caller looked at; a retry finds its own work done.
 */
export const moveLessons = async (
  ctx: Context,
  timetableId: string,
  { version, moves }: { version: number; moves: readonly TimetableSlot[] },
): Promise<{ timetable: TimetableView; lines: CostLine[] }> => {
  await timetableFor(ctx, timetableId)
  return inTransaction(ctx, async (tx) => {
    const row = await tx.db
      .selectFrom('timetable')
      .select(['status', 'state', 'version', 'madeFrom', 'lines'])
      .where('id', '=', timetableId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (row.status === 'published') throw new Problem('conflict', { code: 'timetable-published' })
    if (row.state !== 'ready' || row.madeFrom === null)
      throw new Problem('conflict', { code: 'timetable-not-ready' })
    const made = stored<MadeFrom>(row.madeFrom)
    const byKey = new Map((await slotsOfTimetable(tx, timetableId)).map((slot) => [keyOf(slot), slot]))
    if (moves.every((move) => sameSlot(byKey.get(keyOf(move)), move)))
      return { timetable: await tellTimetable(tx, timetableId), lines: stored<CostLine[]>(row.lines) }
    if (row.version !== version) throw new Problem('conflict', { code: 'timetable-changed' })
    for (const move of moves) {
      if (!exists(made, move)) throw new Problem('invalid')
      byKey.set(keyOf(move), move)
    }
    const slots = [...byKey.values()]
    const { hard, soft, lines } = costLinesOf(
      withLocks(made.instance, slots),
      placementsOf(made.instance, slots),
    )
    await writeSlots(tx, timetableId, slots)
    await tx.db
      .updateTable('timetable')
      .set({ version: version + 1, hard, soft, lines: jsonb(lines) })
      .where('id', '=', timetableId)
      .execute()
    return { timetable: await tellTimetable(tx, timetableId), lines }
  })
}
