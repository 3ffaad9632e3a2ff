import type { AssignmentFacts } from '#domain/assignments/contract.ts'
import { type Action, can } from '#domain/permission.ts'
import { notFound } from '#domain/problem.ts'
import type { Context } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { type AccessibleClass, classFor } from '../classes/access.ts'

export interface AccessibleAssignment {
  id: string
  classId: string
  title: string
  body: string
  state: AssignmentFacts['state']
  dueAt: Date | null
  publishedAt: Date | null
  createdAt: Date
  deleted: boolean
  class: AccessibleClass
}

/** Whether the caller looks at all students' work in this class. */
export const isStaff = (ctx: Context, found: AccessibleClass): boolean =>
  can(ctx.actor, 'submission.read', { schoolId: found.schoolId, classId: found.id })

/**
 * Whether the caller sees how far the whole class is: its staff, and administration, which has the grades anyway. The
 * work itself is for `isStaff`.
 */
export const oversees = (ctx: Context, found: AccessibleClass): boolean =>
  isStaff(ctx, found) || can(ctx.actor, 'grade.read', { schoolId: found.schoolId, classId: found.id })

/**
 * Loads an assignment for whoever may do the action in its class. A draft exists for its class's staff alone, a deleted
 * one for nobody but who may bring it back.
 */
export const assignmentFor = async (
  ctx: Context,
  assignmentId: string,
  action: Action,
  options: { deleted?: boolean } = {},
): Promise<AccessibleAssignment> => {
  const row = await ctx.db
    .selectFrom('assignment')
    .select(['id', 'classId', 'title', 'body', 'state', 'dueAt', 'publishedAt', 'createdAt', 'deletedAt'])
    .where('id', '=', assignmentId)
    .executeTakeFirst()
  if (!row) throw notFound()
  const seen = await classFor(ctx, row.classId, 'class.read')
  const staff =
    can(actorOf(ctx), 'grade.write', { schoolId: seen.schoolId, classId: seen.id }) || isStaff(ctx, seen)
  if ((row.deletedAt !== null && !options.deleted) || (row.state === 'draft' && !staff)) throw notFound()
  const found = await classFor(ctx, row.classId, action)
  const { deletedAt, state, ...facts } = row
  return { ...facts, state, deleted: deletedAt !== null, class: found }
}

/**
 * Whose work the caller looks at: a student's own; a ward's for a guardian (the first in the class when none is named);
 * for staff whom they name, for who only oversees the class nobody's. Throws *not found* for anybody else's.
 */
export const subjectOf = (ctx: Context, found: AccessibleClass, wanted?: string): string | null => {
  const actor = actorOf(ctx)
  if (isStaff(ctx, found)) return wanted ?? null
  if (oversees(ctx, found)) {
    if (wanted !== undefined) throw notFound()
    return null
  }
  if (actor.classes.get(found.id) === 'student') {
    if (wanted !== undefined && wanted !== actor.id) throw notFound()
    return actor.id
  }
  const ward = wanted ?? found.wardIds[0]
  if (ward === undefined || !found.wardIds.includes(ward)) throw notFound()
  return ward
}
