import { sql } from 'kysely'
import { notFound } from '#domain/problem.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import type { Database } from '#platform/db/connect.ts'
import { classFor } from '../classes/access.ts'
import { studentsOf } from '../classes/audience.ts'
import { openBatch } from './batch.ts'
import { type FreshEntry, insertEntries } from './grade.ts'
import { itemsOf } from './item.ts'
import { wantTotals } from './wanted.ts'

interface Undone {
  restored: number
  /** Cells that were graded anew since, or whose column or student is gone: they stay as they are. */
  kept: { itemId: string; studentId: string }[]
}

interface BatchEntry extends FreshEntry {
  newestNo: number
}

/** The entries of a batch, each with what stood there before and the number of the newest. */
const entriesOf = async (db: Database, batchId: string): Promise<BatchEntry[]> => {
  const { rows } = await sql<BatchEntry>`
    select e.item_id as "itemId", e.student_id as "studentId", e.no,
      f.score, coalesce(f.excused, false) as excused, coalesce(f.comment, '') as comment, f.attempt_no as "attemptNo",
      (select max(n.no) from grade_entry n where n.item_id = e.item_id and n.student_id = e.student_id) as "newestNo"
    from grade_entry e
    left join grade_entry f on f.item_id = e.item_id and f.student_id = e.student_id and f.no = e.no - 1
    where e.batch_id = ${batchId}`.execute(db)
  return rows
}

/** A grade that students saw and that stands there again is what they see still, and no draft. */
const keepReleased = (tx: Transaction, undoId: string) =>
  sql`
    update grade_release r set entry_no = e.no from grade_entry e
    where e.batch_id = ${undoId} and e.item_id = r.item_id and e.student_id = r.student_id
      and r.entry_no = e.no - 2`.execute(tx.db)

const alreadyUndone = async (tx: Transaction, batchId: string): Promise<Undone | null> => {
  const undo = await tx.db
    .selectFrom('gradeBatch')
    .select('id')
    .where('undoes', '=', batchId)
    .executeTakeFirst()
  if (!undo) return null
  const done = await tx.db
    .selectFrom('gradeEntry')
    .select(['itemId', 'studentId'])
    .where('batchId', '=', undo.id)
    .execute()
  const restored = new Set(done.map(({ itemId, studentId }) => `${itemId} ${studentId}`))
  const all = await entriesOf(tx.db, batchId)
  return {
    restored: done.length,
    kept: all
      .filter(({ itemId, studentId }) => !restored.has(`${itemId} ${studentId}`))
      .map(({ itemId, studentId }) => ({ itemId, studentId })),
  }
}

const undoBatch = async (tx: Transaction, classId: string, batchId: string, id: string): Promise<Undone> => {
  await wantTotals(tx, classId)
  const batch = await tx.db
    .selectFrom('gradeBatch')
    .select('id')
    .where('id', '=', batchId)
    .where('classId', '=', classId)
    .executeTakeFirst()
  if (!batch) throw notFound()
  const before = await alreadyUndone(tx, batchId)
  if (before) return before
  if (!(await openBatch(tx, classId, id, batchId))) throw notFound()
  const items = new Set((await itemsOf(tx.db, classId)).map((item) => item.id))
  const students = new Set((await studentsOf(tx.db, classId).execute()).map((student) => student.id))
  const entries = await entriesOf(tx.db, batchId)
  const free = ({ itemId, studentId, no, newestNo }: BatchEntry) =>
    no === newestNo && items.has(itemId) && students.has(studentId)
  const fresh = entries.filter(free).map(({ newestNo, ...entry }) => ({ ...entry, no: newestNo + 1 }))
  if (fresh.length > 0) {
    await insertEntries(tx, classId, fresh, id)
    await keepReleased(tx, id)
  }
  tx.audit('grade.undone', { kind: 'class', id: classId }, { count: fresh.length })
  const kept = entries.filter((entry) => !free(entry)).map(({ itemId, studentId }) => ({ itemId, studentId }))
  return { restored: fresh.length, kept }
}

/**
 * Undoes a batch by recording anew what stood there before: nothing is taken out of the record. A batch is undone once;
 * asking again is answered the same.
 */
export const undoGrades = async (
  ctx: Context,
  classId: string,
  batchId: string,
  id: string,
): Promise<Undone> => {
  await classFor(ctx, classId, 'grade.write')
  return inTransaction(ctx, (tx) => undoBatch(tx, classId, batchId, id))
}
