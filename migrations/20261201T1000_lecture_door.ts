import { type Kysely, sql } from 'kysely'

/** Who waits before a lecture, who was let in and who was sent out. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table lecture
      add column waiting_room text not null default 'off' check (waiting_room in ('off', 'guests', 'all')),
      add column locked boolean not null default false`.execute(db)
  await sql`
    create table lecture_entry (
      lecture_id uuid not null references lecture (id),
      account_id uuid not null references account (id),
      state text not null check (state in ('waiting', 'in', 'out')),
      since timestamptz not null,
      changed_by uuid references account (id),
      primary key (lecture_id, account_id)
    )`.execute(db)
  await sql`create index lecture_entry_account on lecture_entry (account_id)`.execute(db)
  await sql`create index lecture_entry_changed_by on lecture_entry (changed_by)`.execute(db)
}
