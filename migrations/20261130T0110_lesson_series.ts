import { type Kysely, sql } from 'kysely'

/**
 * Where a lesson meets, lessons that repeat weekly, and what each act changed, so that it can be taken back whole.
 * `room_key` is what rooms are compared by.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table lesson_series (
      id uuid primary key,
      class_id uuid not null references class (id),
      created_by uuid not null references account (id),
      created_at timestamptz not null
    )`.execute(db)
  await sql`create index lesson_series_class on lesson_series (class_id)`.execute(db)
  await sql`create index lesson_series_created_by on lesson_series (created_by)`.execute(db)
  await sql`
    create table lesson_change (
      id uuid primary key,
      class_id uuid not null references class (id),
      lessons jsonb not null,
      created_by uuid not null references account (id),
      created_at timestamptz not null,
      undone_at timestamptz
    )`.execute(db)
  await sql`create index lesson_change_class on lesson_change (class_id)`.execute(db)
  await sql`create index lesson_change_created_by on lesson_change (created_by)`.execute(db)
  await sql`
    alter table lesson
      add column room text,
      add column room_key text,
      add column series_id uuid references lesson_series (id),
      add constraint lesson_room_has_key check ((room is null) = (room_key is null))`.execute(db)
  await sql`create index lesson_room on lesson (room_key, starts_at) where room_key is not null`.execute(db)
  await sql`create index lesson_series_lessons on lesson (series_id, starts_at) where series_id is not null`.execute(
    db,
  )
}
