import { type Kysely, sql } from 'kysely'

/** Grades that were recorded by one act, so that it has one undo: a pasted block, a typed mark, or such an undo itself. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table grade_batch (
      id uuid primary key,
      class_id uuid not null references class (id),
      undoes uuid unique references grade_batch (id),
      recorded_by uuid not null references account (id),
      recorded_at timestamptz not null
    )`.execute(db)
  await sql`create index grade_batch_class on grade_batch (class_id)`.execute(db)
  await sql`create index grade_batch_recorded_by on grade_batch (recorded_by)`.execute(db)
  await sql`alter table grade_entry add column batch_id uuid references grade_batch (id)`.execute(db)
  await sql`create index grade_entry_batch on grade_entry (batch_id) where batch_id is not null`.execute(db)
}
