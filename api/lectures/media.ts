import type { EngineJoin } from '#domain/lectures/engine.ts'
import type { FloorState } from '#domain/lectures/media/floor.ts'
import { can } from '#domain/permission.ts'
import type { Context } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import type { AccessibleClass } from '../classes/access.ts'
import { type AccessibleLecture, lectureFor, lectureOfLesson, lessonFor, lessonOver } from './access.ts'
import { engineOf } from './engines/engine.ts'
import { floorIn } from './floor.ts'

/** Whether the caller leads lessons of a class whose access was checked. */
export const leads = (ctx: Context, { id, schoolId, archived }: AccessibleClass): boolean =>
  can(ctx.actor, 'lecture.moderate', { schoolId, classId: id, archived })

const nameOf = async (ctx: Context, accountId: string): Promise<string> => {
  const row = await ctx.db
    .selectFrom('account')
    .select('displayName')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  return row.displayName
}

/** How the caller, whose right to join was checked, connects to the engine of a lecture. */
export const engineJoinFor = async (
  ctx: Context,
  lecture: AccessibleLecture,
  title: string,
  moderator: boolean,
  floor: FloorState,
): Promise<EngineJoin> => {
  const { id } = actorOf(ctx)
  const account = { id, displayName: await nameOf(ctx, id), moderator }
  return engineOf(lecture.engine).join(
    ctx,
    { id: lecture.id, classId: lecture.classId, title },
    account,
    floor,
  )
}

/** How the caller connects to the engine once more. Throws `gone` `lesson-over` after the end. */
export const joinMedia = async (ctx: Context, lectureId: string): Promise<EngineJoin> => {
  const { lessonId } = await lectureFor(ctx, lectureId, 'lecture.join')
  const found = await lessonFor(ctx, lessonId, 'lecture.join')
  const lecture = await lectureOfLesson(ctx, lessonId)
  if (lecture?.state !== 'open') throw lessonOver()
  return engineJoinFor(ctx, lecture, found.title, leads(ctx, found.class), await floorIn(ctx, lecture.id))
}
