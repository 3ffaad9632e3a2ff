import { decimalOf, formatRounded, fractionOf } from '#domain/decimal.ts'
import {
  type Cell,
  type GradebookChanges,
  type GradebookPage,
  type GradebookRow,
  type GradeItemView,
  type GridCell,
  PAGE_LIMIT,
  type StudentGrades,
} from '#domain/grades/contract.ts'
import type { GradebookView } from '#domain/grades/gradebook.ts'
import { storedExplanation } from '#domain/grades/stored-explanation.ts'
import { can } from '#domain/permission.ts'
import { Problem } from '#domain/problem.ts'
import type { Context } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { noteSeen } from '../assignments/seen.ts'
import { classFor } from '../classes/access.ts'
import { studentsOf } from '../classes/audience.ts'
import { gradedStudentFor } from './access.ts'
import { categoriesOf } from './category.ts'
import { type Entry, entriesOfClass } from './entry.ts'
import { itemsOf } from './item.ts'
import { changedSince } from './row.ts'

const PAGE = 100

const cellOf = ({ itemId, score, excused, comment, released, recordedAt }: Entry): Cell => ({
  itemId,
  score,
  excused,
  comment,
  released,
  recordedAt: recordedAt.toISOString(),
})

/** What is usual is left out. */
const gridCellOf = ({ no, score, excused, comment, released }: Entry): GridCell => ({
  no,
  score,
  ...(excused && { excused }),
  ...(!released && { draft: true as const }),
  ...(comment !== '' && { commented: true as const }),
})

/** A stored total as it is shown: two places, which it was rounded to already. */
const shown = (value: string | null): string | null =>
  value === null ? null : formatRounded(fractionOf(decimalOf(value)), 2)

interface Head {
  version: number
  wanted: number
  changeNo: number
}

/** Read before the rows are: what changes in between is then fetched once more, and never missed. */
const headOf = async (ctx: Context, classId: string): Promise<Head> =>
  (await ctx.db
    .selectFrom('gradebook')
    .select(['version', 'wanted', 'changeNo'])
    .where('classId', '=', classId)
    .executeTakeFirst()) ?? { version: 0, wanted: 0, changeNo: 0 }

/** `name id` of the last student of a page: names repeat, ids do not. */
const cursorOf = (student: { displayName: string; id: string }): string =>
  Buffer.from(JSON.stringify([student.displayName, student.id])).toString('base64url')

const readCursor = (cursor: string): [string, string] => {
  try {
    const [name, id]: unknown[] = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (typeof name === 'string' && typeof id === 'string') return [name, id]
  } catch {
    // Falls through: not one of our cursors.
  }
  throw new Problem('invalid', { errors: [{ path: 'after', code: 'invalid' }] })
}

const studentPage = async (ctx: Context, classId: string, after: string | undefined, limit: number) => {
  const students = await studentsOf(ctx.db, classId).execute()
  if (after === undefined) return students.slice(0, limit + 1)
  const [, lastId] = readCursor(after)
  const at = students.findIndex((student) => student.id === lastId)
  return students.slice(at + 1, at + 2 + limit)
}

const totalsOf = async (ctx: Context, classId: string, studentIds: string[], view: GradebookView) => {
  if (studentIds.length === 0) return new Map<string, { current: string | null; final: string | null }>()
  const rows = await ctx.db
    .selectFrom('gradeTotal')
    .select(['studentId', 'current', 'final'])
    .where('classId', '=', classId)
    .where('view', '=', view)
    .where('studentId', 'in', studentIds)
    .execute()
  return new Map(rows.map((row) => [row.studentId, { current: shown(row.current), final: shown(row.final) }]))
}

const byStudent = (entries: readonly Entry[]): Map<string, Entry[]> => {
  const found = new Map<string, Entry[]>()
  for (const entry of entries) {
    const own = found.get(entry.studentId)
    if (own) own.push(entry)
    else found.set(entry.studentId, [entry])
  }
  return found
}

/** Refuses whoever may not read all of a gradebook. */
const checkReader = async (ctx: Context, classId: string): Promise<void> => {
  const found = await classFor(ctx, classId, 'class.read')
  if (!can(actorOf(ctx), 'grade.read', { schoolId: found.schoolId, classId })) throw new Problem('forbidden')
}

