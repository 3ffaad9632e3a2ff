import type { ParsedInputOf } from '#domain/contract.ts'
import * as contract from '#domain/lectures/hold/contract.ts'
import {
  NO_SCREEN,
  type ScreenState,
  screenState,
  withAsk,
  withoutAsk,
  withSharer,
} from '#domain/lectures/hold/screen.ts'
import type { RelayOrder } from '#domain/lectures/media/protocol.ts'
import { can } from '#domain/permission.ts'
import { notFound, Problem } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { jsonb } from '#platform/db/json.ts'
import { actorOf } from '../../accounts/account.ts'
import { classFor } from '../../classes/access.ts'
import { takeToken } from '../../http/rate-limit.ts'
import { lectureFor } from '../access.ts'
import { engineOf } from '../engines/engine.ts'
import { changeFloorIn, holdFloor } from '../floor.ts'
import { personIn } from '../people.ts'

const read = async (ctx: Context, lectureId: string) => {
  const row = await ctx.db
    .selectFrom('lecture')
    .select(['screen', 'screenWay'])
    .where('id', '=', lectureId)
    .executeTakeFirstOrThrow()
  return { screen: screenState.parse(row.screen), way: row.screenWay }
}

/** Who shares a screen, and who asks to. No access check. */
export const screenIn = async (ctx: Context, lectureId: string): Promise<ScreenState> =>
  (await read(ctx, lectureId)).screen

/** Writes the state, and tells the room what of it is another. */
const write = async (
  tx: Transaction,
  lectureId: string,
  before: ScreenState,
  after: ScreenState,
  way: string | null,
): Promise<void> => {
  const topic = topicOf('lecture', lectureId)
  await tx.db
    .updateTable('lecture')
    .set({ screen: jsonb(after), screenWay: way })
    .where('id', '=', lectureId)
    .execute()
  if (before.sharerId !== after.sharerId) {
    if (before.sharerId) tx.publish(topic, contract.screenEnded, { accountId: before.sharerId })
    if (after.sharerId) tx.publish(topic, contract.screenShared, { accountId: after.sharerId })
  }
  if (before.askIds.join() !== after.askIds.join())
    tx.publish(topic, contract.screenAsked, { askIds: after.askIds })
}

const tell = (tx: Transaction, lectureId: string, accountId: string, yes: boolean) =>
  tx.publish(topicOf('account', accountId), contract.screenAnswered, { lectureId, yes })

/**
 * Writes down whether somebody shares their screen, as the relay says over one connection (`way`); of a connection that
 * was followed by another nothing is believed any more. When it ends, everybody who asked may share. No access check.
 */
export const noteScreen = (
  ctx: Context,
  lectureId: string,
  accountId: string,
  way: string,
  on: boolean,
): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    await holdFloor(tx, lectureId)
    const { screen: before, way: current } = await read(tx, lectureId)
    if (on) {
      if (before.sharerId === accountId && current === way) return
      await write(tx, lectureId, before, withSharer(before, accountId), way)
    } else if (before.sharerId === accountId && current === way) {
      for (const one of before.askIds) tell(tx, lectureId, one, true)
      await write(tx, lectureId, before, NO_SCREEN, null)
    }
  })

/** The same when a lecture ends: who shared until then did so until then. */
export const endScreen = async (tx: Transaction, lectureId: string): Promise<void> => {
  const { screen } = await read(tx, lectureId)
  await write(tx, lectureId, screen, NO_SCREEN, null)
}

/** Asks who shares a screen, and who leads, to let the caller share theirs. Asking again keeps the place. */
export const askToShare = async (ctx: Context, lectureId: string): Promise<ScreenState> => {
  await lectureFor(ctx, lectureId, 'lecture.join')
  const accountId = actorOf(ctx).id
  if (!(await personIn(ctx, lectureId, accountId))) throw notFound()
  await takeToken(ctx, `share:${lectureId}:${accountId}`, { burst: 3, perMinute: 3 })
  return inTransaction(ctx, async (tx) => {
    await holdFloor(tx, lectureId)
    const { screen: before, way } = await read(tx, lectureId)
    const after = withAsk(before, accountId)
    if (after !== before) await write(tx, lectureId, before, after, way)
    return after
  })
}

const muteScreen = (accountId: string): RelayOrder[] =>
  (['screen', 'screen-sound'] as const).map((source) => ({
    t: 'mute',
    source,
    accountId,
    mayUnmute: true,
  }))

/**
 * Answers who asked to share. *Yes* ends the screen that is shared; from whoever leads it gives the floor as well. Only
 * who shares now, or leads, may answer: who asked in between finds the question gone, and nothing changes.
 */
export const answerAsk = async (
  ctx: Context,
  lectureId: string,
  { accountId, yes }: ParsedInputOf<typeof contract.answerAsk>,
): Promise<ScreenState> => {
  const lecture = await lectureFor(ctx, lectureId, 'lecture.join')
  const { schoolId } = await classFor(ctx, lecture.classId, 'lecture.join')
  const leads = can(ctx.actor, 'lecture.moderate', { schoolId, classId: lecture.classId })
  const { screen, orders } = await inTransaction(ctx, async (tx) => {
    await holdFloor(tx, lectureId)
    const { screen: before, way } = await read(tx, lectureId)
    if (!leads && before.sharerId !== actorOf(tx).id) throw new Problem('forbidden')
    const after = withoutAsk(before, accountId)
    if (after === before) return { screen: before, orders: [] }
    await write(tx, lectureId, before, after, way)
    tell(tx, lectureId, accountId, yes)
    if (!yes) return { screen: after, orders: [] }
    const given = leads ? ([{ what: 'give', floor: 'screen', accountId }] as const) : []
    const floor = await changeFloorIn(tx, lectureId, given)
    const ended = before.sharerId ? muteScreen(before.sharerId) : []
    return { screen: after, orders: [...ended, { t: 'floor', floor } satisfies RelayOrder] }
  })
  if (orders.length > 0) await engineOf(lecture.engine).order(ctx, lecture, orders)
  return screen
}
