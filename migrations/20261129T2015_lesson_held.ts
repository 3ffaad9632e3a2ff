import { type Kysely, sql } from 'kysely'

/**
 * How a lesson is held: in the classroom, online, or both. The registers of the lessons there are were worked out from
 * presence online, so that is what they were; new ones say it themselves.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table lesson add column held text not null default 'online'
      check (held in ('room', 'online', 'both'))`.execute(db)
}
