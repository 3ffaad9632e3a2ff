import { sql } from 'kysely'
import { meChanged } from '#domain/accounts/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import type { PlannedAccount } from '#domain/rosters/roster-plan.ts'
import type { ExistingAccount } from '#domain/rosters/roster-school.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { jsonb } from '#platform/db/json.ts'
import { KEPT_APART, keysOf } from './key.ts'

/** What a roster import must know of the accounts there are. */
export const loadRosterAccounts = async (ctx: Context, schoolId: string) => {
  const rows = await ctx.db
    .selectFrom('account')
    .select(['id', 'username', 'displayName', 'role', 'email', 'studentNumber', 'disabledAt'])
    .where('schoolId', '=', schoolId)
    // A name that two have means the one whose key it is, and that is the one that comes last.
    .orderBy(sql`username_key not like ${`${KEPT_APART}%`}`)
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
      role,
      disabled: disabledAt !== null,
    }),
  )
  return { accounts, guardianships: new Set(links.map((link) => `${link.guardianId} ${link.studentId}`)) }
}

/** Which of these keys of names and addresses are in use in other schools of the installation. */
export const takenElsewhere = async (ctx: Context, schoolId: string, names: string[], emails: string[]) => {
  const taken = (column: 'usernameKey' | 'emailKey', keys: string[]) =>
    sql<{ key: string }>`select ${sql.ref(column)} as key from account
      where school_id <> ${schoolId} and ${sql.ref(column)} = any(${keys}::text[])`.execute(ctx.db)
  const [usernames, addresses] = [await taken('usernameKey', names), await taken('emailKey', emails)]
  return {
    takenUsernames: new Set(usernames.rows.map((row) => row.key)),
    takenEmails: new Set(addresses.rows.map((row) => row.key)),
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
  const rows = accounts.map(({ id, username, name, role, email, studentNumber, passwordHash }) => {
    const keys = keysOf({ username, email, studentNumber })
    return {
      id,
      username,
      name,
      role,
      email,
      student_number: studentNumber,
      password_hash: passwordHash,
      username_key: keys.usernameKey,
      email_key: keys.emailKey,
      student_number_key: keys.studentNumberKey,
    }
  })
  // Who is kept apart stays so for as long as the value is what it was.
  await sql`
    insert into account (id, school_id, username, display_name, role, email, student_number, password_hash,
      username_key, email_key, student_number_key, must_change_password, created_at)
    select id, ${schoolId}, username, name, role, email, student_number, password_hash,
      username_key, email_key, student_number_key, true, ${tx.now()}
    from jsonb_to_recordset(${jsonb(rows)}) as x(id uuid, username text, name text, role text, email text,
      student_number text, password_hash text, username_key text, email_key text, student_number_key text)
    on conflict (id) do update set display_name = excluded.display_name, role = excluded.role,
      email = excluded.email, student_number = excluded.student_number,
      email_key = case when excluded.email = account.email then account.email_key else excluded.email_key end,
      student_number_key = case when excluded.student_number = account.student_number
        then account.student_number_key else excluded.student_number_key end`.execute(tx.db)
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
