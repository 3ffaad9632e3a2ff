import { type Kysely, sql } from 'kysely'

/** In which form an event was stored (`older` of its contract): what is there was written in the first. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table event add column version smallint not null default 1 check (version > 0)`.execute(db)
}
