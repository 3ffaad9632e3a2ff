import { sql } from 'kysely'
import type { ParsedInputOf } from '#domain/contract.ts'
import {
  type createTimetable as createContract,
  searchTimetable,
  timetableChanged,
  timetableDeleted,
} from '#domain/planner/contract.ts'
import type { MadeFrom } from '#domain/planner/made-from.ts'
import {
  type CostLine,
  type CurvePoint,
  type Impossibility,
  MOST_TIMETABLES,
  type TimetableSlot,
  type TimetableView,
} from '#domain/planner/timetable.ts'
import { notFound, Problem } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { jsonb } from '#platform/db/json.ts'
import { actorOf } from '../accounts/account.ts'
import { decodeCursor, pageOf } from '../http/cursor.ts'
import { currentTermId } from '../school/term.ts'
import { lockPlanning, plannedSchool, timetableFor } from './access.ts'
import { stored } from './stored.ts'

const selectTimetables = (ctx: Context) =>
  ctx.db
    .selectFrom('timetable')
    .innerJoin('account', 'account.id', 'timetable.createdBy')
    .select([
      'timetable.id',
      'timetable.schoolId',
      'timetable.name',
      'timetable.termId',
      'timetable.status',
      'timetable.validFrom',
      'timetable.state',
      'timetable.seed',
      'timetable.seconds',
      'timetable.percent',
      'timetable.stopAsked',
      'timetable.hard',
      'timetable.soft',
      'timetable.error',
      'timetable.version',
      'timetable.createdAt',
      'account.id as accountId',
      'account.displayName',
    ])

type Row = Awaited<ReturnType<ReturnType<typeof selectTimetables>['executeTakeFirstOrThrow']>>

const viewOf = (row: Row): TimetableView => {
  const { schoolId: _, stopAsked, error, createdAt, accountId, displayName, ...rest } = row
  return {
    ...rest,
    stopping: stopAsked && row.state !== 'ready',
    error: error === null ? null : { code: error },
    createdBy: { id: accountId, displayName },
    createdAt: createdAt.toISOString(),
  }
}

/** A timetable of the caller's school as lists show it. */
export const viewFor = async (ctx: Context, timetableId: string): Promise<TimetableView> => {
  const row = await selectTimetables(ctx).where('timetable.id', '=', timetableId).executeTakeFirst()
  if (!row) throw notFound()
  return viewOf(row)
}

/** Tells planners how a timetable stands, inside the transaction that changed it. */
export const tellTimetable = async (tx: Transaction, timetableId: string): Promise<TimetableView> => {
  const row = await selectTimetables(tx).where('timetable.id', '=', timetableId).executeTakeFirstOrThrow()
  const timetable = viewOf(row)
  tx.publish(topicOf('school', row.schoolId), timetableChanged, { timetable })
  return timetable
}

export const listTimetables = async (ctx: Context, { after, limit }: { after?: string; limit: number }) => {
  const schoolId = plannedSchool(ctx)
  const [at, id] = after ? decodeCursor(after, 'instant', 'id') : []
  const rows = await selectTimetables(ctx)
    .where('timetable.schoolId', '=', schoolId)
    .$if(after !== undefined, (timetables) =>
      timetables.where(
        sql<boolean>`(timetable.created_at, timetable.id) < (${at}::timestamptz, ${id}::uuid)`,
      ),
    )
    .orderBy('timetable.createdAt', 'desc')
    .orderBy('timetable.id', 'desc')
    .limit(limit + 1)
    .execute()
  const { page, next } = pageOf(rows, limit, (row) => [row.createdAt.toISOString(), row.id])
  return { timetables: page.map(viewOf), next }
}

/** The slots of a timetable. No access check. */
export const slotsOfTimetable = (ctx: Context, timetableId: string): Promise<TimetableSlot[]> =>
  ctx.db
    .selectFrom('timetableSlot')
    .select(['teachingId', 'index', 'day', 'period', 'roomId', 'locked'])
    .where('timetableId', '=', timetableId)
    .orderBy('teachingId')
    .orderBy('index')
    .execute()

/** Writes the slots of a timetable anew. */
export const writeSlots = async (tx: Transaction, timetableId: string, slots: readonly TimetableSlot[]) => {
  await tx.db.deleteFrom('timetableSlot').where('timetableId', '=', timetableId).execute()
  await sql`
    insert into timetable_slot (timetable_id, teaching_id, index, day, period, room_id, locked)
    select ${timetableId}, "teachingId", index, day, period, "roomId", locked
    from json_to_recordset(${JSON.stringify(slots)}::json) as
      ("teachingId" uuid, index int, day int, period int, "roomId" uuid, locked boolean)`.execute(tx.db)
}

export const getTimetable = async (ctx: Context, timetableId: string) => {
  await timetableFor(ctx, timetableId)
  const row = await ctx.db
    .selectFrom('timetable')
    .select(['madeFrom', 'lines', 'facts', 'curve'])
    .where('id', '=', timetableId)
    .executeTakeFirstOrThrow()
  return {
    timetable: await viewFor(ctx, timetableId),
    madeFrom: stored<MadeFrom | null>(row.madeFrom),
    lines: stored<CostLine[]>(row.lines),
    facts: stored<Impossibility[]>(row.facts),
    curve: stored<CurvePoint[]>(row.curve),
    slots: await slotsOfTimetable(ctx, timetableId),
  }
}

