import { sql } from 'kysely'
import { newId } from '#domain/ids.ts'
import type { PublicationView } from '#domain/planner/contract.ts'
import type { DatedLesson } from '#domain/planner/publish.ts'
import { Problem } from '#domain/problem.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { json } from '#platform/db/json.ts'
import { planTimetabled } from '../lectures/timetabled.ts'
import { lockPlanning, timetableFor } from './access.ts'
import { type MadeRow, type Worked, workOut } from './publication.ts'
import { tellTimetable } from './timetable.ts'

const lessonOf = (id: string, { classId, title, startsAt, endsAt, room }: DatedLesson) => ({
  id,
  classId,
  title,
  startsAt,
  endsAt,
  room,
})

const remember = async (
  tx: Transaction,
  schoolId: string,
  lessons: readonly (DatedLesson & { lessonId: string })[],
) => {
  if (lessons.length === 0) return
  await sql`
    insert into timetable_lesson (lesson_id, school_id, timetable_id, teaching_id, index, week_of, nth, title, starts_at, ends_at, room)
    select "lessonId", ${schoolId}, "timetableId", "teachingId", index, "weekOf", nth, title, "startsAt", "endsAt", room
    from json_to_recordset(${json(lessons)}) as
      ("lessonId" uuid, "timetableId" uuid, "teachingId" uuid, index int, "weekOf" date, nth int, title text,
       "startsAt" timestamptz, "endsAt" timestamptz, room text)
    on conflict (lesson_id) do update set timetable_id = excluded.timetable_id, title = excluded.title,
      starts_at = excluded.starts_at, ends_at = excluded.ends_at, room = excluded.room`.execute(tx.db)
}

/** Lessons of one place in the week repeat together, whichever timetable they came of. */
const seriesFinder = (rows: readonly MadeRow[]) => {
  const series = new Map(
    rows.flatMap(({ teachingId, index, seriesId }): [string, string][] =>
      seriesId === null ? [] : [[`${teachingId}/${index}`, seriesId]],
    ),
  )
  return ({ teachingId, index }: DatedLesson): string => {
    const key = `${teachingId}/${index}`
    const found = series.get(key) ?? newId()
    series.set(key, found)
    return found
  }
}

const carryOut = async (tx: Transaction, { publication, rows, horizon }: Worked): Promise<void> => {
  const seriesOf = seriesFinder(rows)
  const appear = publication.appear.map((lesson) => ({ lesson, id: newId() }))
  await planTimetabled(tx, {
    appear: appear.map(({ lesson, id }) => ({ ...lessonOf(id, lesson), series: seriesOf(lesson) })),
    move: publication.move.map(({ lesson, to }) => lessonOf(lesson.lessonId, to)),
    vanish: publication.vanish.map(({ lessonId, classId }) => ({ id: lessonId, classId })),
  })
  await remember(tx, horizon.schoolId, [
    ...appear.map(({ lesson, id }) => ({ ...lesson, lessonId: id })),
    ...publication.move.map(({ lesson, to }) => ({ ...to, lessonId: lesson.lessonId })),
  ])
}

/** What publishing would do. Writes nothing. */
export const previewPublication = async (
  ctx: Context,
  timetableId: string,
  from: string,
): Promise<PublicationView> => {
  await timetableFor(ctx, timetableId)
  return (await workOut(ctx, timetableId, from, { add: { id: timetableId, from } })).view
}

/**
 * Makes a timetable hold from a day on, in one transaction: lessons appear on their dates to the end of the term, those
 * of the timetable before move or vanish, and what was held or changed by hand stays. Publishing twice changes nothing.
 */
export const publishTimetable = async (
  ctx: Context,
  timetableId: string,
  from: string,
): Promise<PublicationView> => {
  const { schoolId, termId } = await timetableFor(ctx, timetableId)
  return inTransaction(ctx, async (tx) => {
    await lockPlanning(tx, schoolId)
    const { state } = await timetableFor(tx, timetableId)
    if (state !== 'ready') throw new Problem('conflict', { code: 'timetable-not-ready' })
    const { hard } = await tx.db
      .selectFrom('timetable')
      .select('hard')
      .where('id', '=', timetableId)
      .executeTakeFirstOrThrow()
    if (hard !== 0) throw new Problem('conflict', { code: 'timetable-not-feasible' })
    const other = await tx.db
      .selectFrom('timetable')
      .select('id')
      .where('termId', '=', termId)
      .where('status', '=', 'published')
      .where('validFrom', '=', from)
      .where('id', '!=', timetableId)
      .executeTakeFirst()
    if (other) throw new Problem('conflict', { code: 'timetable-day-taken' })
    const worked = await workOut(tx, timetableId, from, { add: { id: timetableId, from } })
    await carryOut(tx, worked)
    await tx.db
      .updateTable('timetable')
      .set({ status: 'published', validFrom: from })
      .where('id', '=', timetableId)
      .execute()
    const { appear, move, vanish, kept } = worked.view
    tx.audit(
      'timetable.published',
      { kind: 'timetable', id: timetableId },
      { from, appear, move, vanish, kept },
    )
    await tellTimetable(tx, timetableId)
    return worked.view
  })
}

/** Makes a published timetable a draft again; what held before it holds again. Taking back twice changes nothing. */
export const takeBackTimetable = async (ctx: Context, timetableId: string): Promise<PublicationView> => {
  const { schoolId } = await timetableFor(ctx, timetableId)
  return inTransaction(ctx, async (tx) => {
    await lockPlanning(tx, schoolId)
    const { validFrom } = await tx.db
      .selectFrom('timetable')
      .select('validFrom')
      .where('id', '=', timetableId)
      .executeTakeFirstOrThrow()
    const worked = await workOut(tx, timetableId, validFrom ?? '', { without: timetableId })
    await carryOut(tx, worked)
    if (validFrom !== null) {
      await tx.db
        .updateTable('timetable')
        .set({ status: 'draft', validFrom: null })
        .where('id', '=', timetableId)
        .execute()
      const { appear, move, vanish, kept } = worked.view
      tx.audit('timetable.taken-back', { kind: 'timetable', id: timetableId }, { appear, move, vanish, kept })
      await tellTimetable(tx, timetableId)
    }
    return worked.view
  })
}
