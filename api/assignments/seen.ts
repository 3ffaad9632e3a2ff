import { sql } from 'kysely'
import { returnSeen } from '#domain/assignments/contract.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { publishToStaff } from '../classes/audience.ts'

/**
 * Notes that the student or a guardian looks at what was returned, in a class or of one assignment: from then on it
 * cannot be taken back any more. To be called before the marks are read, so that nobody sees one that is then undone.
 * Looks of anybody else, a teacher's above all, leave no trace. No access check.
 */
export const noteSeen = async (
  ctx: Context,
  studentId: string,
  where: { classId: string; assignmentId?: string },
): Promise<void> => {
  const { actor } = ctx
  if (!actor || (actor.id !== studentId && !actor.wards.has(studentId))) return
  const assignments = ctx.db
    .selectFrom('assignment')
    .select('id')
    .where('classId', '=', where.classId)
    .$if(where.assignmentId !== undefined, (query) => query.where('id', '=', where.assignmentId ?? ''))
  const unseen = await ctx.db
    .selectFrom('workReturn')
    .select(sql`1`.as('one'))
    .where('studentId', '=', studentId)
    .where('seenAt', 'is', null)
    .where('undoneAt', 'is', null)
    .where('assignmentId', 'in', assignments)
    .limit(1)
    .executeTakeFirst()
  // Nearly always there is nothing to note, and a look costs no transaction.
  if (!unseen) return
  await inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .updateTable('workReturn')
      .set({ seenAt: tx.now() })
      .where('studentId', '=', studentId)
      .where('seenAt', 'is', null)
      .where('undoneAt', 'is', null)
      .where('assignmentId', 'in', assignments)
      .returning('assignmentId')
      .execute()
    for (const assignmentId of new Set(rows.map((row) => row.assignmentId)))
      await publishToStaff(tx, where.classId, returnSeen, {
        classId: where.classId,
        assignmentId,
        studentId,
      })
  })
}
