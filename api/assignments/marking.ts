import { type MarkingRow, type MarkingView, markRecorded } from '#domain/assignments/contract.ts'
import { newId } from '#domain/ids.ts'
import { notFound, Problem } from '#domain/problem.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { publishToStaff, studentsOf } from '../classes/audience.ts'
import { type Entry, entriesOfItem } from '../grades/entry.ts'
import { appendGrades, releaseEntries } from '../grades/grade.ts'
import { assignmentItems } from '../grades/item.ts'
import { type AccessibleAssignment, assignmentFor, isStaff } from './access.ts'
import { attemptsOf, tellSubmission } from './submission.ts'
import { markOf, selectWork, stateOf, type WorkRow } from './view.ts'

type Student = MarkingRow['student']

const rowOf = (student: Student, work: WorkRow | undefined, entry: Entry | undefined): MarkingRow => ({
  student,
  ...stateOf(work),
  mark: markOf(entry),
  released: entry?.released ?? false,
})

const itemIdOf = async (ctx: Context, assignmentId: string): Promise<string | null> =>
  (await assignmentItems(ctx.db, [assignmentId])).get(assignmentId)?.id ?? null

const rowsOf = async (ctx: Context, found: AccessibleAssignment): Promise<MarkingRow[]> => {
  const students = await studentsOf(ctx.db, found.classId).execute()
  const work = await selectWork(ctx.db).where('submission.assignmentId', '=', found.id).execute()
  const byStudent = new Map(work.map((row) => [row.studentId, row]))
  const itemId = await itemIdOf(ctx, found.id)
  const marks = itemId === null ? null : await entriesOfItem(ctx.db, itemId, 'newest')
  return students.map((student) => rowOf(student, byStudent.get(student.id), marks?.get(student.id)))
}

/** Every student of the class with the state of the work and the newest mark, by name. */
export const listSubmissions = async (ctx: Context, assignmentId: string): Promise<MarkingRow[]> =>
  rowsOf(ctx, await markableFor(ctx, assignmentId))

/** For whoever sees everybody's work: a guardian may read a ward's, which is not enough here. */
const markableFor = async (ctx: Context, assignmentId: string): Promise<AccessibleAssignment> => {
  const found = await assignmentFor(ctx, assignmentId, 'class.read')
  if (!isStaff(ctx, found.class)) throw new Problem('forbidden')
  return found
}

const oneRow = async (ctx: Context, found: AccessibleAssignment, studentId: string) => {
  const student = await studentsOf(ctx.db, found.classId)
    .where('account.id', '=', studentId)
    .executeTakeFirst()
  if (!student) throw notFound()
  const work = await selectWork(ctx.db)
    .where('submission.assignmentId', '=', found.id)
    .where('submission.studentId', '=', studentId)
    .executeTakeFirst()
  const itemId = await itemIdOf(ctx, found.id)
  const marks = itemId === null ? null : await entriesOfItem(ctx.db, itemId, 'newest', studentId)
  return { row: rowOf(student, work, marks?.get(studentId)), submissionId: work?.id }
}

/** One student's work with all attempts. The draft is the student's own and is not shown. */
export const getMarking = async (
  ctx: Context,
  assignmentId: string,
  studentId: string,
): Promise<MarkingView> => {
  const found = await markableFor(ctx, assignmentId)
  const { row, submissionId } = await oneRow(ctx, found, studentId)
  return { ...row, attemptList: await attemptsOf(ctx.db, submissionId) }
}

export interface NewMark {
  score: string | null
  excused: boolean
  comment: string
  extra: boolean
}

/** Records a mark; the student sees it when it is returned. Throws `conflict` for work that is not graded. */
export const setMark = async (
  ctx: Context,
  assignmentId: string,
  studentId: string,
  mark: NewMark,
): Promise<MarkingRow> => {
  const found = await assignmentFor(ctx, assignmentId, 'grade.write')
  const itemId = await itemIdOf(ctx, found.id)
  if (itemId === null || found.state === 'draft') throw new Problem('conflict', { code: 'not-graded' })
  await inTransaction(ctx, async (tx) => {
    const { row } = await oneRow(tx, found, studentId)
    const { extra, ...grade } = mark
    const attemptNo = row.attempts > 0 ? row.attempts : null
    const appended = await appendGrades(
      tx,
      found.classId,
      [{ ...grade, itemId, studentId, attemptNo }],
      extra,
    ).catch(fieldOfOne)
    if (appended > 0)
      await publishToStaff(tx, found.classId, markRecorded, {
        classId: found.classId,
        assignmentId,
        studentId,
      })
  })
  return (await oneRow(ctx, found, studentId)).row
}

/** A wrong score of a block of one is the form's own field. */
const fieldOfOne = (error: unknown): never => {
  if (!(error instanceof Problem) || !error.details.errors) throw error
  const errors = error.details.errors.map((one) => ({ ...one, path: one.path.replace(/^grades\.0\.?/, '') }))
  throw new Problem(error.kind, { ...error.details, errors })
}

const setReturned = async (tx: Transaction, found: AccessibleAssignment, studentIds: readonly string[]) => {
  if (studentIds.length === 0) return
  const rows = await tx.db
    .insertInto('submission')
    .values(
      studentIds.map((studentId) => ({
        id: newId(),
        assignmentId: found.id,
        studentId,
        state: 'returned' as const,
        returnedAt: tx.now(),
        updatedAt: tx.now(),
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['assignmentId', 'studentId'])
        .doUpdateSet({ state: 'returned', returnedAt: tx.now() }),
    )
    .returning(['studentId', 'lastAttemptNo'])
    .execute()
  for (const row of rows) await tellSubmission(tx, found, row.studentId, 'returned', row.lastAttemptNo)
}

const isMarked = ({ mark }: MarkingRow): boolean =>
  mark !== null && (mark.score !== null || mark.excused || mark.comment !== '')

/** `marked`: whatever has a mark the student does not see yet; where nothing is graded, whatever is handed in. */
const toReturn = (
  rows: readonly MarkingRow[],
  graded: boolean,
  wanted: 'marked' | readonly string[],
): string[] => {
  if (wanted !== 'marked') {
    const known = new Set(rows.map((row) => row.student.id))
    if (wanted.some((studentId) => !known.has(studentId))) throw notFound()
    return [...new Set(wanted)]
  }
  const ready = graded
    ? rows.filter((row) => isMarked(row) && !row.released)
    : rows.filter((row) => row.state === 'submitted')
  return ready.map((row) => row.student.id)
}

/**
 * Returns work: its state, and the newest score and comment if there are any, become visible to the student and the
 * guardians in one transaction. Returns how many were returned and the list as it is now.
 */
export const returnWork = async (
  ctx: Context,
  assignmentId: string,
  wanted: 'marked' | readonly string[],
): Promise<{ returned: number; submissions: MarkingRow[] }> => {
  const found = await assignmentFor(ctx, assignmentId, 'grade.write')
  if (found.state === 'draft') throw new Problem('conflict', { code: 'not-graded' })
  const returned = await inTransaction(ctx, async (tx) => {
    const itemId = await itemIdOf(tx, found.id)
    const students = toReturn(await rowsOf(tx, found), itemId !== null, wanted)
    if (itemId !== null && students.length > 0) await releaseEntries(tx, found.classId, itemId, students)
    await setReturned(tx, found, students)
    tx.audit('assignment.returned', { kind: 'assignment', id: assignmentId }, { count: students.length })
    return students.length
  })
  return { returned, submissions: await rowsOf(ctx, found) }
}
