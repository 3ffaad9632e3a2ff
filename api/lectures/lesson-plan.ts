import { type LessonPlan, roomKey } from '#domain/lectures/lecture.ts'
import type { Context, Transaction } from '#platform/context.ts'

/** A lesson with what is planned of it. */
export interface Planned {
  id: string
  plan: LessonPlan
}

const selectPlans = (ctx: Context) =>
  ctx.db
    .selectFrom('lesson')
    .select(['id', 'title', 'startsAt', 'endsAt', 'state', 'held', 'room', 'seriesId', 'classId'])
    .orderBy('startsAt')
    .orderBy('id')

type PlanRow = Awaited<ReturnType<ReturnType<typeof selectPlans>['executeTakeFirstOrThrow']>>

const plannedFrom = (row: PlanRow): Planned => ({
  id: row.id,
  plan: {
    title: row.title,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    state: row.state,
    held: row.held,
    room: row.room,
  },
})

/** The plans of some lessons, by their ids. */
export const plansOf = async (ctx: Context, ids: readonly string[]): Promise<Map<string, LessonPlan>> => {
  if (ids.length === 0) return new Map()
  const rows = await selectPlans(ctx).where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, plannedFrom(row).plan]))
}

/** A lesson of the class and the later ones of its series that are still only planned; null when it is not the class's. */
export const laterPlans = async (
  ctx: Context,
  classId: string,
  lessonId: string,
): Promise<{ plan: LessonPlan; later: Planned[] } | null> => {
  const row = await selectPlans(ctx)
    .where('id', '=', lessonId)
    .where('classId', '=', classId)
    .executeTakeFirst()
  if (!row) return null
  const later = row.seriesId
    ? await selectPlans(ctx)
        .where('seriesId', '=', row.seriesId)
        .where('startsAt', '>', row.startsAt)
        .where('state', '=', 'planned')
        .execute()
    : []
  return { plan: plannedFrom(row).plan, later: later.map(plannedFrom) }
}

/** A room as the table has it: its name and what it is compared by. */
export const roomColumns = (room: string | null | undefined) => ({
  room: room || null,
  roomKey: room ? roomKey(room) : null,
})

/** Writes a plan over that of a lesson. */
export const writePlan = async (tx: Transaction, { id, plan }: Planned): Promise<void> => {
  const { room, startsAt, endsAt, ...rest } = plan
  await tx.db
    .updateTable('lesson')
    .set({ ...rest, ...roomColumns(room), startsAt: new Date(startsAt), endsAt: new Date(endsAt) })
    .where('id', '=', id)
    .execute()
}
