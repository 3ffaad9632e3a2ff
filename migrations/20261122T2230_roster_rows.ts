import { type Kysely, sql } from 'kysely'

/** Each row of a roster import with its fate, and the list of first passwords that an import leaves for a day. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table roster_import_row (
      import_id uuid not null references roster_import (id) on delete cascade,
      no integer not null,
      kind text not null check (kind in ('accounts', 'classes', 'enrollments')),
      fate text not null check (fate in ('create', 'update', 'unchanged', 'error')),
      warned boolean not null,
      body jsonb not null,
      primary key (import_id, no)
    )`.execute(db)
  await sql`
    alter table roster_import
      drop column plan,
      add column cards_key text,
      add column cards_until timestamptz`.execute(db)
  await sql`create index roster_import_cards on roster_import (cards_until) where cards_key is not null`.execute(
    db,
  )
}
