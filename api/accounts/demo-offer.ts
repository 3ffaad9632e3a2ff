import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'

/** Marks accounts as those to offer on the sign-in page. The last act of making the demo school: without it, it is unfinished. */
export const offerDemoAccounts = async (ctx: Context, accountIds: readonly string[]): Promise<void> => {
  await ctx.db
    .updateTable('account')
    .set({ preferences: sql`preferences || '{"demoOffered": true}'::jsonb` })
    .where('id', 'in', [...accountIds])
    .execute()
}
