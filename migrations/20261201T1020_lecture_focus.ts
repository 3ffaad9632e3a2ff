import { type Kysely, sql } from 'kysely'

/** Where the teacher has everybody look, and the countdown that all see. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const focus = JSON.stringify({ spotlightId: null, look: false })
  await sql`
    alter table lecture
      add column focus jsonb not null default ${sql.lit(focus)}::jsonb,
      add column timer jsonb`.execute(db)
}
