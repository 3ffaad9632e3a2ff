import { assignmentChanged } from '#domain/assignments/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { factsOf } from './view.ts'

/** The assignments of a school that fall due after now, in order. */
export const assignmentsAhead = async (ctx: Context, schoolId: string) => {
  const rows = await ctx.db
    .selectFrom('assignment')
    .innerJoin('class', 'class.id', 'assignment.classId')
    .select([
      'assignment.id',
      'assignment.classId',
      'assignment.title',
      'assignment.state',
      'assignment.dueAt',
      'assignment.publishedAt',
      'assignment.createdAt',
      'class.name as className',
    ])
    .where('class.schoolId', '=', schoolId)
    .where('class.archivedAt', 'is', null)
    .where('assignment.deletedAt', 'is', null)
    .where('assignment.dueAt', '>', ctx.now())
    .orderBy('assignment.dueAt')
    .orderBy('assignment.id')
    .execute()
  return rows.flatMap(({ dueAt, ...row }) => (dueAt ? [{ ...row, dueAt }] : []))
}

/** Moves due times that are still to come, and tells the classes of open assignments. No access check. */
export const moveDueTimesAhead = async (
  tx: Transaction,
  schoolId: string,
  move: (instant: Date) => Date,
): Promise<number> => {
  const rows = await assignmentsAhead(tx, schoolId)
  for (const row of rows) {
    const dueAt = move(row.dueAt)
    await tx.db.updateTable('assignment').set({ dueAt }).where('id', '=', row.id).execute()
    if (row.state !== 'open') continue
    const { className: _, ...known } = row
    const [facts] = await factsOf(tx.db, [{ ...known, dueAt }])
    if (!facts) continue
    const { itemId: __, ...assignment } = facts
    tx.publish(topicOf('class', row.classId), assignmentChanged, { assignment })
  }
  return rows.length
}
