import type { Action } from '#domain/permission.ts'
import { can } from '#domain/permission.ts'
import { notFound } from '#domain/problem.ts'
import type { Context } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { type AccessibleClass, classFor } from '../classes/access.ts'

export interface AccessibleItem {
  id: string
  classId: string
  assignmentId: string | null
  title: string
  maxPoints: string
  deleted: boolean
}

/** Loads a column of the gradebook for whoever may do the action in its class. Deleted ones only on request. */
export const itemFor = async (
  ctx: Context,
  itemId: string,
  action: Action,
  options: { deleted?: boolean } = {},
): Promise<AccessibleItem> => {
  const row = await ctx.db
    .selectFrom('gradeItem')
    .select(['id', 'classId', 'assignmentId', 'title', 'maxPoints', 'deletedAt'])
    .where('id', '=', itemId)
    .executeTakeFirst()
  if (!row) throw notFound()
  await classFor(ctx, row.classId, action)
  const { deletedAt, ...item } = row
  if (deletedAt !== null && !options.deleted) throw notFound()
  return { ...item, deleted: deletedAt !== null }
}

export interface AccessibleStudent {
  id: string
  displayName: string
  class: AccessibleClass
  /** Whether the caller may see what was not released. */
  asStaff: boolean
}

/** Loads a student of a class for whoever may read their grades: staff all, the student and guardians released ones. */
export const gradedStudentFor = async (
  ctx: Context,
  classId: string,
  studentId: string,
): Promise<AccessibleStudent> => {
  const actor = actorOf(ctx)
  const found = await classFor(ctx, classId, 'class.read')
  const row = await ctx.db
    .selectFrom('enrollment')
    .innerJoin('account', 'account.id', 'enrollment.accountId')
    .select(['account.id', 'account.displayName'])
    .where('enrollment.classId', '=', classId)
    .where('enrollment.accountId', '=', studentId)
    .where('enrollment.role', '=', 'student')
    .where('enrollment.endedAt', 'is', null)
    .executeTakeFirst()
  if (!row) throw notFound()
  const resource = { schoolId: found.schoolId, classId, subjectId: studentId, archived: found.archived }
  const asStaff = can(actor, 'grade.read', resource)
  if (!asStaff && !can(actor, 'grade.read', { ...resource, released: true })) throw notFound()
  return { ...row, class: found, asStaff }
}
