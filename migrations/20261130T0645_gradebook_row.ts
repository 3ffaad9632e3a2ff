import { type Kysely, sql } from 'kysely'

/**
 * Which rows of a gradebook changed since somebody fetched it: `change_no` counts the changes of a class's rows, under
 * the lock of its gradebook, and each row keeps the number of its newest. A row that is not here never changed since.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table gradebook add column change_no bigint not null default 0`.execute(db)
  await sql`
    create table gradebook_row (
      class_id uuid not null references gradebook (class_id) on delete cascade,
      student_id uuid not null references account (id) on delete cascade,
      change_no bigint not null,
      primary key (class_id, student_id)
    )`.execute(db)
  await sql`create index gradebook_row_student on gradebook_row (student_id)`.execute(db)
}
