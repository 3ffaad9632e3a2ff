import { sql } from 'kysely'
import { type Bells, doubledWeekday, MOST_BELLS, overlappingPeriod } from '#domain/planner/bell.ts'
import { plannerFactsChanged } from '#domain/planner/contract.ts'
import type { FactChanges, TeacherTimes } from '#domain/planner/facts.ts'
import { MOST_ROOMS, type Room, wordKey } from '#domain/planner/room.ts'
import { faultOfRule, MOST_RULES, type PlannerRule } from '#domain/planner/rule.ts'
import { MOST_TEACHINGS, type Teaching } from '#domain/planner/teaching.ts'
import { Problem } from '#domain/problem.ts'
import type { ProblemCode } from '#domain/problem-code.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { json, jsonb } from '#platform/db/json.ts'
import { lockPlanning, plannedSchool } from './access.ts'

const refused = (code: ProblemCode, params: Record<string, string | number> = {}): Problem =>
  new Problem('conflict', { code, params })

type FactTable = 'bellSchedule' | 'room' | 'teaching' | 'plannerRule'

const remove = async (tx: Transaction, table: FactTable, schoolId: string, ids: readonly string[]) => {
  if (ids.length > 0)
    await tx.db.deleteFrom(table).where('schoolId', '=', schoolId).where('id', 'in', ids).execute()
}

/** An id of another school is nobody's business here. */
const checkOwn = async (tx: Transaction, table: FactTable, schoolId: string, ids: readonly string[]) => {
  if (ids.length === 0) return
  const stranger = await tx.db
    .selectFrom(table)
    .select('id')
    .where('id', 'in', ids)
    .where('schoolId', '!=', schoolId)
    .executeTakeFirst()
  if (stranger) throw refused('id-taken')
}

const checkCount = async (tx: Transaction, table: FactTable, schoolId: string, most: number) => {
  const { count } = await tx.db
    .selectFrom(table)
    .select(sql<number>`count(*)::int`.as('count'))
    .where('schoolId', '=', schoolId)
    .executeTakeFirstOrThrow()
  if (count > most) throw new Problem('limit-reached', { code: 'too-many-planned', params: { limit: most } })
}

const writeBells = async (tx: Transaction, schoolId: string, rows: readonly Bells[]) => {
  for (const { id, name, weekdays, periods } of rows) {
    const at = overlappingPeriod(periods)
    if (at !== null) throw refused('bell-periods-overlap', { name, period: at + 1 })
    const fields = { name, weekdays, periods: jsonb(periods) }
    await tx.db
      .insertInto('bellSchedule')
      .values({ id, schoolId, ...fields, createdAt: tx.now() })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(fields))
      .execute()
  }
  const all = await tx.db
    .selectFrom('bellSchedule')
    .select(['id', 'name', 'weekdays'])
    .where('schoolId', '=', schoolId)
    .execute()
  if (doubledWeekday(all.map((one) => ({ ...one, periods: [] }))) !== null) throw refused('bell-day-doubled')
}

const writeRooms = async (tx: Transaction, schoolId: string, rows: readonly Room[]) => {
  if (rows.length === 0) return
  const named = rows.map((row) => ({ ...row, key: wordKey(row.name) }))
  const doubled = named.find(({ key }, at) => named.findIndex((one) => one.key === key) !== at)
  const taken = await tx.db
    .selectFrom('room')
    .select(['id', 'name', 'nameKey'])
    .where('schoolId', '=', schoolId)
    .where(
      'nameKey',
      'in',
      named.map(({ key }) => key),
    )
    .execute()
  const given = new Set(rows.map(({ id }) => id))
  const other = doubled ?? taken.find(({ id }) => !given.has(id))
  if (other) throw refused('room-name-taken', { name: other.name })
  // Names that rooms exchange among themselves pass through a name that nobody types.
  await tx.db
    .updateTable('room')
    .set({ nameKey: sql<string>`'/' || id::text` })
    .where('schoolId', '=', schoolId)
    .where('id', 'in', [...given])
    .execute()
  await sql`
    insert into room (id, school_id, name, name_key, kind, features, seats, building)
    select id, ${schoolId}, name, key, kind, array(select json_array_elements_text(features)), seats, building
    from json_to_recordset(${json(named)}) as
      (id uuid, name text, key text, kind text, features json, seats int, building text)
    on conflict (id) do update set name = excluded.name, name_key = excluded.name_key, kind = excluded.kind,
      features = excluded.features, seats = excluded.seats, building = excluded.building`.execute(tx.db)
}

