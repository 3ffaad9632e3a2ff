import { type Kysely, sql } from 'kysely'

/** Whether calling on somebody gave them the microphone, which then goes with their hand. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table hand add column gave_floor boolean not null default false`.execute(db)
}
