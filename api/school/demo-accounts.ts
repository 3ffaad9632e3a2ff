import { sql } from 'kysely'
import type { Role } from '#domain/permission.ts'
import type { Context } from '#platform/context.ts'

/** The demo accounts to offer on the sign-in page: one of each role, by what the demo marked them with. */
export const demoAccounts = (
  ctx: Context,
): Promise<{ username: string; displayName: string; role: Role }[]> =>
  ctx.db
    .selectFrom('account')
    .select([
      'username',
      'displayName',
      sql<Role>`case when exists (select 1 from enrollment e where e.account_id = account.id and e.role = 'assistant'
        and e.ended_at is null) then 'assistant' else account.role end`.as('role'),
    ])
    .where(sql<boolean>`preferences ->> 'demoOffered' = 'true'`)
    .orderBy('createdAt')
    .execute()
