import { type Kysely, sql } from 'kysely'

/** Lessons, their live lectures, boards, hands, presence and attendance. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table board (
      id uuid primary key,
      class_id uuid not null references class (id),
      name text not null,
      locked boolean not null default false,
      seq bigint not null default 0,
      created_at timestamptz not null
    )`.execute(db)
  await sql`create index board_class on board (class_id)`.execute(db)
  await sql`
    create table board_element (
      board_id uuid not null references board (id),
      element_id text not null,
      version bigint not null,
      nonce bigint not null,
      owner_id uuid,
      seq bigint not null,
      deleted boolean not null default false,
      element jsonb not null,
      primary key (board_id, element_id)
    )`.execute(db)
  await sql`create index board_element_seq on board_element (board_id, seq)`.execute(db)
  await sql`
    create table board_op (
      board_id uuid not null references board (id),
      seq bigint not null,
      at timestamptz not null,
      actor_id uuid,
      elements jsonb not null,
      primary key (board_id, seq)
    )`.execute(db)
  await sql`
    create table board_file (
      board_id uuid not null references board (id),
      file_id text not null,
      media_type text not null,
      size bigint not null,
      blob_key text not null,
      created_by uuid not null references account (id),
      created_at timestamptz not null,
      primary key (board_id, file_id)
    )`.execute(db)
  await sql`create index board_file_created_by on board_file (created_by)`.execute(db)

  await sql`
    create table lesson (
      id uuid primary key,
      class_id uuid not null references class (id),
      title text not null,
      starts_at timestamptz not null,
      ends_at timestamptz not null check (ends_at > starts_at),
      state text not null default 'planned' check (state in ('planned', 'live', 'ended', 'cancelled')),
      created_by uuid not null references account (id),
      created_at timestamptz not null
    )`.execute(db)
  await sql`create index lesson_class on lesson (class_id, starts_at)`.execute(db)
  await sql`create index lesson_starts_at on lesson (starts_at)`.execute(db)
  await sql`create index lesson_created_by on lesson (created_by)`.execute(db)

  await sql`
    create table lecture (
      id uuid primary key,
      lesson_id uuid not null unique references lesson (id),
      class_id uuid not null references class (id),
      board_id uuid not null references board (id),
      channel_id uuid not null references channel (id),
      engine text not null,
      state text not null check (state in ('open', 'ended')),
      started_by uuid not null references account (id),
      started_at timestamptz not null,
      ended_at timestamptz,
      register_confirmed_at timestamptz,
      register_confirmed_by uuid references account (id)
    )`.execute(db)
  await sql`create index lecture_class on lecture (class_id, state)`.execute(db)
  await sql`create index lecture_board on lecture (board_id)`.execute(db)
  await sql`create index lecture_channel on lecture (channel_id)`.execute(db)
  await sql`create index lecture_started_by on lecture (started_by)`.execute(db)
  await sql`create index lecture_register_confirmed_by on lecture (register_confirmed_by)`.execute(db)

  await sql`
    create table presence_interval (
      id uuid primary key,
      lecture_id uuid not null references lecture (id),
      account_id uuid not null references account (id),
      connection text not null,
      process text not null,
      joined_at timestamptz not null,
      seen_at timestamptz not null,
      left_at timestamptz
    )`.execute(db)
  await sql`create index presence_interval_lecture on presence_interval (lecture_id, account_id)`.execute(db)
  await sql`create index presence_interval_open on presence_interval (process) where left_at is null`.execute(
    db,
  )
  await sql`create index presence_interval_account on presence_interval (account_id)`.execute(db)

  await sql`
    create table hand (
      id uuid primary key,
      lecture_id uuid not null references lecture (id),
      account_id uuid not null references account (id),
      raised_at timestamptz not null,
      lowered_at timestamptz,
      lowered_by uuid references account (id)
    )`.execute(db)
  await sql`create unique index hand_raised on hand (lecture_id, account_id) where lowered_at is null`.execute(
    db,
  )
  await sql`create index hand_account on hand (account_id)`.execute(db)
  await sql`create index hand_lowered_by on hand (lowered_by)`.execute(db)

  await sql`
    create table attendance (
      lesson_id uuid not null references lesson (id),
      account_id uuid not null references account (id),
      status text not null check (status in ('present', 'late', 'left_early', 'absent', 'excused')),
      minutes integer not null default 0,
      source text not null check (source in ('presence', 'teacher')),
      note text,
      recorded_by uuid references account (id),
      recorded_at timestamptz not null,
      primary key (lesson_id, account_id)
    )`.execute(db)
  await sql`create index attendance_account on attendance (account_id)`.execute(db)
  await sql`create index attendance_recorded_by on attendance (recorded_by)`.execute(db)
}
