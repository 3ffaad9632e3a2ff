import { sql } from 'kysely'
import { decimalOf } from '#domain/decimal.ts'
import { gradesRecorded, gradesReleased, type RecordedGrade } from '#domain/grades/contract.ts'
import { newId } from '#domain/ids.ts'
import { notFound, Problem } from '#domain/problem.ts'
import type { FieldCode } from '#domain/problem-code.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { classFor } from '../classes/access.ts'
import { guardiansOf, publishToStaff, studentsOf } from '../classes/audience.ts'
import { itemFor } from './access.ts'
import { gradesOfBatch, openBatch } from './batch.ts'
import { plainDecimal } from './category.ts'
import { type Entry, latestEntries } from './entry.ts'
import { itemsOf } from './item.ts'
import { noteRows } from './row.ts'
import { wantTotals } from './wanted.ts'

export interface NewGrade {
  itemId: string
  studentId: string
  score: string | null
  excused: boolean
  /** Left out, the comment stays. */
  comment?: string
  attemptNo?: number | null
  /** What the writer saw there. Left out, it is not compared. */
  before?: { score: string | null; excused: boolean }
}

const same = (a: string | null, b: string | null): boolean =>
  a === null || b === null ? a === b : decimalOf(a) === decimalOf(b)

const checkGrades = async (tx: Transaction, classId: string, grades: readonly NewGrade[], extra: boolean) => {
  const items = new Map((await itemsOf(tx.db, classId)).map((item) => [item.id, item]))
  const students = new Set((await studentsOf(tx.db, classId).execute()).map((student) => student.id))
  const seen = new Set<string>()
  grades.forEach(({ itemId, studentId, score }, n) => {
    const item = items.get(itemId)
    if (!item || !students.has(studentId)) throw notFound()
    const fault = (path: string, code: FieldCode) => new Problem('invalid', { errors: [{ path, code }] })
    if (seen.has(`${itemId} ${studentId}`)) throw fault(`grades.${n}`, 'taken')
    seen.add(`${itemId} ${studentId}`)
    if (score === null) return
    if (decimalOf(score) < 0n) throw fault(`grades.${n}.score`, 'negative')
    if (!extra && decimalOf(score) > decimalOf(item.maxPoints))
      throw fault(`grades.${n}.score`, 'score-too-high')
  })
}

/** Refuses, naming each, what somebody has graded otherwise since the writer looked. */
const checkUnchanged = (grades: readonly NewGrade[], newest: ReadonlyMap<string, Entry>): void => {
  const errors = grades.flatMap(({ itemId, studentId, before }, n) => {
    if (!before) return []
    const now = newest.get(`${itemId} ${studentId}`)
    const unchanged = same(before.score, now?.score ?? null) && before.excused === (now?.excused ?? false)
    return unchanged ? [] : [{ path: `grades.${n}`, code: 'changed' as const }]
  })
  if (errors.length > 0) throw new Problem('conflict', { code: 'grades-changed', errors })
}

/** One entry to append: what is new, and its number in its cell. */
export interface FreshEntry {
  itemId: string
  studentId: string
  no: number
  score: string | null
  excused: boolean
  comment: string
  attemptNo: number | null
}

/** Writes entries, tells the staff and returns what was told. No checks; the caller holds the class's gradebook (`wantTotals`). */
export const insertEntries = async (
  tx: Transaction,
  classId: string,
  fresh: readonly FreshEntry[],
  batchId: string | null,
): Promise<RecordedGrade[]> => {
  const [recordedBy, recordedAt] = [actorOf(tx).id, tx.now()]
  await tx.db
    .insertInto('gradeEntry')
    .values(fresh.map((entry) => ({ ...entry, id: newId(), recordedBy, recordedAt, batchId })))
    .execute()
  await noteRows(
    tx,
    classId,
    fresh.map((entry) => entry.studentId),
  )
  const grades = fresh.map(({ itemId, studentId, no, score, excused, comment }) => ({
    itemId,
    studentId,
    no,
    score: score === null ? null : plainDecimal(score),
    excused,
    comment,
    recordedAt: recordedAt.toISOString(),
  }))
  await publishToStaff(tx, classId, gradesRecorded, { classId, grades })
  return grades
}

/**
 * Appends grade entries: nothing is ever overwritten, the newest counts. What equals the newest entry is left out.
 * Returns what was new. No access check: the caller has made one.
 */
