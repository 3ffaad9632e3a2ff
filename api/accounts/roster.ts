import { sql } from 'kysely'
import { meChanged } from '#domain/accounts/contract.ts'
import type { PlannedAccount } from '#domain/admin/roster-plan.ts'
import type { ExistingAccount } from '#domain/admin/roster-school.ts'
import type { SchoolRole } from '#domain/permission.ts'
import { topicOf } from '#domain/realtime.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { jsonb } from '#platform/db/json.ts'

/** What a roster import must know of the accounts there are. */
export const loadRosterAccounts = async (ctx: Context, schoolId: string) => {
  const rows = await ctx.db
    .selectFrom('account')
    .select(['id', 'username', 'displayName', 'role', 'email', 'studentNumber', 'disabledAt'])
    .where('schoolId', '=', schoolId)
    .execute()
  const links = await ctx.db
    .selectFrom('guardianship')
    .innerJoin('account', 'account.id', 'guardianship.guardianId')
    .select(['guardianship.guardianId', 'guardianship.studentId'])
    .where('account.schoolId', '=', schoolId)
    .execute()
  const accounts = rows.map(
    ({ displayName, role, disabledAt, ...row }): ExistingAccount => ({
      ...row,
      name: displayName,
      role: role as SchoolRole,
      disabled: disabledAt !== null,
    }),
  )
  return { accounts, guardianships: new Set(links.map((link) => `${link.guardianId} ${link.studentId}`)) }
}

/** Which of these folded names and addresses are in use in other schools of the installation. */
export const takenElsewhere = async (ctx: Context, schoolId: string, names: string[], emails: string[]) => {
  const taken = (column: 'username' | 'email', values: string[]) =>
    sql<{ value: string }>`select lower(${sql.ref(column)}) as value from account
      where school_id <> ${schoolId} and lower(${sql.ref(column)}) = any(${values}::text[])`.execute(ctx.db)
  const [usernames, addresses] = [await taken('username', names), await taken('email', emails)]
  return {
    takenUsernames: new Set(usernames.rows.map((row) => row.value)),
    takenEmails: new Set(addresses.rows.map((row) => row.value)),
  }
}

export interface AccountToSave extends PlannedAccount {
  id: string
  isNew: boolean
  passwordHash: string | null
}

/** Writes all accounts of an import in one statement; existing ones keep their password. No access check. */
export const saveRosterAccounts = async (
  tx: Transaction,
  schoolId: string,
  accounts: readonly AccountToSave[],
): Promise<void> => {
  if (accounts.length === 0) return
  const rows = accounts.map(({ id, username, name, role, email, studentNumber, passwordHash }) => ({
    id,
    username,
    name,
    role,
    email,
    student_number: studentNumber,
    password_hash: passwordHash,
  }))
  await sql`
    insert into account (id, school_id, username, display_name, role, email, student_number, password_hash,
      must_change_password, created_at)
    select id, ${schoolId}, username, name, role, email, student_number, password_hash, true, ${tx.now()}
    from jsonb_to_recordset(${jsonb(rows)}) as x(id uuid, username text, name text, role text, email text,
      student_number text, password_hash text)
    on conflict (id) do update set display_name = excluded.display_name, role = excluded.role, email = excluded.email,
      student_number = excluded.student_number`.execute(tx.db)
  for (const account of accounts)
    if (!account.isNew) tx.publish(topicOf('account', account.id), meChanged, {})
}

/** Links guardians to students; those linked already stay so. */
export const saveGuardianships = async (
  tx: Transaction,
  links: readonly { guardianId: string; studentId: string }[],
): Promise<void> => {
  if (links.length === 0) return
  await sql`
    insert into guardianship (guardian_id, student_id)
    select "guardianId", "studentId"
    from jsonb_to_recordset(${jsonb(links)}) as x("guardianId" uuid, "studentId" uuid)
    on conflict do nothing`.execute(tx.db)
  for (const guardianId of new Set(links.map((link) => link.guardianId)))
    tx.publish(topicOf('account', guardianId), meChanged, {})
}
