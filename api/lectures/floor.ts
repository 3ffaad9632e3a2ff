import type { ParsedInputOf } from '#domain/contract.ts'
import { floorChanged, type muteInLecture as muteContract } from '#domain/lectures/media/contract.ts'
import {
  type FloorChange,
  type FloorState,
  firstFloor,
  floorOf,
  floorState,
  SOURCES,
  withChanges,
} from '#domain/lectures/media/floor.ts'
import type { RelayOrder } from '#domain/lectures/media/protocol.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { jsonb } from '#platform/db/json.ts'
import { type AccessibleLecture, lectureFor, lessonOver } from './access.ts'
import { engineOf } from './engines/engine.ts'

/** Who may send what in a lecture now. No access check. */
export const floorIn = async (ctx: Context, lectureId: string): Promise<FloorState> => {
  const row = await ctx.db
    .selectFrom('lecture')
    .select('floor')
    .where('id', '=', lectureId)
    .executeTakeFirstOrThrow()
  return floorState.parse(row.floor)
}

/** What a lecture of this class begins with. */
export const firstFloorOf = async (tx: Transaction, classId: string): Promise<FloorState> => {
  const { students } = await tx.db
    .selectFrom('enrollment')
    .select((eb) => eb.fn.countAll<number>().as('students'))
    .where('classId', '=', classId)
    .where('role', '=', 'student')
    .where('endedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return firstFloor(Number(students))
}

/** The floor of an open lecture, held until the transaction ends: before hands are touched, so that nobody waits in a ring. */
export const holdFloor = async (tx: Transaction, lectureId: string): Promise<FloorState> => {
  const row = await tx.db
    .selectFrom('lecture')
    .select(['floor', 'state'])
    .where('id', '=', lectureId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (row.state !== 'open') throw lessonOver()
  return floorState.parse(row.floor)
}

/**
 * Applies acts one after the other and tells the room, once; nothing is told when nothing changed. No access check; the
 * engine is told by `orderFloor` after the commit.
 */
export const changeFloorIn = async (
  tx: Transaction,
  lectureId: string,
  changes: readonly FloorChange[],
): Promise<FloorState> => {
  const before = await holdFloor(tx, lectureId)
  const floor = withChanges(before, changes)
  if (floor === before) return floor
  await tx.db
    .updateTable('lecture')
    .set({ floor: jsonb(floor) })
    .where('id', '=', lectureId)
    .execute()
  tx.publish(topicOf('lecture', lectureId), floorChanged, { floor })
  return floor
}

/** Makes the engine of a lecture keep to the floor as it was committed. */
export const orderFloor = (ctx: Context, lecture: AccessibleLecture, floor: FloorState): Promise<void> =>
  engineOf(lecture.engine).order(ctx, lecture, [{ t: 'floor', floor }])

/** Gives or takes microphone, camera and screen; several acts happen together or not at all. */
export const changeFloor = async (
  ctx: Context,
  lectureId: string,
  changes: readonly FloorChange[],
): Promise<FloorState> => {
  const lecture = await lectureFor(ctx, lectureId, 'lecture.moderate')
  const floor = await inTransaction(ctx, (tx) => changeFloorIn(tx, lectureId, changes))
  await orderFloor(ctx, lecture, floor)
  return floor
}

/**
 * Closes what one person or everybody who does not lead sends now. Unless they may unmute, the floor is taken with it,
 * so that it holds for whoever joins or comes back later.
 */
export const muteInLecture = async (
  ctx: Context,
  lectureId: string,
  { floor: of, accountId, mayUnmute }: ParsedInputOf<typeof muteContract>,
): Promise<void> => {
  const lecture = await lectureFor(ctx, lectureId, 'lecture.moderate')
  const taken: FloorChange = accountId ? { what: 'take', floor: of, accountId } : { what: 'close', floor: of }
  const floor = await inTransaction(ctx, (tx) => changeFloorIn(tx, lectureId, mayUnmute ? [] : [taken]))
  const mutes = SOURCES.filter((source) => floorOf(source) === of).map(
    (source): RelayOrder => ({ t: 'mute', source, accountId: accountId ?? null, mayUnmute }),
  )
  await engineOf(lecture.engine).order(ctx, lecture, [...mutes, { t: 'floor', floor }])
}
