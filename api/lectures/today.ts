import { sql } from 'kysely'
import { LONGEST_LESSON_HOURS } from '#domain/lectures/lecture.ts'
import type { Context } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { seesNoClass, visibleClasses } from '../classes/access.ts'
import { restOf, type TodayPart } from '../today/part.ts'
import { selectLessons, viewOfLesson } from './lesson-view.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** What fits into the first screenful twice over. */
const LESSONS = 12
const REGISTERS = 10

const total = sql<number>`(count(*) over ())::int`.as('total')

/** Live lessons, those of the next seven days, and the registers that wait for the caller. */
export const lessonsToday = async (ctx: Context, whole: boolean): Promise<TodayPart> => {
  const actor = actorOf(ctx)
  if (seesNoClass(actor, 'lesson.read')) return {}
  const now = ctx.now()
  // Who runs the school sees the calendar; a day's lessons of forty classes are not this person's day.
  const mine = selectLessons(ctx)
    .where(visibleClasses(actor, 'lesson.read'))
    .where('class.archivedAt', 'is', null)
  const own = actor.classes.size > 0 ? mine.where('lesson.classId', 'in', [...actor.classes.keys()]) : mine
  const runsSchool = actor.classes.size === 0 && (actor.role === 'owner' || actor.role === 'registrar')
  // Each half by its own index: what runs is always little, and what is to come begins at a time.
  const live = ctx.db.selectFrom('lesson as now').select('now.id').where('now.state', '=', 'live')
  const planned = ctx.db
    .selectFrom('lesson as next')
    .select('next.id')
    .where('next.state', '=', 'planned')
    .where('next.endsAt', '>', now)
    .where('next.startsAt', '>', new Date(now.getTime() - LONGEST_LESSON_HOURS * HOUR))
    .where('next.startsAt', '<', new Date(now.getTime() + 7 * DAY))
    .$if(actor.classes.size > 0, (query) => query.where('next.classId', 'in', [...actor.classes.keys()]))
  const [upcoming, registers] = await Promise.all([
    own
      .where('lesson.id', 'in', runsSchool ? live : live.unionAll(planned))
      .select(total)
      .orderBy('lesson.startsAt')
      .orderBy('lesson.id')
      .$if(!whole, (rows) => rows.limit(LESSONS))
      .execute(),
    seesNoClass(actor, 'attendance.write')
      ? []
      : selectLessons(ctx)
          .where(visibleClasses(actor, 'attendance.write'))
          .where('class.archivedAt', 'is', null)
          .where('lecture.state', '=', 'ended')
          .where('lecture.registerConfirmedAt', 'is', null)
          .select(total)
          .orderBy('lesson.startsAt', 'desc')
          .orderBy('lesson.id')
          .$if(!whole, (rows) => rows.limit(REGISTERS))
          .execute(),
  ])
  return {
    lessons: upcoming.map(viewOfLesson),
    registers: registers.map(viewOfLesson),
    more: { lessons: restOf(upcoming), registers: restOf(registers) },
  }
}
