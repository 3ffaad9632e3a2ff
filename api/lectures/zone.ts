import { lessonChanged } from '#domain/lectures/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { selectLessons, viewOfLesson } from './lesson-view.ts'

/** The lessons of a school that are planned and still to come, in order. */
export const lessonsAhead = (ctx: Context, schoolId: string) =>
  selectLessons(ctx)
    .where('class.schoolId', '=', schoolId)
    .where('class.archivedAt', 'is', null)
    .where('lesson.state', '=', 'planned')
    .where('lesson.startsAt', '>', ctx.now())
    .orderBy('lesson.startsAt')
    .orderBy('lesson.id')
    .execute()

/** Moves planned lessons of a school to the times that `move` gives, and tells their classes. No access check. */
export const moveLessonsAhead = async (
  tx: Transaction,
  schoolId: string,
  move: (instant: Date) => Date,
): Promise<number> => {
  const rows = await lessonsAhead(tx, schoolId)
  for (const row of rows) {
    const [startsAt, endsAt] = [move(row.startsAt), move(row.endsAt)]
    // A lesson that the new clocks leave no time for keeps its length.
    const length = row.endsAt.getTime() - row.startsAt.getTime()
    const end = endsAt > startsAt ? endsAt : new Date(startsAt.getTime() + length)
    await tx.db
      .updateTable('lesson')
      .set({ startsAt, endsAt: end })
      .where('id', '=', row.id)
      .where('state', '=', 'planned')
      .execute()
    const { lecture: _, ...lesson } = viewOfLesson({ ...row, startsAt, endsAt: end })
    tx.publish(topicOf('class', row.classId), lessonChanged, { lesson })
  }
  return rows.length
}
