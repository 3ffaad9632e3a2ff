import { type Kysely, sql } from 'kysely'

/** When the teacher called on a raised hand. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table hand add column called_at timestamptz`.execute(db)
}
