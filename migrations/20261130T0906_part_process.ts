import { type Kysely, sql } from 'kysely'

/**
 * The processes of the program that run now, each with what it says of itself every few seconds. Unlogged: after a crash
 * of the database it is empty, which is true until they have said it again; and a beat costs no write of the journal.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create unlogged table part_process (
      id text primary key,
      part text not null,
      started_at timestamptz not null default now(),
      seen_at timestamptz not null default now(),
      memory_mb integer not null,
      figures jsonb not null default '{}'
    )`.execute(db)
}
