import { sql } from 'kysely'
import type { AssignmentFacts, AssignmentRow, Mark, OwnWork } from '#domain/assignments/contract.ts'
import type { FileView } from '#domain/files/contract.ts'
import type { Database } from '#platform/db/connect.ts'
import { fileViews } from '../files/file.ts'
import { type Entry, releasedEntries } from '../grades/entry.ts'
import { assignmentItems } from '../grades/item.ts'

/** What students, guardians and staff are shown of assignments and work; no access checks here. */

export const markOf = (entry: Entry | undefined): Mark | null =>
  entry === undefined
    ? null
    : {
        score: entry.score,
        excused: entry.excused,
        comment: entry.comment,
        attemptNo: entry.attemptNo,
        recordedAt: entry.recordedAt.toISOString(),
      }

export interface AssignmentColumns {
  id: string
  classId: string
  title: string
  state: AssignmentFacts['state']
  dueAt: Date | null
  publishedAt: Date | null
  createdAt: Date
}

/** The facts everybody in the class may know, with points and category from the gradebook's column. */
export const factsOf = async (
  db: Database,
  rows: readonly AssignmentColumns[],
): Promise<(AssignmentFacts & { itemId: string | null })[]> => {
  const items = await assignmentItems(
    db,
    rows.map((row) => row.id),
  )
  return rows.map((row) => {
    const item = items.get(row.id)
    return {
      id: row.id,
      classId: row.classId,
      title: row.title,
      state: row.state,
      dueAt: row.dueAt?.toISOString() ?? null,
      points: item?.maxPoints ?? null,
      categoryId: item?.categoryId ?? null,
      publishedAt: row.publishedAt?.toISOString() ?? null,
      createdAt: row.createdAt.toISOString(),
      itemId: item?.id ?? null,
    }
  })
}

/** The files of one thing in order, from its joining table. */
export const filesOf = async (
  db: Database,
  table: 'assignmentFile' | 'submissionFile' | 'attemptFile',
  ids: readonly string[],
): Promise<Map<string, FileView[]>> => {
  const found = new Map<string, FileView[]>()
  if (ids.length === 0) return found
  const owner = {
    assignmentFile: 'assignment_id',
    submissionFile: 'submission_id',
    attemptFile: 'attempt_id',
  }[table]
  const rows = await db
    .selectFrom(table)
    .select(['fileId', sql<string>`${sql.ref(owner)}`.as('ownerId')])
    .where(sql<boolean>`${sql.ref(owner)} = any(${sql.val([...ids])}::uuid[])`)
    .orderBy('position')
    .execute()
  const views = await fileViews(
    db,
    rows.map((row) => row.fileId),
  )
  for (const { ownerId, fileId } of rows) {
    const view = views.get(fileId)
    if (view) found.set(ownerId, [...(found.get(ownerId) ?? []), view])
  }
  return found
}

/** The state of a submission and of its last attempt. */
export const selectWork = (db: Database) =>
  db
    .selectFrom('submission')
    .leftJoin('attempt', (join) =>
      join
        .onRef('attempt.submissionId', '=', 'submission.id')
        .onRef('attempt.no', '=', 'submission.lastAttemptNo'),
    )
    .select([
      'submission.id',
      'submission.assignmentId',
      'submission.studentId',
      'submission.state',
      'submission.lastAttemptNo',
      'submission.returnedAt',
      'submission.draft',
      'submission.updatedAt',
      'attempt.late',
      'attempt.handedInAt',
    ])

export type WorkRow = Awaited<ReturnType<ReturnType<typeof selectWork>['executeTakeFirstOrThrow']>>

/** A submission without its mark. */
export const stateOf = (row: WorkRow | undefined): Omit<OwnWork, 'mark'> => ({
  state: row?.state ?? null,
  attempts: row?.lastAttemptNo ?? 0,
  late: row?.late ?? false,
  handedInAt: row?.handedInAt?.toISOString() ?? null,
  returnedAt: row?.returnedAt?.toISOString() ?? null,
})

/** One student's work on some assignments as the student sees it: marks only when they were released. */
export const ownWorkOf = async (
  db: Database,
  studentId: string,
  assignments: readonly { id: string; itemId: string | null }[],
): Promise<Map<string, OwnWork>> => {
  if (assignments.length === 0) return new Map()
  const rows = await selectWork(db)
    .where('submission.studentId', '=', studentId)
    .where(
      'submission.assignmentId',
      'in',
      assignments.map((assignment) => assignment.id),
    )
    .execute()
  const work = new Map(rows.map((row) => [row.assignmentId, row]))
  const marks = await releasedEntries(
    db,
    assignments.flatMap((assignment) => assignment.itemId ?? []),
    [studentId],
  )
  return new Map(
    assignments.map(({ id, itemId }) => [
      id,
      { ...stateOf(work.get(id)), mark: markOf(marks.get(`${itemId} ${studentId}`)) },
    ]),
  )
}

/**
 * For staff: how far the class is with each of these assignments. Each is counted by itself, so that what the school has
 * handed in elsewhere, and before, is never looked at.
 */
export const countsOf = async (
  db: Database,
  ids: readonly string[],
): Promise<Map<string, NonNullable<AssignmentRow['counts']>>> => {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{
    id: string
    students: number
    handedIn: number
    toMark: number
    returned: number
  }>`
    select a.id, of.*
    from assignment a cross join lateral (
      select (select count(*)::int from enrollment e
          where e.class_id = a.class_id and e.role = 'student' and e.ended_at is null) as students,
        count(*) filter (where s.last_attempt_no > 0)::int as "handedIn",
        count(*) filter (where s.state = 'submitted')::int as "toMark",
        count(*) filter (where s.state = 'returned')::int as returned
      from submission s join enrollment e on e.class_id = a.class_id and e.account_id = s.student_id
      where s.assignment_id = a.id and e.role = 'student' and e.ended_at is null
    ) of
    where a.id = any(${sql.val([...ids])}::uuid[])`.execute(db)
  return new Map(rows.map(({ id, ...counts }) => [id, counts]))
}

/** The titles of assignments by their ids; what is not known is left out. No access check. */
export const assignmentTitles = async (db: Database, ids: readonly string[]): Promise<[string, string][]> => {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('assignment')
    .select(['id', 'title'])
    .where('id', 'in', [...ids])
    .execute()
  return rows.map((row) => [row.id, row.title])
}
