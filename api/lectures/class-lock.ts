import type { Context, Transaction } from '#platform/context.ts'

/** Plans of a class change one after the other: taking its row makes two clicks, and a start meanwhile, wait their turn. */
export const lockClass = (tx: Transaction, classId: string) =>
  tx.db.selectFrom('class').select('id').where('id', '=', classId).forNoKeyUpdate().executeTakeFirstOrThrow()

/** The zone by whose clock the class's school lives. */
export const schoolZone = async (ctx: Context, classId: string): Promise<string> => {
  const row = await ctx.db
    .selectFrom('school')
    .innerJoin('class', 'class.schoolId', 'school.id')
    .select('school.timeZone')
    .where('class.id', '=', classId)
    .executeTakeFirstOrThrow()
  return row.timeZone
}
