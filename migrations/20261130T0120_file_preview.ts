import { type Kysely, sql } from 'kysely'

/**
 * What a file looks like where no browser shows it: made once by the worker, for whoever waits for it. Its bytes lie in
 * the blob store under a key that follows from the file's.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table file_preview (
      file_id uuid primary key references file (id) on delete cascade,
      state text not null check (state in ('waiting', 'ready', 'failed', 'none')),
      kind text check (kind in ('picture', 'pdf', 'text', 'table', 'writing')),
      tries smallint not null default 0,
      asked_by uuid references account (id),
      asked_at timestamptz not null,
      ended_at timestamptz,
      waiting uuid[] not null default '{}',
      check ((state = 'ready') = (kind is not null)),
      check ((state = 'waiting') = (ended_at is null))
    )`.execute(db)
  await sql`create index file_preview_waiting on file_preview (asked_at) where state = 'waiting'`.execute(db)
  await sql`create index file_preview_asked_by on file_preview (asked_by, ended_at)`.execute(db)
}
