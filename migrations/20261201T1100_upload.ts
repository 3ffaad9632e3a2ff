import { type Kysely, sql } from 'kysely'

/** What unfinished uploads have announced: room that is promised and not there for others. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table upload (
      id uuid primary key,
      school_id uuid not null references school (id),
      owner_id uuid not null references account (id),
      size bigint not null check (size >= 0),
      created_at timestamptz not null
    )`.execute(db)
  await sql`create index upload_owner on upload (owner_id)`.execute(db)
}
