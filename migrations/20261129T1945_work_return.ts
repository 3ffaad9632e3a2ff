import { type Kysely, sql } from 'kysely'

/** Each time work was returned: what it made visible, what was there before, and whether anybody has looked at it. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table work_return (
      id uuid not null,
      assignment_id uuid not null references assignment (id),
      student_id uuid not null references account (id),
      no integer not null,
      returned_by uuid not null references account (id),
      returned_at timestamptz not null,
      entry_no integer,
      before_entry_no integer,
      before_state text check (before_state in ('working', 'submitted', 'returned')),
      before_returned_at timestamptz,
      seen_at timestamptz,
      undone_at timestamptz,
      primary key (assignment_id, student_id, no)
    )`.execute(db)
  await sql`create index work_return_id on work_return (id)`.execute(db)
  await sql`create index work_return_unseen on work_return (student_id) where seen_at is null and undone_at is null`.execute(
    db,
  )
  await sql`create index work_return_student on work_return (student_id)`.execute(db)
  await sql`create index work_return_returned_by on work_return (returned_by)`.execute(db)
}
