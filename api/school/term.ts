import { Problem } from '#domain/problem.ts'
import type { Context } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'

/** The terms of the caller's school, newest first. */
export const listTerms = async (ctx: Context) =>
  ctx.db
    .selectFrom('term')
    .select(['id', 'name', 'startsOn', 'endsOn'])
    .where('schoolId', '=', actorOf(ctx).schoolId)
    .orderBy('startsOn', 'desc')
    .execute()

/** The term of today, else the newest one. */
export const currentTermId = async (ctx: Context, schoolId: string): Promise<string> => {
  const today = ctx.now().toISOString().slice(0, 10)
  const rows = await ctx.db
    .selectFrom('term')
    .select(['id', 'startsOn', 'endsOn'])
    .where('schoolId', '=', schoolId)
    .orderBy('startsOn', 'desc')
    .execute()
  const term = rows.find((row) => row.startsOn <= today && today <= row.endsOn) ?? rows[0]
  if (!term) throw new Problem('conflict', { code: 'no-term' })
  return term.id
}
