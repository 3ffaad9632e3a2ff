import { type Kysely, sql } from 'kysely'

/** The feed of events, the outbox of jobs, what became of each job, and the audit log. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table school (
      id uuid primary key,
      name text not null,
      locale text not null check (locale in ('en', 'zh-CN')),
      time_zone text not null,
      settings jsonb not null default '{}',
      created_at timestamptz not null
    )`.execute(db)

  await sql`
    create table topic_head (
      topic text primary key,
      no bigint not null
    )`.execute(db)
  await sql`
    create table event (
      topic text not null,
      no bigint not null,
      name text not null,
      payload jsonb not null,
      actor_id uuid,
      at timestamptz not null,
      primary key (topic, no)
    )`.execute(db)
  await sql`create index event_at on event (at)`.execute(db)

  // A job's truth is this row, written with the change that wants it; the queue is only its dispatcher. A row with
  // queued_at null is the outbox.
  await sql`
    create table job_run (
      id uuid primary key,
      school_id uuid references school (id),
      name text not null,
      payload jsonb not null,
      dedupe text,
      state text not null check (state in ('waiting', 'running', 'done', 'failed')),
      attempt integer not null default 0,
      attempts integer not null,
      step text,
      percent integer not null default 0,
      result jsonb,
      error text,
      fence bigint not null default 0,
      created_at timestamptz not null,
      run_at timestamptz not null,
      queued_at timestamptz,
      started_at timestamptz,
      finished_at timestamptz
    )`.execute(db)
  await sql`create index job_run_outbox on job_run (run_at) where queued_at is null`.execute(db)
  await sql`create unique index job_run_dedupe on job_run (name, dedupe) where state = 'waiting'`.execute(db)
  await sql`create index job_run_state on job_run (state, created_at desc)`.execute(db)
  await sql`create index job_run_school on job_run (school_id, created_at desc)`.execute(db)

  await sql`
    create table audit_entry (
      id uuid primary key,
      school_id uuid not null references school (id),
      actor_id uuid,
      action text not null,
      target_kind text not null,
      target_id text,
      details jsonb not null default '{}',
      address inet,
      request_id text,
      at timestamptz not null
    )`.execute(db)
  await sql`create index audit_entry_school on audit_entry (school_id, at desc, id)`.execute(db)
  await sql`
    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception 'rows of % are never changed', tg_table_name;
    end $$`.execute(db)
  await sql`
    create trigger audit_entry_is_append_only before update or delete on audit_entry
    for each row execute function refuse_change()`.execute(db)
}
