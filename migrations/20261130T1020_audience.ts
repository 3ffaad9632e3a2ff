import { type Kysely, sql } from 'kysely'

/**
 * Whom something is for: a class, a group (of a class or of the school), the whole school, or people named one by one.
 * A channel or a file has exactly one audience. That of a class has the id of the class, that of the school the id of
 * the school: whoever knows the classes and groups of a person knows the ids they may see without asking for them.
 */
const createAudience = async (db: Kysely<unknown>): Promise<void> => {
  // What composite keys point to: nothing belongs to one school and is for people of another.
  await sql`alter table class add constraint class_of_school unique (id, school_id)`.execute(db)
  await sql`alter table account add constraint account_of_school unique (id, school_id)`.execute(db)
  await sql`
    create table audience (
      id uuid primary key,
      school_id uuid not null references school (id),
      kind text not null check (kind in ('class', 'group', 'school', 'people')),
      class_id uuid,
      name text,
      created_at timestamptz not null,
      constraint audience_of_school unique (id, school_id),
      foreign key (class_id, school_id) references class (id, school_id),
      constraint audience_is_of_its_kind check (case kind
        when 'class' then class_id is not distinct from id and name is null
        when 'school' then school_id = id and class_id is null and name is null
        when 'group' then name is not null
        else class_id is null and name is null end)
    )`.execute(db)
  await sql`create index audience_class on audience (class_id) where class_id is not null`.execute(db)
  await sql`create index audience_school on audience (school_id, kind)`.execute(db)
}

/** Who is in a group or a conversation, and from when to when they were: leaving and coming back are two rows. */
const createMembers = (db: Kysely<unknown>) =>
  sql`
    create table audience_member (
      audience_id uuid not null,
      account_id uuid not null,
      school_id uuid not null,
      started_at timestamptz not null,
      ended_at timestamptz check (ended_at >= started_at),
      primary key (audience_id, account_id, started_at),
      foreign key (audience_id, school_id) references audience (id, school_id),
      foreign key (account_id, school_id) references account (id, school_id)
    )`.execute(db)

/** A school and a class are an audience from the moment they are there, whoever inserts them. */
const createWithOwner = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function add_own_audience() returns trigger language plpgsql as $$
    begin
      if tg_table_name = 'school' then
        insert into audience (id, school_id, kind, created_at) values (new.id, new.id, 'school', new.created_at);
      else
        insert into audience (id, school_id, kind, class_id, created_at)
          values (new.id, new.school_id, 'class', new.id, new.created_at);
      end if;
      return null;
    end $$`.execute(db)
  for (const table of ['school', 'class'])
    await sql`create trigger has_audience after insert on ${sql.id(table)}
      for each row execute function add_own_audience()`.execute(db)
  await sql`insert into audience (id, school_id, kind, created_at)
    select id, id, 'school', created_at from school`.execute(db)
  await sql`insert into audience (id, school_id, kind, class_id, created_at)
    select id, school_id, 'class', id, created_at from class`.execute(db)
}

/** Channels and files say their audience where they said their class: the ids are the same. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await createAudience(db)
  await createMembers(db)
  await sql`create unique index audience_member_now on audience_member (audience_id, account_id)
    where ended_at is null`.execute(db)
  await sql`create index audience_member_account on audience_member (account_id)`.execute(db)
  await createWithOwner(db)
  for (const table of ['channel', 'file']) {
    await sql`alter table ${sql.id(table)} rename column class_id to audience_id`.execute(db)
    await sql`alter table ${sql.id(table)} drop constraint ${sql.id(`${table}_class_id_fkey`)},
      add constraint ${sql.id(`${table}_audience_id_fkey`)} foreign key (audience_id) references audience (id)`.execute(
      db,
    )
    await sql`alter index ${sql.id(`${table}_class`)} rename to ${sql.id(`${table}_audience`)}`.execute(db)
  }
}
