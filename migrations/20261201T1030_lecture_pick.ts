import { type Kysely, sql } from 'kysely'

/** Whom chance picked in a lecture, and whether that still stands on every screen. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table lecture_pick (
      id uuid primary key,
      lecture_id uuid not null references lecture (id),
      account_id uuid not null references account (id),
      picked_by uuid not null references account (id),
      picked_at timestamptz not null,
      shown boolean not null
    )`.execute(db)
  await sql`create index lecture_pick_lecture on lecture_pick (lecture_id)`.execute(db)
  await sql`create index lecture_pick_account on lecture_pick (account_id)`.execute(db)
  await sql`create index lecture_pick_picked_by on lecture_pick (picked_by)`.execute(db)
}