const checkTeachings = async (tx: Transaction, schoolId: string, rows: readonly Teaching[]) => {
  const missing = async (table: 'class' | 'account' | 'room', wanted: readonly string[]) => {
    const ids = [...new Set(wanted)]
    if (ids.length === 0) return false
    const found = await tx.db
      .selectFrom(table)
      .select('id')
      .where('schoolId', '=', schoolId)
      .where('id', 'in', ids)
      .execute()
    return found.length < ids.length
  }
  if (
    await missing(
      'class',
      rows.map(({ classId }) => classId),
    )
  )
    throw refused('planned-class-gone')
  if (
    await missing(
      'account',
      rows.flatMap(({ teacherIds }) => teacherIds),
    )
  )
    throw refused('planned-teacher-gone')
  if (
    await missing(
      'room',
      rows.flatMap(({ roomId }) => roomId ?? []),
    )
  )
    throw refused('planned-room-gone')
}

const writeTeachings = async (tx: Transaction, schoolId: string, rows: readonly Teaching[]) => {
  if (rows.length === 0) return
  await checkTeachings(tx, schoolId, rows)
  await sql`
    insert into teaching (id, school_id, class_id, subject, teacher_ids, lengths, days, room_kind, features, room_id, parallel, created_at)
    select id, ${schoolId}, "classId", subject, array(select json_array_elements_text("teacherIds")::uuid),
      array(select json_array_elements_text(lengths)::int), days, "roomKind",
      array(select json_array_elements_text(features)), "roomId", parallel, ${tx.now()}
    from json_to_recordset(${json(rows)}) as
      (id uuid, "classId" uuid, subject text, "teacherIds" json, lengths json, days int, "roomKind" text, features json,
       "roomId" uuid, parallel text)
    on conflict (id) do update set class_id = excluded.class_id, subject = excluded.subject,
      teacher_ids = excluded.teacher_ids, lengths = excluded.lengths, days = excluded.days,
      room_kind = excluded.room_kind, features = excluded.features, room_id = excluded.room_id,
      parallel = excluded.parallel`.execute(tx.db)
}

const writeRules = async (tx: Transaction, schoolId: string, rows: readonly PlannerRule[]) => {
  for (const rule of rows) {
    if (faultOfRule(rule)) throw refused('rule-makes-no-sense')
    const { id, numbers, ...rest } = rule
    const fields = { ...rest, numbers: jsonb(numbers) }
    await tx.db
      .insertInto('plannerRule')
      .values({ id, schoolId, ...fields, createdAt: tx.now() })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(fields))
      .execute()
  }
}

const writeTimes = async (tx: Transaction, schoolId: string, rows: readonly TeacherTimes[]) => {
  const ids = rows.map(({ accountId }) => accountId)
  if (ids.length === 0) return
  const found = await tx.db
    .selectFrom('account')
    .select('id')
    .where('schoolId', '=', schoolId)
    .where('id', 'in', ids)
    .execute()
  if (found.length < new Set(ids).size) throw refused('planned-teacher-gone')
  await tx.db.deleteFrom('teacherTime').where('accountId', 'in', ids).execute()
  const kept = rows.filter(({ times }) => times.length > 0)
  if (kept.length === 0) return
  await tx.db
    .insertInto('teacherTime')
    .values(kept.map(({ accountId, times }) => ({ accountId, schoolId, times: jsonb(times) })))
    .execute()
}

/**
 * One act of a planner on what timetables are made from: all of it or none. Rows are written whole by their id, so a retry
 * changes nothing, and two planners who change different rows do not undo each other's.
 */
export const changePlannerFacts = (ctx: Context, changes: FactChanges): Promise<void> => {
  const schoolId = plannedSchool(ctx)
  const none = { rows: [], removed: [] }
  const { bells = none, rooms = none, teachings = none, rules = none, times = [] } = changes
  return inTransaction(ctx, async (tx) => {
    await lockPlanning(tx, schoolId)
    const parts = [
      ['teaching', teachings, MOST_TEACHINGS],
      ['room', rooms, MOST_ROOMS],
      ['bellSchedule', bells, MOST_BELLS],
      ['plannerRule', rules, MOST_RULES],
    ] as const
    for (const [table, { rows, removed }] of parts) {
      await checkOwn(
        tx,
        table,
        schoolId,
        rows.map(({ id }) => id),
      )
      await remove(tx, table, schoolId, removed)
    }
    await writeRooms(tx, schoolId, rooms.rows)
    await writeTeachings(tx, schoolId, teachings.rows)
    await writeBells(tx, schoolId, bells.rows)
    await writeRules(tx, schoolId, rules.rows)
    await writeTimes(tx, schoolId, times)
    for (const [table, { rows }, most] of parts)
      if (rows.length > 0) await checkCount(tx, table, schoolId, most)
    tx.publish(topicOf('school', schoolId), plannerFactsChanged, {})
    tx.audit('timetable.facts-changed', { kind: 'school', id: schoolId })
  })
}
