import { type MarkingRow, type MarkingView, markRecorded } from '#domain/assignments/contract.ts'
import { decimalOf } from '#domain/decimal.ts'
import { notFound, Problem } from '#domain/problem.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { publishToStaff, studentsOf } from '../classes/audience.ts'
import { type Entry, entriesOfItem } from '../grades/entry.ts'
import { appendGrades } from '../grades/grade.ts'
import { assignmentItems } from '../grades/item.ts'
import { wantTotals } from '../grades/wanted.ts'
import { type AccessibleAssignment, assignmentFor, isStaff } from './access.ts'
import { type LastReturn, lastReturns } from './last-return.ts'
import { attemptsOf } from './submission.ts'
import { markOf, selectWork, stateOf, type WorkRow } from './view.ts'

type Student = MarkingRow['student']

const rowOf = (
  student: Student,
  work: WorkRow | undefined,
  entry: Entry | undefined,
  last: LastReturn | undefined,
): MarkingRow => ({
  student,
  ...stateOf(work),
  mark: markOf(entry),
  released: entry?.released ?? false,
  markNo: entry?.no ?? 0,
  lastReturn: last ? { id: last.id, seenAt: last.seenAt?.toISOString() ?? null } : null,
})

/** The column of an assignment; null when it is not graded. */
export const itemIdOf = async (ctx: Context, assignmentId: string): Promise<string | null> =>
  (await assignmentItems(ctx.db, [assignmentId])).get(assignmentId)?.id ?? null

/** Every student of the class with the state of the work. No access check. */
export const rowsOf = async (ctx: Context, found: AccessibleAssignment): Promise<MarkingRow[]> => {
  const students = await studentsOf(ctx.db, found.classId).execute()
  const work = await selectWork(ctx.db).where('submission.assignmentId', '=', found.id).execute()
  const byStudent = new Map(work.map((row) => [row.studentId, row]))
  const itemId = await itemIdOf(ctx, found.id)
  const marks = itemId === null ? null : await entriesOfItem(ctx.db, itemId, 'newest')
  const returns = await lastReturns(ctx.db, found.id)
  return students.map((student) =>
    rowOf(student, byStudent.get(student.id), marks?.get(student.id), returns.get(student.id)),
  )
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
  const returns = await lastReturns(ctx.db, found.id, studentId)
  return {
    row: rowOf(student, work, marks?.get(studentId), returns.get(studentId)),
    submissionId: work?.id,
  }
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

/** What a marker has before their eyes when they give a mark. */
export interface Desk {
  studentId: string
  /** The attempts seen; left out, whatever was handed in is meant. */
  attempts?: number
  /** The marks seen; left out, whatever was recorded is overwritten. */
  after?: number
}

const sameMark = (mark: NewMark, known: MarkingRow['mark']): boolean =>
  known !== null &&
  mark.excused === known.excused &&
  mark.comment === known.comment &&
  (mark.score === null || known.score === null
    ? mark.score === known.score
    : decimalOf(mark.score) === decimalOf(known.score))

/** Throws `conflict` when more was handed in, or another mark recorded, than the marker has seen. */
const checkDesk = (row: MarkingRow, desk: Desk, mark: NewMark | null): void => {
  if (desk.attempts !== undefined && desk.attempts !== row.attempts)
    throw new Problem('conflict', { code: 'work-handed-in-again' })
  const stale = desk.after !== undefined && desk.after !== row.markNo
  // The very mark that is there, sent twice, is no conflict: a double click, or an answer that was lost.
  if (mark && stale && !sameMark(mark, row.mark)) throw new Problem('conflict', { code: 'mark-stale' })
}

/**
 * Records one mark, or none, for work as the marker sees it; a wrong field is named below `path`. Takes the lock of the
 * gradebook first, so that what is checked stays true. Throws `conflict` as `checkDesk`. No access check.
 */
export const recordMark = async (
  tx: Transaction,
  found: AccessibleAssignment,
  itemId: string | null,
  desk: Desk & { mark: NewMark | null },
  path = '',
): Promise<void> => {
  const { studentId, mark } = desk
  if (itemId !== null) await wantTotals(tx, found.classId)
  const { row } = await oneRow(tx, found, studentId)
  checkDesk(row, desk, mark)
  if (mark === null) return
  if (itemId === null) throw new Problem('conflict', { code: 'not-graded' })
  const { extra, ...grade } = mark
  const attemptNo = row.attempts > 0 ? row.attempts : null
  const appended = await appendGrades(
    tx,
    found.classId,
    [{ ...grade, itemId, studentId, attemptNo }],
    extra,
  ).catch(fieldBelow(path))
  if (appended.length === 0) return
  const { id: assignmentId, classId } = found
  await publishToStaff(tx, classId, markRecorded, { classId, assignmentId, studentId })
}

/** A wrong score of a block of one is the caller's own field. */
const fieldBelow =
  (path: string) =>
  (error: unknown): never => {
    if (!(error instanceof Problem) || !error.details.errors) throw error
    const errors = error.details.errors.map((one) => ({
      ...one,
      path: one.path.replace(/^grades\.0\.?/, path),
    }))
    throw new Problem(error.kind, { ...error.details, errors })
  }

/** Records a mark; the student sees it when it is returned. Throws `conflict` for work that is not graded. */
export const setMark = async (
  ctx: Context,
  assignmentId: string,
  studentId: string,
  { after, ...mark }: NewMark & { after?: number },
): Promise<MarkingRow> => {
  const found = await assignmentFor(ctx, assignmentId, 'grade.write')
  const itemId = await itemIdOf(ctx, found.id)
  if (itemId === null || found.state === 'draft') throw new Problem('conflict', { code: 'not-graded' })
  await inTransaction(ctx, (tx) => recordMark(tx, found, itemId, { studentId, after, mark }))
  return (await oneRow(ctx, found, studentId)).row
}
