import { type Kysely, sql } from 'kysely'

/** Files of a draft, and which recorded grade was released: a later mark stays a draft until it is returned too. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table submission_file (
      submission_id uuid not null references submission (id),
      file_id uuid not null references file (id),
      position integer not null,
      primary key (submission_id, file_id)
    )`.execute(db)
  await sql`create index submission_file_file on submission_file (file_id)`.execute(db)

  await sql`alter table grade_release add column entry_no integer not null default 1`.execute(db)
  await sql`alter table grade_release alter column entry_no drop default`.execute(db)
}
