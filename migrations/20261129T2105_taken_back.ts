import { type Kysely, sql } from 'kysely'

/** What was taken back, so that it can be left out of what is unread without looking at anything else. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create index message_taken_back on message (channel_id, no) where deleted_at is not null`.execute(
    db,
  )
}
