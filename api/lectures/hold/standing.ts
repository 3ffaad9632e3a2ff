import { type Entry, standingOf } from '#domain/lectures/hold/entry.ts'
import { can } from '#domain/permission.ts'
import { Problem } from '#domain/problem.ts'
import type { Context } from '#platform/context.ts'

/** By what a lecture is known: itself, its board or its chat. */
type Column = 'id' | 'boardId' | 'channelId'

interface Place {
  schoolId: string
  classId: string | null
}

/** How the caller stands before the door of a lecture; `in` where none is open, as what was held may be read. */
export const standingIn = async (
  ctx: Context,
  column: Column,
  value: string,
  { schoolId, classId }: Place,
): Promise<Entry> => {
  const { actor } = ctx
  if (!actor || can(actor, 'lecture.moderate', { schoolId, classId })) return 'in'
  const row = await ctx.db
    .selectFrom('lecture')
    .leftJoin('lectureEntry', (join) =>
      join.onRef('lectureEntry.lectureId', '=', 'lecture.id').on('lectureEntry.accountId', '=', actor.id),
    )
    .select((eb) => [
      'lecture.classId',
      'lecture.waitingRoom',
      'lecture.locked',
      'lectureEntry.state as entry',
      eb
        .exists(
          eb
            .selectFrom('presenceInterval')
            .select('presenceInterval.id')
            .whereRef('presenceInterval.lectureId', '=', 'lecture.id')
            .where('presenceInterval.accountId', '=', actor.id),
        )
        .as('wasIn'),
    ])
    .where(`lecture.${column}`, '=', value)
    .where('lecture.state', '=', 'open')
    .executeTakeFirst()
  if (!row) return 'in'
  const role = actor.classes.get(row.classId) ?? null
  return standingOf(row, { leads: false, role, entry: row.entry, wasIn: Boolean(row.wasIn) })
}

/** What is said to whom the door keeps. */
export const keptOut = (standing: Exclude<Entry, 'in'>): Problem =>
  new Problem('forbidden', { code: standing === 'out' ? 'sent-out' : 'waits-at-door' })

/** Refuses whoever waits before a lecture, or was sent out of it, what belongs to its room. */
export const checkInside = async (
  ctx: Context,
  column: Column,
  value: string,
  place: Place,
): Promise<void> => {
  const standing = await standingIn(ctx, column, value, place)
  if (standing !== 'in') throw keptOut(standing)
}
