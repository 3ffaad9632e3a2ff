import { can } from '#domain/permission.ts'
import { Problem } from '#domain/problem.ts'
import type { Context } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'

/** The school of an actor who may configure it. */
export const configured = (ctx: Context): string => {
  const { schoolId } = actorOf(ctx)
  if (!can(ctx.actor, 'school.configure', { schoolId })) throw new Problem('forbidden')
  return schoolId
}
