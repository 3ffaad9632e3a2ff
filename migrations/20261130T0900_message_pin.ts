import { type Kysely, sql } from 'kysely'

/** What the staff of a class keeps in sight of a channel. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table message_pin (
      message_id uuid primary key references message (id),
      channel_id uuid not null references channel (id),
      pinned_by uuid not null references account (id),
      pinned_at timestamptz not null
    )`.execute(db)
  await sql`create index message_pin_channel on message_pin (channel_id, pinned_at)`.execute(db)
  await sql`create index message_pin_pinned_by on message_pin (pinned_by)`.execute(db)
}
