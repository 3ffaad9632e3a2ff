import { sql } from 'kysely'
import type { Actor } from '#domain/permission.ts'
import { can } from '#domain/permission.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/db/connect.ts'
import { nameOrder } from '../accounts/name-order.ts'
import { visibleClasses } from './access.ts'

export interface ReportedClass {
  id: string
  code: string
  name: string
  subject: string
  teachers: string[]
  students: number
}

/** Of these classes (all of the term when null) those whose grades the actor may export, by name. */
export const exportableClasses = async (
  ctx: Context,
  actor: Actor,
  termId: string,
  classIds: readonly string[] | null,
): Promise<ReportedClass[]> => {
  const rows = await ctx.db
    .selectFrom('class')
    .select([
      'class.id',
      'class.code',
      'class.name',
      'class.subject',
      sql<
        string[]
      >`coalesce((select array_agg(a.display_name order by ${nameOrder('a.displayName')}) from enrollment e
        join account a on a.id = e.account_id
        where e.class_id = class.id and e.role = 'teacher' and e.ended_at is null), '{}')`.as('teachers'),
      sql<number>`(select count(*)::int from enrollment e
        where e.class_id = class.id and e.role = 'student' and e.ended_at is null)`.as('students'),
    ])
    .where('class.termId', '=', termId)
    .where(visibleClasses(actor, 'grade.export'))
    .$if(classIds !== null, (query) =>
      query.where(sql<boolean>`class.id = any(${[...(classIds ?? [])]}::uuid[])`),
    )
    .orderBy('class.name')
    .orderBy('class.id')
    .execute()
  return rows
}

/** Whether the actor may export the grades of a whole school, not only of the own classes. */
export const exportsSchool = (actor: Actor): boolean =>
  can(actor, 'grade.export', { schoolId: actor.schoolId })

/** The students of a class now, by number and name as in a register. */
export const registerOf = (db: Database, classId: string) =>
  db
    .selectFrom('enrollment')
    .innerJoin('account', 'account.id', 'enrollment.accountId')
    .select(['account.id', 'account.displayName', 'account.studentNumber', 'account.username'])
    .where('enrollment.classId', '=', classId)
    .where('enrollment.role', '=', 'student')
    .where('enrollment.endedAt', 'is', null)
    .orderBy('account.studentNumber')
    .orderBy(nameOrder())
    .orderBy('account.id')
    .execute()
