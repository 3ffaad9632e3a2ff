import type { Context } from '#platform/context.ts'

/** The students of a class at a moment: those whom a register of that moment is about. */
export const studentsAt = async (ctx: Context, classId: string, at: Date): Promise<string[]> => {
  const rows = await ctx.db
    .selectFrom('enrollment')
    .select('accountId')
    .where('classId', '=', classId)
    .where('role', '=', 'student')
    .where('startedAt', '<=', at)
    .where((eb) => eb.or([eb('endedAt', 'is', null), eb('endedAt', '>', at)]))
    .execute()
  return rows.map((row) => row.accountId)
}