/** The rows of these students: their newest grades and totals. */
const rowsOf = async (
  ctx: Context,
  classId: string,
  students: readonly GradebookRow['student'][],
  items: readonly GradeItemView[],
): Promise<GradebookRow[]> => {
  const ids = students.map((student) => student.id)
  const entries = byStudent(await entriesOfClass(ctx.db, classId, 'newest', ids))
  const totals = await totalsOf(ctx, classId, ids, 'teacher')
  return students.map((student) => {
    const own = new Map(entries.get(student.id)?.map((entry) => [entry.itemId, gridCellOf(entry)]))
    return {
      student,
      cells: items.map((item) => own.get(item.id) ?? null),
      totals: totals.get(student.id) ?? null,
    }
  })
}

/** A page of the gradebook for staff: columns, the newest grades of some students, their totals. */
export const getGradebook = async (
  ctx: Context,
  classId: string,
  page: { after?: string; limit?: number },
): Promise<GradebookPage> => {
  await checkReader(ctx, classId)
  const limit = page.limit ?? PAGE
  const head = await headOf(ctx, classId)
  const students = await studentPage(ctx, classId, page.after, limit)
  const here = students.slice(0, limit)
  const last = here.at(-1)
  const items = await itemsOf(ctx.db, classId)
  return {
    ...head,
    categories: await categoriesOf(ctx.db, classId),
    items,
    rows: await rowsOf(ctx, classId, here, items),
    next: students.length > limit && last ? cursorOf(last) : null,
  }
}

/** What of a gradebook changed since somebody fetched it at `since`. */
export const getGradebookChanges = async (
  ctx: Context,
  classId: string,
  since: number,
): Promise<GradebookChanges> => {
  await checkReader(ctx, classId)
  const head = await headOf(ctx, classId)
  const students = await studentsOf(ctx.db, classId).execute()
  const changed = await changedSince(ctx.db, classId, since)
  const here = students.filter((student) => changed.has(student.id))
  // A number from the future is of another database, one that was restored since.
  const tellsAll = since <= head.changeNo && here.length <= PAGE_LIMIT
  const items = await itemsOf(ctx.db, classId)
  return {
    ...head,
    categories: await categoriesOf(ctx.db, classId),
    items,
    studentIds: students.map((student) => student.id),
    rows: tellsAll ? await rowsOf(ctx, classId, here, items) : null,
  }
}

/**
 * One student's grades with the stored explanation of the totals. Students and guardians get the student's view alone,
 * which holds what was released and nothing else; staff may look through the student's eyes.
 */
export const getStudentGrades = async (
  ctx: Context,
  classId: string,
  studentId: string,
  wanted: GradebookView | undefined,
): Promise<StudentGrades> => {
  const student = await gradedStudentFor(ctx, classId, studentId)
  const view: GradebookView = student.asStaff ? (wanted ?? 'teacher') : 'student'
  const which = view === 'teacher' ? 'newest' : 'released'
  await noteSeen(ctx, studentId, { classId })
  const total = await ctx.db
    .selectFrom('gradeTotal')
    .select(['current', 'final', 'explanation'])
    .where('classId', '=', classId)
    .where('studentId', '=', studentId)
    .where('view', '=', view)
    .executeTakeFirst()
  const stored = total?.explanation as { current: unknown; final: unknown } | undefined
  const cells = await entriesOfClass(ctx.db, classId, which, [studentId])
  return {
    student: { id: student.id, displayName: student.displayName },
    view,
    version: (await headOf(ctx, classId)).version,
    categories: await categoriesOf(ctx.db, classId),
    items: await itemsOf(ctx.db, classId),
    // A later draft must not show through: to the student every grade they see is a released one.
    cells: cells.map((cell) => ({ ...cellOf(cell), released: view === 'student' || cell.released })),
    totals: total ? { current: shown(total.current), final: shown(total.final) } : null,
    explanation: stored
      ? { current: storedExplanation(stored.current), final: storedExplanation(stored.final) }
      : null,
  }
}
