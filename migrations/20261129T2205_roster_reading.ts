import { type Kysely, sql } from 'kysely'

/** How the file of a roster import was read, and what a person decided about it: its encoding, the role of the rest. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table roster_import
      add column reading jsonb,
      add column choice jsonb not null default '{}'`.execute(db)
}
