import { type Kysely, sql } from 'kysely'

/** Terms, classes, who is in them, and stored files. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table term (
      id uuid primary key,
      school_id uuid not null references school (id),
      name text not null,
      starts_on date not null,
      ends_on date not null check (ends_on > starts_on)
    )`.execute(db)
  await sql`create index term_school on term (school_id, starts_on)`.execute(db)

  await sql`
    create table class (
      id uuid primary key,
      school_id uuid not null references school (id),
      term_id uuid not null references term (id),
      code text not null,
      name text not null,
      subject text not null default '',
      hue integer not null check (hue between 0 and 11),
      archived_at timestamptz,
      created_at timestamptz not null
    )`.execute(db)
  await sql`create unique index class_code on class (school_id, term_id, lower(code))`.execute(db)
  await sql`create index class_term on class (term_id)`.execute(db)

  await sql`
    create table enrollment (
      class_id uuid not null references class (id),
      account_id uuid not null references account (id),
      role text not null check (role in ('teacher', 'assistant', 'student', 'guest')),
      started_at timestamptz not null,
      ended_at timestamptz,
      primary key (class_id, account_id)
    )`.execute(db)
  await sql`create index enrollment_account on enrollment (account_id)`.execute(db)

  await sql`
    create table join_code (
      code text primary key,
      class_id uuid not null references class (id),
      created_by uuid not null references account (id),
      uses_left integer not null check (uses_left >= 0),
      expires_at timestamptz not null,
      created_at timestamptz not null
    )`.execute(db)
  await sql`create index join_code_class on join_code (class_id)`.execute(db)
  await sql`create index join_code_created_by on join_code (created_by)`.execute(db)

  await sql`
    create table file (
      id uuid primary key,
      school_id uuid not null references school (id),
      class_id uuid references class (id),
      owner_id uuid not null references account (id),
      name text not null,
      media_type text not null,
      size bigint not null,
      sha256 text not null,
      blob_key text not null,
      created_at timestamptz not null
    )`.execute(db)
  await sql`create index file_owner on file (owner_id)`.execute(db)
  await sql`create index file_class on file (class_id)`.execute(db)
  await sql`create index file_school on file (school_id)`.execute(db)
}
