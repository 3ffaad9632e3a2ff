import { sql } from 'kysely'
import { returnRead, returnSeen } from '#domain/assignments/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { publishToStaff } from '../classes/audience.ts'
import { lastReturns } from './last-return.ts'

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

/**
 * Notes that the caller, the student or a guardian, has opened this work as it came back the last time: it is no longer
 * new in the own inbox, on any device. Guardians and the student each read for themselves. No access check.
 */
export const noteRead = async (
  ctx: Context,
  studentId: string,
  { id: assignmentId, classId }: { id: string; classId: string },
): Promise<void> => {
  const { actor } = ctx
  if (!actor || (actor.id !== studentId && !actor.wards.has(studentId))) return
  const last = (await lastReturns(ctx.db, assignmentId, studentId)).get(studentId)
  if (!last) return
  const unread = await ctx.db
    .selectFrom('returnRead')
    .select('no')
    .where('accountId', '=', actor.id)
    .where('assignmentId', '=', assignmentId)
    .where('studentId', '=', studentId)
    .executeTakeFirst()
  // Nearly always there is nothing to note, and a look costs no transaction.
  if (unread && unread.no >= last.no) return
  await inTransaction(ctx, async (tx) => {
    const moved = await tx.db
      .insertInto('returnRead')
      .values({ accountId: actor.id, assignmentId, studentId, no: last.no })
      .onConflict((conflict) =>
        conflict
          .columns(['accountId', 'studentId', 'assignmentId'])
          .doUpdateSet({ no: last.no })
          .where('returnRead.no', '<', last.no),
      )
      .executeTakeFirst()
    if (moved.numInsertedOrUpdatedRows)
      tx.publish(topicOf('account', actor.id), returnRead, { classId, assignmentId, studentId })
  })
}
