import { sql } from 'kysely'
import { can } from '#domain/permission.ts'
import type { SchoolGlance, Today } from '#domain/today/contract.ts'
import type { Context } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'

/** The school in a few figures, for those who may list its people; null for everybody else. */
export const schoolToday = async (ctx: Context): Promise<Pick<Today, 'school'>> => {
  const { schoolId } = actorOf(ctx)
  if (!can(ctx.actor, 'account.list', { schoolId })) return { school: null }
  const { rows } = await sql<SchoolGlance>`
    select
      (select count(*)::int from account where school_id = ${schoolId} and role = 'student' and disabled_at is null) as "students",
      (select count(*)::int from account where school_id = ${schoolId} and role = 'teacher' and disabled_at is null) as "teachers",
      (select count(*)::int from class where school_id = ${schoolId} and archived_at is null) as "classes",
      (select count(*)::int from lecture l join class c on c.id = l.class_id
        where c.school_id = ${schoolId} and l.state = 'open') as "liveLessons",
      (select count(*)::int from job_run where school_id = ${schoolId} and state in ('waiting', 'running')) as "runningJobs",
      (select count(*)::int from job_run where school_id = ${schoolId} and state = 'failed'
        and finished_at > ${new Date(ctx.now().getTime() - 7 * 24 * 3_600_000)}) as "failedJobs"`.execute(
    ctx.db,
  )
  const glance = rows[0] ?? null
  if (!glance) return { school: null }
  const maySeeJobs = can(ctx.actor, 'job.manage', { schoolId })
  return { school: { ...glance, failedJobs: maySeeJobs ? glance.failedJobs : null } }
}
