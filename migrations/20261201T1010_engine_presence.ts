import { type Kysely, sql } from 'kysely'

/** Who was in the call of a lecture as its engine tells it, beside our own presence. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table engine_presence (
      lecture_id uuid not null references lecture (id),
      account_id uuid not null references account (id),
      occupant text not null,
      joined_at timestamptz not null,
      left_at timestamptz check (left_at >= joined_at),
      primary key (lecture_id, occupant, joined_at)
    )`.execute(db)
  await sql`create index engine_presence_account on engine_presence (account_id)`.execute(db)
}
