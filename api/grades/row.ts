import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { Database } from '#platform/db/connect.ts'

/**
 * Notes that the rows of these students are other ones than before, so that an open gradebook fetches them and no
 * others. The caller holds the class's gradebook (`wantTotals`), which puts the numbers in the order of the commits.
 */
export const noteRows = async (
  tx: Transaction,
  classId: string,
  studentIds: readonly string[],
): Promise<void> => {
  if (studentIds.length === 0) return
  await sql`
    with head as (
      update gradebook set change_no = change_no + 1 where class_id = ${classId} returning change_no
    )
    insert into gradebook_row (class_id, student_id, change_no)
    select ${classId}::uuid, student_id, head.change_no
    from head, (select distinct unnest(${sql.val([...studentIds])}::uuid[]) as student_id) changed
    on conflict (class_id, student_id) do update set change_no = excluded.change_no`.execute(tx.db)
}

/** Notes the rows in which a column has something: it comes into sight, with what was recorded in it before. */
export const noteRowsOfItem = async (tx: Transaction, classId: string, itemId: string): Promise<void> => {
  const rows = await tx.db
    .selectFrom('gradeEntry')
    .select('studentId')
    .distinct()
    .where('itemId', '=', itemId)
    .execute()
  await noteRows(
    tx,
    classId,
    rows.map((row) => row.studentId),
  )
}

/** Whose rows changed after `since`. No access check. */
export const changedSince = async (db: Database, classId: string, since: number): Promise<Set<string>> => {
  const rows = await db
    .selectFrom('gradebookRow')
    .select('studentId')
    .where('classId', '=', classId)
    .where('changeNo', '>', since)
    .execute()
  return new Set(rows.map((row) => row.studentId))
}
