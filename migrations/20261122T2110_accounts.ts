import { type Kysely, sql } from 'kysely'

/** Who signs in, from which devices, and how often they may try. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table account (
      id uuid primary key,
      school_id uuid not null references school (id),
      username text not null,
      email text,
      display_name text not null,
      student_number text,
      role text not null check (role in ('owner', 'registrar', 'teacher', 'student', 'guardian', 'guest')),
      password_hash text,
      must_change_password boolean not null default false,
      preferences jsonb not null default '{}',
      disabled_at timestamptz,
      created_at timestamptz not null
    )`.execute(db)
  await sql`create unique index account_username on account (lower(username))`.execute(db)
  await sql`create unique index account_email on account (lower(email)) where email is not null`.execute(db)
  await sql`create unique index account_student_number on account (school_id, student_number) where student_number is not null`.execute(
    db,
  )
  await sql`create index account_school on account (school_id, role)`.execute(db)

  await sql`
    create table guardianship (
      guardian_id uuid not null references account (id),
      student_id uuid not null references account (id),
      primary key (guardian_id, student_id)
    )`.execute(db)
  await sql`create index guardianship_student on guardianship (student_id)`.execute(db)

  await sql`
    create table session (
      id text primary key,
      secret_hash bytea not null,
      account_id uuid not null references account (id),
      address inet,
      user_agent text,
      created_at timestamptz not null,
      last_seen_at timestamptz not null
    )`.execute(db)
  await sql`create index session_account on session (account_id)`.execute(db)

  await sql`
    create table api_token (
      id text primary key,
      secret_hash bytea not null,
      account_id uuid not null references account (id),
      name text not null,
      created_at timestamptz not null,
      expires_at timestamptz,
      last_used_at timestamptz
    )`.execute(db)
  await sql`create index api_token_account on api_token (account_id)`.execute(db)

  await sql`
    create table one_time_token (
      id text primary key,
      secret_hash bytea not null,
      purpose text not null,
      account_id uuid references account (id),
      expires_at timestamptz not null
    )`.execute(db)
  await sql`create index one_time_token_account on one_time_token (account_id)`.execute(db)

  await sql`
    create table rate_bucket (
      key text primary key,
      tokens double precision not null,
      updated_at timestamptz not null
    )`.execute(db)
}
