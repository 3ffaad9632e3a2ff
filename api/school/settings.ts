import { invalidField } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { schoolChanged } from '#domain/school/contract.ts'
import type { Locale, School } from '#domain/school/school.ts'
import { isPlain, sameClock, type ZoneChange } from '#domain/school/zone-change.ts'
import { wallOf } from '#domain/time.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { assignmentsAhead, moveDueTimesAhead } from '../assignments/zone.ts'
import { lessonsAhead, moveLessonsAhead } from '../lectures/zone.ts'
import { configured } from './configured.ts'

const schoolOf = async (ctx: Context, schoolId: string): Promise<School> => {
  const row = await ctx.db
    .selectFrom('school')
    .select(['id', 'name', 'locale', 'timeZone'])
    .where('id', '=', schoolId)
    .executeTakeFirstOrThrow()
  return { ...row, locale: row.locale }
}

/** Everybody with an open session hears it; who signs in later is told then. */
const tellEverybody = async (tx: Transaction, school: School): Promise<void> => {
  const rows = await tx.db
    .selectFrom('account')
    .select('id')
    .where('schoolId', '=', school.id)
    .where('disabledAt', 'is', null)
    .where((eb) =>
      eb.exists(
        eb.selectFrom('session').select('session.id').whereRef('session.accountId', '=', 'account.id'),
      ),
    )
    .execute()
  for (const { id } of rows) tx.publish(topicOf('account', id), schoolChanged, { school })
}

export interface SchoolChange {
  name?: string
  locale?: Locale
  timeZone?: string
  plans?: ZoneChange
}

/**
 * Changes the school. Another zone needs `plans`: whether lessons that are planned and due times that are to come keep
 * what the clock shows or the moment; what was held or handed in keeps its moment in any case.
 */
export const updateSchool = async (ctx: Context, change: SchoolChange): Promise<School> => {
  const schoolId = configured(ctx)
  return inTransaction(ctx, async (tx) => {
    await tx.db.selectFrom('school').select('id').where('id', '=', schoolId).forUpdate().execute()
    const before = await schoolOf(tx, schoolId)
    const { plans, ...fields } = change
    const after: School = { ...before, ...fields }
    const changed = (['name', 'locale', 'timeZone'] as const).filter((key) => before[key] !== after[key])
    if (changed.length === 0) return before
    if (changed.includes('timeZone') && !plans) throw invalidField('plans', 'required')
    const { id: _, ...values } = after
    await tx.db.updateTable('school').set(values).where('id', '=', schoolId).execute()
    if (changed.includes('timeZone') && plans === 'keep-clock') {
      const move = (instant: Date) => sameClock(instant, before.timeZone, after.timeZone)
      await moveLessonsAhead(tx, schoolId, move)
      await moveDueTimesAhead(tx, schoolId, move)
    }
    await tellEverybody(tx, after)
    tx.audit(
      'school.changed',
      { kind: 'school', id: schoolId },
      {
        fields: changed.join(','),
        ...(changed.includes('timeZone')
          ? { from: before.timeZone, to: after.timeZone, plans: plans ?? null }
          : {}),
      },
    )
    return after
  })
}

const EXAMPLES = 5

/** What another zone would do to what is planned. */
export const previewTimeZone = async (ctx: Context, timeZone: string) => {
  const schoolId = configured(ctx)
  const { timeZone: now } = await schoolOf(ctx, schoolId)
  const clock = (at: Date, zone: string) => {
    const wall = wallOf(at, zone)
    return `${wall.on}T${wall.at}`
  }
  const lessons = await lessonsAhead(ctx, schoolId)
  const assignments = await assignmentsAhead(ctx, schoolId)
  const all = [
    ...lessons.map((row) => ({ kind: 'lesson' as const, row, at: row.startsAt })),
    ...assignments.map((row) => ({ kind: 'assignment' as const, row, at: row.dueAt })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime())
  return {
    lessons: lessons.length,
    assignments: assignments.length,
    unclear: all.filter(({ at }) => !isPlain(at, now, timeZone)).length,
    examples: all.slice(0, EXAMPLES).map(({ kind, row, at }) => ({
      kind,
      title: row.title,
      className: row.className,
      clock: clock(at, now),
      moved: clock(at, timeZone),
      at: at.toISOString(),
    })),
  }
}
