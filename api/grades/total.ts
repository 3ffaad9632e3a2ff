import { sql } from 'kysely'
import { gradebookRebuilt } from '#domain/grades/contract.ts'
import type { Explanation } from '#domain/grades/explanation.ts'
import type { Gradebook, GradebookView } from '#domain/grades/gradebook.ts'
import { totalsFor } from '#domain/grades/total.ts'
import { topicOf } from '#domain/realtime.ts'
import type { Context, Transaction } from '#platform/context.ts'
import type { Database } from '#platform/db/connect.ts'
import { jsonb } from '#platform/db/json.ts'
import { studentsOf } from '../classes/audience.ts'
import { categoriesOf } from './category.ts'
import { type Entry, entriesOfClass } from './entry.ts'
import { itemsOf } from './item.ts'
import { noteRows } from './row.ts'

/** Everything the totals of a class are made of, as of one moment, and the number of changes it includes. */
export interface Snapshot {
  classId: string
  wanted: number
  studentIds: string[]
  books: Record<GradebookView, Gradebook>
}

/** Both totals and both explanations of one student in one view, as they are stored. */
export interface TotalRow {
  studentId: string
  view: GradebookView
  current: string | null
  final: string | null
  explanation: { current: Explanation; final: Explanation }
}

const bookOf = (
  categories: Gradebook['categories'],
  items: Awaited<ReturnType<typeof itemsOf>>,
  entries: readonly Entry[],
): Gradebook => ({
  categories,
  items: items.map(({ id, title, categoryId, maxPoints }) => ({
    id,
    name: title,
    categoryId,
    maxPoints,
    assignedTo: null,
  })),
  entries: entries.map(({ itemId, studentId, score, excused, released }) => ({
    itemId,
    studentId,
    score,
    excused,
    released,
  })),
})

/**
 * Reads a class's gradebook as of one moment. The student's book holds what was released and nothing else: not even that
 * something was graded. Null when the class has no gradebook.
 */
export const gradebookSnapshot = async (ctx: Context, classId: string): Promise<Snapshot | null> =>
  ctx.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (db: Database) => {
      const head = await db
        .selectFrom('gradebook')
        .select('wanted')
        .where('classId', '=', classId)
        .executeTakeFirst()
      if (!head) return null
      const categories = await categoriesOf(db, classId)
      const items = await itemsOf(db, classId)
      const students = await studentsOf(db, classId).execute()
      return {
        classId,
        wanted: head.wanted,
        studentIds: students.map((student) => student.id),
        books: {
          teacher: bookOf(categories, items, await entriesOfClass(db, classId, 'newest')),
          student: bookOf(categories, items, await entriesOfClass(db, classId, 'released')),
        },
      }
    })

const rowOf = ({ books }: Snapshot, studentId: string, view: GradebookView): TotalRow => {
  const { current, final } = totalsFor(books[view], studentId, { view })
  return {
    studentId,
    view,
    current: current.percent,
    final: final.percent,
    explanation: { current: current.explanation, final: final.explanation },
  }
}

/** All totals of a class, both views of each student. Pure. */
export const totalsOf = (snapshot: Snapshot): TotalRow[] =>
  snapshot.studentIds.flatMap((studentId) => [
    rowOf(snapshot, studentId, 'teacher'),
    rowOf(snapshot, studentId, 'student'),
  ])

/** The students in the class's gradebook as it is stored. */
const storedStudents = (tx: Transaction, classId: string) =>
  tx.db.selectFrom('gradeTotal').select('studentId').distinct().where('classId', '=', classId).execute()

/**
 * Writes the totals of a snapshot and tells the class. Only rows that say something else than before are written: one
 * typed grade changes one student's, and an explanation weighs ten thousand bytes. What a newer snapshot has written is
 * never overwritten by an older one; writing the same twice writes nothing.
 */
export const writeTotals = async (tx: Transaction, snapshot: Snapshot, rows: TotalRow[]): Promise<void> => {
  const { classId, wanted: version } = snapshot
  const head = await tx.db
    .updateTable('gradebook')
    .set({ version, rebuiltAt: tx.now() })
    .where('classId', '=', classId)
    .where('version', '<=', version)
    .returning('classId')
    .executeTakeFirst()
  if (!head) return
  const ids = new Set(snapshot.studentIds)
  const gone = (await storedStudents(tx, classId)).map((row) => row.studentId).filter((id) => !ids.has(id))
  if (gone.length > 0)
    await tx.db
      .deleteFrom('gradeTotal')
      .where('classId', '=', classId)
      .where('studentId', 'in', gone)
      .execute()
  const { rows: written } = await sql<{ studentId: string; view: GradebookView; other: boolean }>`
    with before as materialized (
      select student_id, view, current, final from grade_total where class_id = ${classId}
    ), written as (
      insert into grade_total as t (class_id, student_id, view, current, final, explanation, version)
      select ${classId}::uuid, x."studentId", x.view, x.current, x.final, x.explanation, ${version}::bigint
      from jsonb_to_recordset(${jsonb(rows)})
        as x("studentId" uuid, view text, current numeric, final numeric, explanation jsonb)
      on conflict (class_id, student_id, view) do update
        set current = excluded.current, final = excluded.final, explanation = excluded.explanation,
          version = excluded.version
        where (t.current, t.final, t.explanation) is distinct from (excluded.current, excluded.final, excluded.explanation)
      returning student_id, view, current, final
    )
    select w.student_id as "studentId", w.view,
      b.student_id is null or (w.current, w.final) is distinct from (b.current, b.final) as other
    from written w left join before b on b.student_id = w.student_id and b.view = w.view`.execute(tx.db)
  // An open gradebook shows staff's numbers: whose changed is fetched.
  await noteRows(
    tx,
    classId,
    written.filter((row) => row.other && row.view === 'teacher').map((row) => row.studentId),
  )
  tx.publish(topicOf('class', classId), gradebookRebuilt, { classId, version })
}
