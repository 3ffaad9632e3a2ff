import { type Kysely, sql } from 'kysely'

/**
 * Up to which return each reader, the student or a guardian, has opened the work that came back. What somebody has
 * looked at before this was kept counts as read by the student and all guardians: nobody's inbox begins with old work.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table return_read (
      account_id uuid not null references account (id),
      assignment_id uuid not null references assignment (id),
      student_id uuid not null references account (id),
      no integer not null,
      primary key (account_id, student_id, assignment_id)
    )`.execute(db)
  await sql`create index return_read_assignment on return_read (assignment_id)`.execute(db)
  await sql`create index return_read_student on return_read (student_id)`.execute(db)
  await sql`
    insert into return_read (account_id, assignment_id, student_id, no)
    select reader.id, seen.assignment_id, seen.student_id, seen.no
      from (
        select assignment_id, student_id, max(no) as no from work_return
          where seen_at is not null group by assignment_id, student_id
      ) seen
      cross join lateral (
        select seen.student_id as id
        union select guardian_id from guardianship where student_id = seen.student_id
      ) reader`.execute(db)
}
