import { type Kysely, sql } from 'kysely'

/** Assignments, what students hand in, grades and their totals, reports and roster imports. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table grade_category (
      id uuid primary key,
      class_id uuid not null references class (id),
      name text not null,
      weight numeric(12, 4) check (weight >= 0),
      position integer not null default 0
    )`.execute(db)
  await sql`create index grade_category_class on grade_category (class_id, position)`.execute(db)

  await sql`
    create table assignment (
      id uuid primary key,
      class_id uuid not null references class (id),
      title text not null,
      body text not null default '',
      state text not null check (state in ('draft', 'open')),
      due_at timestamptz,
      created_by uuid not null references account (id),
      created_at timestamptz not null,
      published_at timestamptz,
      deleted_at timestamptz
    )`.execute(db)
  await sql`create index assignment_class on assignment (class_id, due_at)`.execute(db)
  await sql`create index assignment_created_by on assignment (created_by)`.execute(db)

  await sql`
    create table assignment_file (
      assignment_id uuid not null references assignment (id),
      file_id uuid not null references file (id),
      position integer not null,
      primary key (assignment_id, file_id)
    )`.execute(db)
  await sql`create index assignment_file_file on assignment_file (file_id)`.execute(db)

  await sql`
    create table grade_item (
      id uuid primary key,
      class_id uuid not null references class (id),
      category_id uuid references grade_category (id),
      assignment_id uuid unique references assignment (id),
      title text not null,
      max_points numeric(12, 4) not null check (max_points >= 0),
      position integer not null default 0,
      created_at timestamptz not null,
      deleted_at timestamptz
    )`.execute(db)
  await sql`create index grade_item_class on grade_item (class_id, position)`.execute(db)
  await sql`create index grade_item_category on grade_item (category_id)`.execute(db)

  await sql`
    create table submission (
      id uuid primary key,
      assignment_id uuid not null references assignment (id),
      student_id uuid not null references account (id),
      state text not null check (state in ('working', 'submitted', 'returned')),
      last_attempt_no integer not null default 0,
      draft text not null default '',
      returned_at timestamptz,
      updated_at timestamptz not null,
      unique (assignment_id, student_id)
    )`.execute(db)
  await sql`create index submission_student on submission (student_id)`.execute(db)

  await sql`
    create table attempt (
      id uuid primary key,
      submission_id uuid not null references submission (id),
      no integer not null,
      body text not null,
      late boolean not null,
      handed_in_at timestamptz not null,
      unique (submission_id, no)
    )`.execute(db)
  await sql`
    create table attempt_file (
      attempt_id uuid not null references attempt (id),
      file_id uuid not null references file (id),
      position integer not null,
      primary key (attempt_id, file_id)
    )`.execute(db)
  await sql`create index attempt_file_file on attempt_file (file_id)`.execute(db)

  await sql`
    create table grade_entry (
      id uuid primary key,
      item_id uuid not null references grade_item (id),
      student_id uuid not null references account (id),
      no integer not null,
      score numeric(12, 4),
      excused boolean not null default false,
      comment text not null default '',
      reason text,
      attempt_no integer,
      recorded_by uuid not null references account (id),
      recorded_at timestamptz not null,
      unique (item_id, student_id, no)
    )`.execute(db)
  await sql`create index grade_entry_student on grade_entry (student_id)`.execute(db)
  await sql`create index grade_entry_recorded_by on grade_entry (recorded_by)`.execute(db)
  await sql`
    create trigger grade_entry_is_append_only before update or delete on grade_entry
    for each row execute function refuse_change()`.execute(db)

  await sql`
    create table grade_release (
      item_id uuid not null references grade_item (id),
      student_id uuid not null references account (id),
      released_by uuid not null references account (id),
      released_at timestamptz not null,
      primary key (item_id, student_id)
    )`.execute(db)
  await sql`create index grade_release_student on grade_release (student_id)`.execute(db)
  await sql`create index grade_release_released_by on grade_release (released_by)`.execute(db)

  await sql`
    create table gradebook (
      class_id uuid primary key references class (id),
      wanted bigint not null default 0,
      version bigint not null default 0,
      rebuilt_at timestamptz
    )`.execute(db)
  await sql`
    create table grade_total (
      class_id uuid not null references class (id),
      student_id uuid not null references account (id),
      view text not null check (view in ('teacher', 'student')),
      current numeric(12, 4),
      final numeric(12, 4),
      explanation jsonb not null,
      version bigint not null,
      primary key (class_id, student_id, view)
    )`.execute(db)
  await sql`create index grade_total_student on grade_total (student_id)`.execute(db)

  await sql`
    create table report (
      id uuid primary key,
      school_id uuid not null references school (id),
      term_id uuid not null references term (id),
      class_ids uuid[] not null,
      locale text not null,
      requested_by uuid not null references account (id),
      state text not null check (state in ('waiting', 'running', 'ready', 'failed')),
      percent integer not null default 0,
      blob_key text,
      file_name text,
      size bigint,
      cells bigint,
      error text,
      requested_at timestamptz not null,
      ready_at timestamptz
    )`.execute(db)
  await sql`create index report_school on report (school_id, requested_at desc)`.execute(db)
  await sql`create index report_requested_by on report (requested_by)`.execute(db)
  await sql`create index report_term on report (term_id)`.execute(db)

  await sql`
    create table roster_import (
      id uuid primary key,
      school_id uuid not null references school (id),
      requested_by uuid not null references account (id),
      file_name text not null,
      blob_key text not null,
      state text not null check (state in ('checking', 'checked', 'applying', 'applied', 'failed')),
      percent integer not null default 0,
      summary jsonb not null default '{}',
      plan jsonb,
      error jsonb,
      requested_at timestamptz not null,
      applied_at timestamptz
    )`.execute(db)
  await sql`create index roster_import_school on roster_import (school_id, requested_at desc)`.execute(db)
  await sql`create index roster_import_requested_by on roster_import (requested_by)`.execute(db)
}
