import { type Kysely, sql } from 'kysely'

/** What timetables are made from, timetables, and the dated lessons that came of them. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table bell_schedule (
      id uuid primary key,
      school_id uuid not null references school (id),
      name text not null,
      weekdays integer[] not null,
      periods jsonb not null,
      created_at timestamptz not null
    )`.execute(db)
  await sql`create index bell_schedule_school on bell_schedule (school_id)`.execute(db)
  await sql`
    create table room (
      id uuid primary key,
      school_id uuid not null references school (id),
      name text not null,
      name_key text not null,
      kind text not null,
      features text[] not null,
      seats integer not null check (seats >= 0),
      building text not null
    )`.execute(db)
  await sql`create unique index room_name on room (school_id, name_key)`.execute(db)
  await sql`
    create table teaching (
      id uuid primary key,
      school_id uuid not null references school (id),
      class_id uuid not null references class (id),
      subject text not null,
      teacher_ids uuid[] not null,
      lengths integer[] not null,
      days integer,
      room_kind text not null,
      features text[] not null,
      room_id uuid references room (id) on delete set null,
      parallel text not null,
      created_at timestamptz not null
    )`.execute(db)
  await sql`create index teaching_school on teaching (school_id)`.execute(db)
  await sql`create index teaching_class on teaching (class_id)`.execute(db)
  await sql`create index teaching_room on teaching (room_id)`.execute(db)
  await sql`
    create table teacher_time (
      account_id uuid primary key references account (id),
      school_id uuid not null references school (id),
      times jsonb not null
    )`.execute(db)
  await sql`create index teacher_time_school on teacher_time (school_id)`.execute(db)
  await sql`
    create table planner_rule (
      id uuid primary key,
      school_id uuid not null references school (id),
      kind text not null,
      level text not null check (level in ('hard', 'soft')),
      weight integer not null check (weight between 1 and 1000),
      off boolean not null,
      about text not null check (about in ('school', 'subject', 'teacher', 'class')),
      whom text not null,
      numbers jsonb not null,
      created_at timestamptz not null
    )`.execute(db)
  await sql`create index planner_rule_school on planner_rule (school_id)`.execute(db)

  await sql`
    create table timetable (
      id uuid primary key,
      school_id uuid not null references school (id),
      term_id uuid not null references term (id),
      name text not null,
      status text not null default 'draft' check (status in ('draft', 'published')),
      valid_from date,
      state text not null check (state in ('waiting', 'searching', 'ready', 'impossible', 'failed')),
      seed integer not null,
      seconds integer not null,
      keep integer,
      percent integer not null default 0,
      stop_asked boolean not null default false,
      hard integer,
      soft integer,
      error text,
      version integer not null default 1,
      made_from jsonb,
      lines jsonb not null default '[]',
      facts jsonb not null default '[]',
      curve jsonb not null default '[]',
      created_by uuid not null references account (id),
      created_at timestamptz not null,
      constraint timetable_published_has_day check ((status = 'published') = (valid_from is not null))
    )`.execute(db)
  await sql`create index timetable_school on timetable (school_id, created_at)`.execute(db)
  await sql`create index timetable_term on timetable (term_id)`.execute(db)
  await sql`create index timetable_created_by on timetable (created_by)`.execute(db)
  await sql`
    create unique index timetable_searching on timetable (school_id) where state in ('waiting', 'searching')`.execute(
    db,
  )
  await sql`
    create unique index timetable_published on timetable (school_id, term_id, valid_from)
      where status = 'published'`.execute(db)
  await sql`
    create table timetable_slot (
      timetable_id uuid not null references timetable (id) on delete cascade,
      teaching_id uuid not null,
      index integer not null,
      day integer not null,
      period integer not null,
      room_id uuid,
      locked boolean not null,
      primary key (timetable_id, teaching_id, index)
    )`.execute(db)
  await sql`
    create table timetable_lesson (
      lesson_id uuid primary key references lesson (id) on delete cascade,
      school_id uuid not null references school (id),
      timetable_id uuid not null references timetable (id),
      teaching_id uuid not null,
      index integer not null,
      week_of date not null,
      nth integer not null,
      title text not null,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      room text
    )`.execute(db)
  await sql`
    create unique index timetable_lesson_of on timetable_lesson (school_id, teaching_id, index, week_of, nth)`.execute(
    db,
  )
  await sql`create index timetable_lesson_timetable on timetable_lesson (timetable_id)`.execute(db)
}