export const appendGrades = async (
  tx: Transaction,
  classId: string,
  grades: readonly NewGrade[],
  extra: boolean,
  batchId: string | null = null,
): Promise<RecordedGrade[]> => {
  await wantTotals(tx, classId)
  await checkGrades(tx, classId, grades, extra)
  const before = await latestEntries(
    tx.db,
    grades.map((grade) => grade.itemId),
    grades.map((grade) => grade.studentId),
  )
  checkUnchanged(grades, before)
  const fresh = grades.flatMap(({ itemId, studentId, score, excused, ...grade }): FreshEntry[] => {
    const known = before.get(`${itemId} ${studentId}`)
    const comment = grade.comment ?? known?.comment ?? ''
    const nothingNew = known
      ? same(known.score, score) && known.excused === excused && known.comment === comment
      : score === null && !excused && comment === ''
    const [no, attemptNo] = [(known?.no ?? 0) + 1, grade.attemptNo ?? known?.attemptNo ?? null]
    return nothingNew ? [] : [{ itemId, studentId, no, score, excused, comment, attemptNo }]
  })
  if (fresh.length === 0) return []
  const recorded = await insertEntries(tx, classId, fresh, batchId)
  const one = fresh.length === 1 ? fresh[0] : undefined
  tx.audit(
    'grade.recorded',
    one ? { kind: 'grade-item', id: one.itemId } : { kind: 'class', id: classId },
    one ? { classId, studentId: one.studentId } : { count: fresh.length },
  )
  return recorded
}

/**
 * Records grades of a class, all or none. They stay drafts until they are released. With a batch a retry changes nothing
 * and is answered as the first try was.
 */
export const recordGrades = async (
  ctx: Context,
  classId: string,
  grades: readonly NewGrade[],
  options: { extra: boolean; batchId?: string },
): Promise<RecordedGrade[]> => {
  await classFor(ctx, classId, 'grade.write')
  const { extra, batchId } = options
  return inTransaction(ctx, async (tx) => {
    if (batchId === undefined) return appendGrades(tx, classId, grades, extra)
    await wantTotals(tx, classId)
    return (await openBatch(tx, classId, batchId))
      ? appendGrades(tx, classId, grades, extra, batchId)
      : gradesOfBatch(tx.db, batchId)
  })
}

/**
 * Makes the newest entries of a column visible to these students (null: to all who have one) and their guardians; a
 * later entry is a draft again. Returns for whom something new became visible. No access check.
 */
export const releaseEntries = async (
  tx: Transaction,
  classId: string,
  itemId: string,
  studentIds: readonly string[] | null,
): Promise<string[]> => {
  await wantTotals(tx, classId)
  const { rows } = await sql<{ studentId: string }>`
    insert into grade_release (item_id, student_id, released_by, released_at, entry_no)
    select item_id, student_id, ${actorOf(tx).id}::uuid, ${tx.now()}::timestamptz, max(no)
    from grade_entry
    where item_id = ${itemId} and (${studentIds === null} or student_id = any(${sql.val([...(studentIds ?? [])])}::uuid[]))
    group by item_id, student_id
    on conflict (item_id, student_id) do update
      set entry_no = excluded.entry_no, released_by = excluded.released_by, released_at = excluded.released_at
      where grade_release.entry_no < excluded.entry_no
    returning student_id as "studentId"`.execute(tx.db)
  const released = rows.map((row) => row.studentId)
  await noteRows(tx, classId, released)
  const guardians = await guardiansOf(tx.db, released)
  for (const studentId of released) {
    for (const accountId of [studentId, ...(guardians.get(studentId) ?? [])])
      tx.publish(topicOf('account', accountId), gradesReleased, { classId, studentId, itemIds: [itemId] })
  }
  if (released.length > 0)
    tx.audit('grade.released', { kind: 'grade-item', id: itemId }, { classId, count: released.length })
  return released
}

/** Releases a column that belongs to no assignment. */
export const releaseGrades = async (
  ctx: Context,
  itemId: string,
  studentIds: readonly string[] | null,
): Promise<number> => {
  const item = await itemFor(ctx, itemId, 'grade.write')
  if (item.assignmentId !== null) throw new Problem('conflict', { code: 'return-instead' })
  return (await inTransaction(ctx, (tx) => releaseEntries(tx, item.classId, itemId, studentIds))).length
}
