import { type Kysely, sql } from 'kysely'

/** What pupils say without a word, who shares a screen and who asks to, and how long each has talked. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const screen = JSON.stringify({ sharerId: null, askIds: [] })
  await sql`
    alter table lecture
      add column screen jsonb not null default ${sql.lit(screen)}::jsonb,
      add column screen_way text`.execute(db)
  await sql`
    create table lecture_feedback (
      lecture_id uuid not null references lecture (id),
      account_id uuid not null references account (id),
      kind text not null,
      until timestamptz not null,
      primary key (lecture_id, account_id)
    )`.execute(db)
  await sql`create index lecture_feedback_account on lecture_feedback (account_id)`.execute(db)
  await sql`
    create table lecture_talk (
      lecture_id uuid not null references lecture (id),
      account_id uuid not null references account (id),
      talk_ms integer not null,
      primary key (lecture_id, account_id)
    )`.execute(db)
  await sql`create index lecture_talk_account on lecture_talk (account_id)`.execute(db)
}
