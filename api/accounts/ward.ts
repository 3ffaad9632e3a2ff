import { notFound } from '#domain/problem.ts'
import type { Context } from '#platform/context.ts'
import { actorOf } from './account.ts'

/**
 * The caller as the guardian of this child alone: what is asked with it holds nothing of another child, whatever limit
 * stands before it. Without a child everything is as it was. Throws *not found* for a child of somebody else.
 */
export const asGuardianOf = (ctx: Context, studentId: string | undefined): Context => {
  if (studentId === undefined) return ctx
  const actor = actorOf(ctx)
  if (!actor.wards.has(studentId)) throw notFound()
  return { ...ctx, actor: { ...actor, wards: new Set([studentId]) } }
}
