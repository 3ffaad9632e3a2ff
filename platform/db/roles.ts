import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { connect, type Database } from './connect.ts'

/** The role as which the program works on the embedded database; its owner makes it. */
export const APP_ROLE = 'lectern_app'

/** Tables to which rows are only ever added. */
const APPEND_ONLY = ['audit_entry', 'grade_entry']
/** Which migrations were applied: the owner's alone to write. */
const OWNERS_OWN = ['kysely_migration', 'kysely_migration_lock']
/** The queue lives in a schema of its own, in which it makes a sequence for each kind of count as it goes. */
const QUEUE = 'bullmq'

/** The password of the program's role, which follows from the owner's: nothing more is to be kept, or can be lost. */
export const appPassword = (ownerPassword: string): string =>
  createHmac('sha256', ownerPassword).update(APP_ROLE).digest('base64url')

/** One statement that makes the program's role where it is missing; it owns nothing and may make nothing. */
export const makeAppRole = (password: string): string =>
  `do $$ begin
    if not exists (select 1 from pg_roles where rolname = '${APP_ROLE}') then
      create role ${APP_ROLE} login nosuperuser nocreatedb nocreaterole noinherit password '${password}';
    end if;
  end $$`

const grantSchema = async (db: Database, schema: string, role: string): Promise<void> => {
  const [inside, to] = [sql.id(schema), sql.id(role)]
  await sql`revoke create on schema ${inside} from public`.execute(db)
  await sql`grant usage on schema ${inside} to ${to}`.execute(db)
  await sql`grant select, insert, update, delete on all tables in schema ${inside} to ${to}`.execute(db)
  await sql`grant update, usage, select on all sequences in schema ${inside} to ${to}`.execute(db)
}

/**
 * Gives a role what the program does: reading and writing rows. It cannot truncate, change or drop a table, and can only
 * add to the audit log and to the grades. Asked of the owner after every migration, so new tables are among them.
 */
export const giveRights = async (ownerUrl: string, role: string): Promise<void> => {
  const connection = connect(ownerUrl, { max: 1, name: 'lectern-migrate' })
  try {
    await connection.db.transaction().execute(async (db) => {
      // Two starts at once: PostgreSQL refuses to change the rights of one table twice at a time.
      await sql`select pg_advisory_xact_lock(hashtext('rights'))`.execute(db)
      const { rows } = await sql<{ name: string }>`select nspname as name from pg_namespace
        where nspname = current_schema() or nspname = ${QUEUE}`.execute(db)
      for (const { name } of rows) await grantSchema(db, name, role)
      if (rows.some(({ name }) => name === QUEUE))
        await sql`grant create on schema ${sql.id(QUEUE)} to ${sql.id(role)}`.execute(db)
      for (const table of APPEND_ONLY)
        await sql`revoke update, delete on ${sql.table(table)} from ${sql.id(role)}`.execute(db)
      for (const table of OWNERS_OWN)
        await sql`revoke insert, update, delete on ${sql.table(table)} from ${sql.id(role)}`.execute(db)
    })
  } finally {
    await connection.close()
  }
}

/** Whether the role of this connection could change or empty the tables: it owns them, or is a superuser. */
export const ownsTables = async (db: Database): Promise<boolean> => {
  const { rows } = await sql<{ owns: boolean }>`
    select pg_has_role(current_user, relowner, 'usage') as owns from pg_class
    where oid = to_regclass('audit_entry')`.execute(db)
  return rows[0]?.owns ?? false
}
