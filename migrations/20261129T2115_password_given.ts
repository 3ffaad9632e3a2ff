import { type Kysely, sql } from 'kysely'

/** Who gave somebody a new first password, for its owner to be told. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table account add column password_given_by uuid references account (id),
    add column password_given_at timestamptz`.execute(db)
  await sql`create index account_password_given_by on account (password_given_by)
    where password_given_by is not null`.execute(db)
}
