import { type Kysely, sql } from 'kysely'

/**
 * Secret addresses under which calendar programs read, and how often what they read has changed: iCalendar counts the
 * changes of an event (SEQUENCE), whoever makes them, so the row does.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table calendar_address (
      id uuid primary key,
      account_id uuid not null references account (id) on delete cascade,
      class_id uuid references class (id) on delete cascade,
      created_at timestamptz not null,
      last_read_at timestamptz
    )`.execute(db)
  // Two indexes, because before PostgreSQL 15 two nulls are never the same.
  await sql`create unique index calendar_address_own on calendar_address (account_id) where class_id is null`.execute(
    db,
  )
  await sql`create unique index calendar_address_of_class on calendar_address (account_id, class_id)`.execute(
    db,
  )
  await sql`create index calendar_address_class on calendar_address (class_id)`.execute(db)
  await sql`alter table lesson add column revision integer not null default 0, add column changed_at timestamptz`.execute(
    db,
  )
  await sql`alter table assignment add column revision integer not null default 0, add column changed_at timestamptz`.execute(
    db,
  )
  await sql`
    create function count_revision() returns trigger language plpgsql as $$
    begin
      new.revision := old.revision + 1;
      new.changed_at := now();
      return new;
    end $$`.execute(db)
  await sql`
    create trigger lesson_revision before update on lesson for each row
    when ((old.title, old.starts_at, old.ends_at, old.room, old.state = 'cancelled')
      is distinct from (new.title, new.starts_at, new.ends_at, new.room, new.state = 'cancelled'))
    execute function count_revision()`.execute(db)
  await sql`
    create trigger assignment_revision before update on assignment for each row
    when ((old.title, old.due_at, old.state, old.deleted_at) is distinct from (new.title, new.due_at, new.state, new.deleted_at))
    execute function count_revision()`.execute(db)
}
