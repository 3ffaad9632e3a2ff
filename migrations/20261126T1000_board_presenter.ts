import { type Kysely, sql } from 'kysely'

/** Whom the teacher has handed a board to. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table board_presenter (
      board_id uuid not null references board (id),
      account_id uuid not null references account (id),
      given_at timestamptz not null,
      primary key (board_id, account_id)
    )`.execute(db)
  await sql`create index board_presenter_account on board_presenter (account_id)`.execute(db)
}
