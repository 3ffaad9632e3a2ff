import { sql } from 'kysely'
import type { DueWork } from '#domain/today/contract.ts'
import type { Context } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { firstOf, type TodayPart } from '../today/part.ts'
import { isDueFrom, selectMyWork } from './my-work.ts'

/** What fits on the screen of a day. */
const SHOWN = 20

/** Open work of the caller's wards that is not handed in, soonest due first. */
const dueOfWards = async (ctx: Context): Promise<DueWork[]> => {
  const { wards } = actorOf(ctx)
  if (wards.size === 0) return []
  const rows = await ctx.db
    .selectFrom('assignment')
    .innerJoin('class', 'class.id', 'assignment.classId')
    .innerJoin('enrollment', 'enrollment.classId', 'class.id')
    .innerJoin('account', 'account.id', 'enrollment.accountId')
    .select([
      'assignment.id as assignmentId',
      'assignment.classId',
      'class.name as className',
      'class.hue',
      'assignment.title',
      'assignment.dueAt',
      'account.id as studentId',
      'account.displayName',
    ])
    .where('enrollment.accountId', 'in', [...wards])
    .where('enrollment.role', '=', 'student')
    .where('enrollment.endedAt', 'is', null)
    .where('assignment.state', '=', 'open')
    .where('assignment.deletedAt', 'is', null)
    .where('class.archivedAt', 'is', null)
    .where(isDueFrom(sql`enrollment.account_id`))
    .orderBy('assignment.dueAt', (order) => order.asc().nullsLast())
    .orderBy('assignment.id')
    .execute()
  return rows.map(({ studentId, displayName, dueAt, ...row }) => ({
    ...row,
    dueAt: dueAt?.toISOString() ?? null,
    student: { id: studentId, displayName },
  }))
}

/** What waits to be handed in, by the caller or a ward, and what waits to be marked. */
export const workToday = async (ctx: Context, whole: boolean): Promise<TodayPart> => {
  const work = (await selectMyWork(ctx)).map(({ own, toMark, ...row }) => ({
    own,
    waiting: toMark,
    facts: {
      assignmentId: row.id,
      classId: row.classId,
      className: row.className,
      hue: row.hue,
      title: row.title,
      dueAt: row.dueAt?.toISOString() ?? null,
    },
  }))
  const own = work.filter((one) => one.own).map(({ facts }): DueWork => ({ ...facts, student: null }))
  const due = firstOf([...own, ...(await dueOfWards(ctx))], SHOWN, whole)
  const toMark = firstOf(
    work.flatMap(({ own: studied, facts, waiting }) => (studied ? [] : [{ ...facts, waiting }])),
    SHOWN,
    whole,
  )
  return { due: due.shown, toMark: toMark.shown, more: { due: due.more, toMark: toMark.more } }
}
