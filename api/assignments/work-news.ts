import { type SqlBool, sql } from 'kysely'
import type { Actor } from '#domain/permission.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/db/connect.ts'

const MARKERS = ['teacher', 'assistant']

const classIdsAs = (actor: Actor, roles: readonly string[]): string[] =>
  [...actor.classes].filter(([, role]) => roles.includes(role)).map(([classId]) => classId)

/** The last return of each work that was not taken back. */
const lastReturn = sql<SqlBool>`work_return.undone_at is null and work_return.no = (
  select max(r.no) from work_return r where r.assignment_id = work_return.assignment_id
    and r.student_id = work_return.student_id and r.undone_at is null)`

/** Work of students who are in its running class now, with what every entry of the inbox says of it. */
const selectWorkEntries = (db: Database) =>
  db
    .selectFrom('submission')
    .innerJoin('assignment', 'assignment.id', 'submission.assignmentId')
    .innerJoin('class', 'class.id', 'assignment.classId')
    .innerJoin('account as student', 'student.id', 'submission.studentId')
    .innerJoin('enrollment', (join) =>
      join
        .onRef('enrollment.classId', '=', 'class.id')
        .onRef('enrollment.accountId', '=', 'submission.studentId')
        .on('enrollment.role', '=', 'student')
        .on('enrollment.endedAt', 'is', null),
    )
    .select([
      'submission.id',
      'assignment.id as assignmentId',
      'assignment.classId',
      'assignment.title',
      'class.name as className',
      'class.hue',
      'student.id as studentId',
      'student.displayName',
    ])
    .where('assignment.deletedAt', 'is', null)
    .where('assignment.state', '!=', 'draft')
    .where('class.archivedAt', 'is', null)

/** What came back to the actor, or to a ward, and was not opened by the actor since. */
export const selectReturned = (db: Database, { id, wards }: Actor) =>
  selectWorkEntries(db)
    .innerJoin('workReturn', (join) =>
      join
        .onRef('workReturn.assignmentId', '=', 'submission.assignmentId')
        .onRef('workReturn.studentId', '=', 'submission.studentId'),
    )
    .innerJoin('account as returner', 'returner.id', 'workReturn.returnedBy')
    .leftJoin('returnRead', (join) =>
      join
        .onRef('returnRead.assignmentId', '=', 'submission.assignmentId')
        .onRef('returnRead.studentId', '=', 'submission.studentId')
        .on('returnRead.accountId', '=', id),
    )
    .select(['workReturn.returnedAt as at', 'returner.displayName as byName'])
    .where('submission.studentId', 'in', [id, ...wards])
    .where(
      sql<SqlBool>`work_return.assignment_id = any(array(select a.id from enrollment e join class c on c.id = e.class_id
        join assignment a on a.class_id = c.id where e.account_id = any(${[id, ...wards]}::uuid[]) and e.role = 'student'
        and e.ended_at is null and c.archived_at is null))`,
    )
    .where(lastReturn)
    .whereRef('workReturn.no', '>', sql`coalesce(return_read.no, 0)`)

/** What came back once and waits again, in classes where the actor marks. */
export const selectAgain = (db: Database, actor: Actor) =>
  selectWorkEntries(db)
    .innerJoin('attempt', (join) =>
      join
        .onRef('attempt.submissionId', '=', 'submission.id')
        .onRef('attempt.no', '=', 'submission.lastAttemptNo'),
    )
    .select('attempt.handedInAt as at')
    .where('submission.state', '=', 'submitted')
    .where('assignment.classId', 'in', classIdsAs(actor, MARKERS))
    // A look at a key for each that waits: an `exists` is planned as a join with all that ever came back.
    .where(
      sql<SqlBool>`coalesce((select true from work_return r where r.assignment_id = submission.assignment_id
        and r.student_id = submission.student_id and r.undone_at is null limit 1), false)`,
    )

/** Whether the actor marks anything anywhere. */
export const marksWork = (actor: Actor): boolean => classIdsAs(actor, MARKERS).length > 0

/** How much of the inbox is work: what the sign at its place counts beside messages. */
export const countWorkNews = async ({ db, actor }: Context): Promise<number> => {
  if (!actor) return 0
  const again = marksWork(actor) ? sql`(select count(*) from (${selectAgain(db, actor)}) again)` : sql`0`
  const { rows } = await sql<{ count: number }>`
    select ((select count(*) from (${selectReturned(db, actor)}) returned) + ${again})::int as count`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}
