import { type Kysely, sql } from 'kysely'

/**
 * When the last event of a topic was written, by the clock of the database alone: the clocks of processes differ. A page
 * that fetched before it listened need not fetch again where nothing has happened since.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table topic_head add column moved_at timestamptz not null default now()`.execute(db)
}
