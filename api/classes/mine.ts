import type { Me } from '#domain/accounts/contract.ts'
import type { Context } from '#platform/context.ts'
import { unreadByClass } from '../messages/unread.ts'

/** The classes an account is enrolled in now, archived ones last, with what is unread in each. */
export const myClasses = async (ctx: Context, accountId: string): Promise<Me['classes']> => {
  const rows = await ctx.db
    .selectFrom('enrollment')
    .innerJoin('class', 'class.id', 'enrollment.classId')
    .select(['class.id', 'class.name', 'class.subject', 'class.hue', 'class.archivedAt', 'enrollment.role'])
    .where('enrollment.accountId', '=', accountId)
    .where('enrollment.endedAt', 'is', null)
    .orderBy((eb) => eb('class.archivedAt', 'is not', null))
    .orderBy('class.name')
    .orderBy('class.id')
    .execute()
  const unread = await unreadByClass(ctx, accountId)
  return rows.map(({ archivedAt, role, ...row }) => ({
    ...row,
    role,
    archived: archivedAt !== null,
    mainChannelId: unread.get(row.id)?.mainChannelId ?? null,
    unread: unread.get(row.id)?.unread ?? 0,
  }))
}

/** The classes an account is enrolled in now, by name, without what it has read: for administration. No access check. */
export const classesOf = async (ctx: Context, accountId: string) => {
  const rows = await ctx.db
    .selectFrom('enrollment')
    .innerJoin('class', 'class.id', 'enrollment.classId')
    .select(['class.id', 'class.name', 'class.hue', 'enrollment.role'])
    .where('enrollment.accountId', '=', accountId)
    .where('enrollment.endedAt', 'is', null)
    .orderBy('class.name')
    .orderBy('class.id')
    .execute()
  return rows.map((row) => ({ ...row, role: row.role }))
}
