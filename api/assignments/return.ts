import { sql } from 'kysely'
import type { MarkingRow } from '#domain/assignments/contract.ts'
import type { SubmissionState } from '#domain/assignments/submission.ts'
import { isReady, saysSomething } from '#domain/assignments/waiting.ts'
import { newId } from '#domain/ids.ts'
import { notFound, Problem } from '#domain/problem.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { releaseEntries } from '../grades/grade.ts'
import { releasedNos } from '../grades/release.ts'
import { type AccessibleAssignment, assignmentFor } from './access.ts'
import { type Desk, itemIdOf, type NewMark, recordMark, rowsOf } from './marking.ts'
import { tellSubmission } from './submission.ts'

export interface Return {
  students: 'marked' | readonly string[]
  /** Marks on the marker's desk, recorded first. */
  desk?: readonly (Desk & { mark: NewMark | null })[]
  /** Said when something without score and comment is meant. */
  unmarked?: boolean
}

/** One return, or the undoing of one, of an assignment's work at a time; nobody hands in meanwhile. */
export const lockWork = async (tx: Transaction, assignmentId: string): Promise<void> => {
  await tx.db
    .selectFrom('assignment')
    .select('id')
    .where('id', '=', assignmentId)
    .forUpdate()
    .executeTakeFirst()
  await tx.db
    .selectFrom('submission')
    .select('id')
    .where('assignmentId', '=', assignmentId)
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** Whether returning it would show the student anything new. */
const isNews = (row: MarkingRow): boolean => row.state !== 'returned' || (row.mark !== null && !row.released)

const chosen = (
  rows: readonly MarkingRow[],
  graded: boolean,
  { students, unmarked }: Return,
): MarkingRow[] => {
  if (students === 'marked') return rows.filter((row) => isReady(row, graded))
  const wanted = new Set(students)
  const named = rows.filter((row) => wanted.has(row.student.id))
  if (named.length < wanted.size) throw notFound()
  const news = named.filter(isNews)
  const says = (row: MarkingRow) => (graded ? saysSomething(row.mark) : row.attempts > 0)
  if (!unmarked && !news.every(says)) throw new Problem('conflict', { code: 'nothing-marked' })
  return news
}

const setReturned = async (tx: Transaction, found: AccessibleAssignment, studentIds: readonly string[]) => {
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

/** Keeps what a return changed, so that it can be undone until somebody has looked. */
const keepReturn = async (
  tx: Transaction,
  found: AccessibleAssignment,
  rows: readonly MarkingRow[],
  entries: { before: Map<string, number>; now: Map<string, number> },
): Promise<string> => {
  const id = newId()
  const studentIds = rows.map((row) => row.student.id)
  const nos = await tx.db
    .selectFrom('workReturn')
    .select(['studentId', sql<number>`max(no)`.as('no')])
    .where('assignmentId', '=', found.id)
    .where('studentId', 'in', studentIds)
    .groupBy('studentId')
    .execute()
  const last = new Map(nos.map((row) => [row.studentId, row.no]))
  await tx.db
    .insertInto('workReturn')
    .values(
      rows.map(({ student, state, returnedAt }) => ({
        id,
        assignmentId: found.id,
        studentId: student.id,
        no: (last.get(student.id) ?? 0) + 1,
        returnedBy: actorOf(tx).id,
        returnedAt: tx.now(),
        entryNo: entries.now.get(student.id) ?? null,
        beforeEntryNo: entries.before.get(student.id) ?? null,
        beforeState: state satisfies SubmissionState | null,
        beforeReturnedAt: returnedAt === null ? null : new Date(returnedAt),
      })),
    )
    .execute()
  return id
}

const giveBack = async (
  tx: Transaction,
  found: AccessibleAssignment,
  itemId: string | null,
  rows: readonly MarkingRow[],
): Promise<string | null> => {
  if (rows.length === 0) return null
  const studentIds = rows.map((row) => row.student.id)
  const released = () =>
    itemId === null ? Promise.resolve(new Map()) : releasedNos(tx.db, itemId, studentIds)
  const before = await released()
  if (itemId !== null) await releaseEntries(tx, found.classId, itemId, studentIds)
  await setReturned(tx, found, studentIds)
  tx.audit('assignment.returned', { kind: 'assignment', id: found.id }, { count: rows.length })
  return keepReturn(tx, found, rows, { before, now: await released() })
}

/**
 * Returns work: the marks on the desk are recorded, and state, score and comment become visible to the student and the
 * guardians, all in one transaction. What was returned as it is already is left alone, so a double click or a second tab
 * changes nothing. Throws `conflict` when more was handed in or marked than the marker has seen, and for named students
 * with nothing marked unless that is said.
 */
export const returnWork = async (
  ctx: Context,
  assignmentId: string,
  wanted: Return,
): Promise<{ returned: number; returnId: string | null; submissions: MarkingRow[] }> => {
  const found = await assignmentFor(ctx, assignmentId, 'grade.write')
  if (found.state === 'draft') throw new Problem('conflict', { code: 'not-graded' })
  const done = await inTransaction(ctx, async (tx) => {
    await lockWork(tx, assignmentId)
    const itemId = await itemIdOf(tx, assignmentId)
    for (const [n, desk] of (wanted.desk ?? []).entries())
      await recordMark(tx, found, itemId, desk, `desk.${n}.mark.`)
    const rows = chosen(await rowsOf(tx, found), itemId !== null, wanted)
    return { returned: rows.length, returnId: await giveBack(tx, found, itemId, rows) }
  })
  const all = await rowsOf(ctx, found)
  const { students } = wanted
  return {
    ...done,
    submissions: students === 'marked' ? all : all.filter((row) => students.includes(row.student.id)),
  }
}
