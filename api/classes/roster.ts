import { sql } from 'kysely'
import { meChanged } from '#domain/accounts/contract.ts'
import { memberJoined } from '#domain/classes/contract.ts'
import type { ClassRole } from '#domain/permission.ts'
import { topicOf } from '#domain/realtime.ts'
import type { ExistingClass } from '#domain/rosters/roster-school.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { jsonb } from '#platform/db/json.ts'
import { KEPT_APART } from '../accounts/key.ts'
import { insertClass, type NewClass } from './class.ts'

/** What a roster import must know of the classes there are and who is in them. */
export const loadRosterClasses = async (ctx: Context, schoolId: string) => {
  const rows = await ctx.db
    .selectFrom('class')
    .select(['id', 'termId', 'code', 'name', 'subject', 'archivedAt'])
    .where('schoolId', '=', schoolId)
    // A code that two have means the class whose key it is, and that is the one that comes last.
    .orderBy(sql`code_key not like ${`${KEPT_APART}%`}`)
    .execute()
  const members = await ctx.db
    .selectFrom('enrollment')
    .innerJoin('class', 'class.id', 'enrollment.classId')
    .select(['enrollment.classId', 'enrollment.accountId', 'enrollment.role'])
    .where('class.schoolId', '=', schoolId)
    .where('enrollment.endedAt', 'is', null)
    .execute()
  const classes = rows.map(
    ({ archivedAt, ...row }): ExistingClass => ({ ...row, archived: archivedAt !== null }),
  )
  const enrollments = new Map(members.map((member) => [`${member.classId} ${member.accountId}`, member.role]))
  return { classes, enrollments }
}

/** Makes the new classes with their channels and renames the others. No access check. */
export const saveRosterClasses = async (
  tx: Transaction,
  classes: readonly (NewClass & { isNew: boolean })[],
): Promise<void> => {
  for (const { isNew, ...one } of classes) {
    if (isNew) await insertClass(tx, one)
    else
      await tx.db
        .updateTable('class')
        .set({ name: one.name, subject: one.subject })
        .where('id', '=', one.id)
        .execute()
  }
}

export interface MemberToSave {
  classId: string
  accountId: string
  displayName: string
  role: ClassRole
  /** Neither a class nor an account that anybody can be looking at yet needs to be told. */
  classIsNew: boolean
  accountIsNew: boolean
}

/** Writes all enrollments of an import in one statement and tells who is there to listen. No access check. */
export const saveRosterMembers = async (tx: Transaction, members: readonly MemberToSave[]): Promise<void> => {
  if (members.length === 0) return
  const rows = members.map(({ classId, accountId, role }) => ({ classId, accountId, role }))
  await sql`
    insert into enrollment (class_id, account_id, role, started_at)
    select "classId", "accountId", role, ${tx.now()}
    from jsonb_to_recordset(${jsonb(rows)}) as x("classId" uuid, "accountId" uuid, role text)
    on conflict (class_id, account_id) do update set role = excluded.role, ended_at = null`.execute(tx.db)
  const changed = new Set<string>()
  for (const { classId, accountId, displayName, role, classIsNew, accountIsNew } of members) {
    if (!classIsNew)
      tx.publish(topicOf('class', classId), memberJoined, { member: { id: accountId, displayName, role } })
    if (!accountIsNew) changed.add(accountId)
  }
  for (const accountId of changed) tx.publish(topicOf('account', accountId), meChanged, {})
}
