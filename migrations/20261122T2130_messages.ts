import { type Kysely, sql } from 'kysely'

/** Channels of a class and what is said in them. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table channel (
      id uuid primary key,
      class_id uuid not null references class (id),
      name text not null,
      kind text not null check (kind in ('announcements', 'general', 'questions', 'custom', 'lecture')),
      posting text not null default 'everyone' check (posting in ('everyone', 'staff')),
      position integer not null default 0,
      last_message_no bigint not null default 0,
      archived_at timestamptz,
      created_at timestamptz not null
    )`.execute(db)
  await sql`create index channel_class on channel (class_id, position)`.execute(db)

  await sql`
    create table message (
      id uuid primary key,
      channel_id uuid not null references channel (id),
      no bigint not null,
      author_id uuid not null references account (id),
      body text not null,
      created_at timestamptz not null,
      edited_at timestamptz,
      deleted_at timestamptz,
      deleted_by uuid references account (id),
      unique (channel_id, no)
    )`.execute(db)
  await sql`create index message_author on message (author_id)`.execute(db)
  await sql`create index message_deleted_by on message (deleted_by) where deleted_by is not null`.execute(db)

  await sql`
    create table message_version (
      message_id uuid not null references message (id),
      no integer not null,
      body text not null,
      replaced_at timestamptz not null,
      primary key (message_id, no)
    )`.execute(db)

  await sql`
    create table message_file (
      message_id uuid not null references message (id),
      file_id uuid not null references file (id),
      position integer not null,
      primary key (message_id, file_id)
    )`.execute(db)
  await sql`create index message_file_file on message_file (file_id)`.execute(db)

  await sql`
    create table reaction (
      message_id uuid not null references message (id),
      account_id uuid not null references account (id),
      emoji text not null,
      created_at timestamptz not null,
      primary key (message_id, emoji, account_id)
    )`.execute(db)
  await sql`create index reaction_account on reaction (account_id)`.execute(db)

  await sql`
    create table read_state (
      channel_id uuid not null references channel (id),
      account_id uuid not null references account (id),
      read_no bigint not null,
      updated_at timestamptz not null,
      primary key (channel_id, account_id)
    )`.execute(db)
  await sql`create index read_state_account on read_state (account_id)`.execute(db)
}
