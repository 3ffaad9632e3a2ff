import { sql } from 'kysely'
import { notFound, Problem } from '#domain/problem.ts'
import type { Context } from '#platform/context.ts'
import { giveFirstPassword } from '../accounts/give-password.ts'
import { classFor } from './access.ts'

/**
 * A new first password for a pupil of the class who has forgotten theirs. Only for somebody who is a pupil and nothing
 * else: with a password one may be somebody, so whoever also teaches, assists or administers anywhere gets theirs from
 * an administrator, or a teacher could act in another's class.
 */
export const givePassword = async (
  ctx: Context,
  classId: string,
  accountId: string,
): Promise<{ username: string; firstPassword: string }> => {
  const found = await classFor(ctx, classId, 'password.give')
  const row = await ctx.db
    .selectFrom('enrollment')
    .innerJoin('account', 'account.id', 'enrollment.accountId')
    .select([
      'account.username',
      'account.role',
      sql<boolean>`exists (select from enrollment e where e.account_id = account.id and e.ended_at is null
        and e.role in ('teacher', 'assistant'))`.as('isStaff'),
    ])
    .where('enrollment.classId', '=', classId)
    .where('enrollment.accountId', '=', accountId)
    .where('enrollment.endedAt', 'is', null)
    .where('account.schoolId', '=', found.schoolId)
    .where('account.disabledAt', 'is', null)
    .executeTakeFirst()
  if (!row) throw notFound()
  if (row.role !== 'student' || row.isStaff) throw new Problem('conflict', { code: 'more-than-pupil' })
  return { username: row.username, firstPassword: await giveFirstPassword(ctx, accountId, { classId }) }
}
