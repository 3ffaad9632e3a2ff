import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { visibleClasses } from '../classes/access.ts'
import { restOf, type TodayPart } from '../today/part.ts'
import { selectLessons, viewOfLesson } from './lesson-view.ts'

const DAY = 24 * 3_600_000
/** What fits into the first screenful twice over. */
const LESSONS = 12
const REGISTERS = 10

const total = sql<number>`(count(*) over ())::int`.as('total')

/** Live lessons, those of the next seven days, and the registers that wait for the caller. */
export const lessonsToday = async (ctx: Context, whole: boolean): Promise<TodayPart> => {
  const actor = actorOf(ctx)
  const now = ctx.now()
  // Who runs the school sees the calendar; a day's lessons of forty classes are not this person's day.
  const mine = selectLessons(ctx)
    .where(visibleClasses(actor, 'lesson.read'))
    .where('class.archivedAt', 'is', null)
  const own = actor.classes.size > 0 ? mine.where('lesson.classId', 'in', [...actor.classes.keys()]) : mine
  const runsSchool = actor.classes.size === 0 && (actor.role === 'owner' || actor.role === 'registrar')
  const [upcoming, registers] = await Promise.all([
    own
      .where((eb) =>
        eb.or([
          eb('lesson.state', '=', 'live'),
          ...(runsSchool
            ? []
            : [
                eb.and([
                  eb('lesson.state', '=', 'planned'),
                  eb('lesson.endsAt', '>', now),
                  eb('lesson.startsAt', '<', new Date(now.getTime() + 7 * DAY)),
                ]),
              ]),
        ]),
      )
      .select(total)
      .orderBy('lesson.startsAt')
      .orderBy('lesson.id')
      .$if(!whole, (rows) => rows.limit(LESSONS))
      .execute(),
    selectLessons(ctx)
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