const checkRoomForOne = async (tx: Transaction, schoolId: string): Promise<void> => {
  const { count } = await tx.db
    .selectFrom('timetable')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('schoolId', '=', schoolId)
    .executeTakeFirstOrThrow()
  if (count >= MOST_TIMETABLES)
    throw new Problem('limit-reached', { code: 'too-many-timetables', params: { limit: MOST_TIMETABLES } })
}

/** One search of a school at a time: others wait their turn, and no search keeps other work from the worker. */
export const checkIdle = async (tx: Transaction, schoolId: string): Promise<void> => {
  const busy = await tx.db
    .selectFrom('timetable')
    .select('id')
    .where('schoolId', '=', schoolId)
    .where('state', 'in', ['waiting', 'searching'])
    .executeTakeFirst()
  if (busy) throw new Problem('conflict', { code: 'timetable-searching' })
}

type Wish = ParsedInputOf<typeof createContract>

/** What a copy takes over. */
const copyOf = async (tx: Transaction, from: string | undefined) => {
  if (from === undefined) return null
  const { state } = await timetableFor(tx, from)
  const row = await tx.db
    .selectFrom('timetable')
    .select(['madeFrom', 'lines', 'hard', 'soft'])
    .where('id', '=', from)
    .executeTakeFirstOrThrow()
  if (state !== 'ready' || row.madeFrom === null)
    throw new Problem('conflict', { code: 'timetable-not-ready' })
  const kept = { madeFrom: jsonb(row.madeFrom), lines: jsonb(row.lines), hard: row.hard, soft: row.soft }
  return { kept, slots: await slotsOfTimetable(tx, from) }
}

/** The row of a new draft: to be searched, or as what it was copied from. */
const insertDraft = async (
  tx: Transaction,
  schoolId: string,
  { id, name, seconds, seed, from, keep }: Wish,
  copied: Awaited<ReturnType<typeof copyOf>>,
) => {
  const searched = { state: 'waiting', seconds: seconds ?? 0, percent: 0 } as const
  const ready = { state: 'ready', seconds: 0, percent: 100, ...copied?.kept } as const
  await tx.db
    .insertInto('timetable')
    .values({
      id,
      schoolId,
      termId: await currentTermId(tx, schoolId),
      name,
      ...(seconds === undefined ? ready : searched),
      seed: seed ?? Math.floor(tx.now().getTime() / 1000) % 1_000_000,
      keep: from === undefined ? null : (keep ?? 0),
      createdBy: actorOf(tx).id,
      createdAt: tx.now(),
    })
    .execute()
}

/**
 * Makes a draft: searched from the facts, searched from another timetable so that little moves, or (without seconds)
 * copied. A retry with the same id finds its own.
 */
export const createTimetable = (ctx: Context, wish: Wish): Promise<TimetableView> => {
  const schoolId = plannedSchool(ctx)
  const { id, seconds, from } = wish
  if (seconds === undefined && from === undefined) throw new Problem('invalid')
  return inTransaction(ctx, async (tx) => {
    await lockPlanning(tx, schoolId)
    const own = await selectTimetables(tx).where('timetable.id', '=', id).executeTakeFirst()
    if (own && own.schoolId !== schoolId) throw new Problem('conflict', { code: 'id-taken' })
    if (own) return viewOf(own)
    await checkRoomForOne(tx, schoolId)
    if (seconds !== undefined) await checkIdle(tx, schoolId)
    const copied = await copyOf(tx, from)
    await insertDraft(tx, schoolId, wish, copied)
    if (copied) await writeSlots(tx, id, copied.slots)
    if (seconds !== undefined) tx.enqueue(searchTimetable, { timetableId: id, schoolId })
    tx.audit('timetable.created', { kind: 'timetable', id })
    return tellTimetable(tx, id)
  })
}

export const renameTimetable = async (
  ctx: Context,
  timetableId: string,
  name: string,
): Promise<TimetableView> => {
  await timetableFor(ctx, timetableId)
  return inTransaction(ctx, async (tx) => {
    await tx.db.updateTable('timetable').set({ name }).where('id', '=', timetableId).execute()
    return tellTimetable(tx, timetableId)
  })
}

/** Deletes a draft that no lesson came of and that is not being searched; deleting twice says *not found*. */
export const deleteTimetable = async (ctx: Context, timetableId: string): Promise<void> => {
  const { schoolId } = await timetableFor(ctx, timetableId)
  await inTransaction(ctx, async (tx) => {
    await lockPlanning(tx, schoolId)
    const row = await tx.db
      .deleteFrom('timetable')
      .where('id', '=', timetableId)
      .where('status', '=', 'draft')
      .where('state', 'not in', ['waiting', 'searching'])
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('timetableLesson')
              .select('lessonId')
              .whereRef('timetableLesson.timetableId', '=', 'timetable.id'),
          ),
        ),
      )
      .returning('id')
      .executeTakeFirst()
    if (!row) throw new Problem('conflict', { code: 'timetable-in-use' })
    tx.publish(topicOf('school', schoolId), timetableDeleted, { timetableId })
    tx.audit('timetable.deleted', { kind: 'timetable', id: timetableId })
  })
}
