import { meChanged } from '#domain/accounts/contract.ts'
import type { OutputOf, ParsedInputOf } from '#domain/contract.ts'
import * as contract from '#domain/lectures/hold/contract.ts'
import { type DoorState, type Entry, type PersonAtDoor, standingOf } from '#domain/lectures/hold/entry.ts'
import { can } from '#domain/permission.ts'
import { notFound, Problem } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { actorOf } from '../../accounts/account.ts'
import { loadActor } from '../../accounts/session.ts'
import type { AccessibleClass } from '../../classes/access.ts'
import { type AccessibleLecture, lectureFor, lessonOver } from '../access.ts'
import { engineOf } from '../engines/engine.ts'
import { leaveRoom } from '../removed.ts'
import { keptOut, standingIn } from './standing.ts'

/** How one comes into a lecture now. No access check. */
export const doorIn = async (ctx: Context, lectureId: string): Promise<DoorState> => {
  const { waiting, ...door } = await ctx.db
    .selectFrom('lecture')
    .select((eb) => [
      'waitingRoom',
      'locked',
      eb
        .selectFrom('lectureEntry')
        .select((entry) => entry.fn.countAll<number>().as('count'))
        .whereRef('lectureEntry.lectureId', '=', 'lecture.id')
        .where('lectureEntry.state', '=', 'waiting')
        .as('waiting'),
    ])
    .where('id', '=', lectureId)
    .executeTakeFirstOrThrow()
  return { ...door, waiting: Number(waiting ?? 0) }
}

/** The door of an open lecture, held until the transaction ends: who comes and who lets in do so one after the other. */
const holdDoor = async (tx: Transaction, lectureId: string): Promise<void> => {
  const row = await tx.db
    .selectFrom('lecture')
    .select('state')
    .where('id', '=', lectureId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (row.state !== 'open') throw lessonOver()
}

const tellRoom = async (tx: Transaction, lectureId: string): Promise<DoorState> => {
  const door = await doorIn(tx, lectureId)
  tx.publish(topicOf('lecture', lectureId), contract.doorChanged, { door })
  return door
}

const tellPerson = (
  tx: Transaction,
  { id, lessonId }: Pick<AccessibleLecture, 'id' | 'lessonId'>,
  accountId: string,
  isIn: boolean,
): void =>
  tx.publish(topicOf('account', accountId), contract.entryChanged, { lessonId, lectureId: id, in: isIn })

/**
 * Lets the caller, whose right to join was checked, through the door. Throws `forbidden` `waits-at-door` when they wait
 * from now on, and `sent-out` when they are not to come in.
 */
export const passDoor = async (
  ctx: Context,
  lecture: AccessibleLecture,
  { schoolId, id: classId }: AccessibleClass,
): Promise<void> => {
  const place = { schoolId, classId }
  if ((await standingIn(ctx, 'id', lecture.id, place)) === 'in') return
  const standing = await inTransaction(ctx, async (tx) => {
    await holdDoor(tx, lecture.id)
    const now = await standingIn(tx, 'id', lecture.id, place)
    if (now !== 'waiting') return now
    const row = await tx.db
      .insertInto('lectureEntry')
      .values({ lectureId: lecture.id, accountId: actorOf(tx).id, state: 'waiting', since: tx.now() })
      .onConflict((conflict) => conflict.doNothing())
      .returning('accountId')
      .executeTakeFirst()
    if (row) await tellRoom(tx, lecture.id)
    return now
  })
  if (standing !== 'in') throw keptOut(standing)
}

/** The caller waits no longer. */
export const stopWaiting = async (ctx: Context, lectureId: string): Promise<void> => {
  // By the right to read of it: who waits may not join yet.
  await lectureFor(ctx, lectureId, 'lesson.read')
  await inTransaction(ctx, async (tx) => {
    const row = await tx.db
      .deleteFrom('lectureEntry')
      .where('lectureId', '=', lectureId)
      .where('accountId', '=', actorOf(tx).id)
      .where('state', '=', 'waiting')
      .returning('accountId')
      .executeTakeFirst()
    if (row) await tellRoom(tx, lectureId)
  })
}

const listed = async (ctx: Context, lectureId: string, state: Entry): Promise<PersonAtDoor[]> => {
  const rows = await ctx.db
    .selectFrom('lectureEntry')
    .innerJoin('account', 'account.id', 'lectureEntry.accountId')
    .select(['account.id', 'account.displayName', 'lectureEntry.since'])
    .where('lectureEntry.lectureId', '=', lectureId)
    .where('lectureEntry.state', '=', state)
    .orderBy('lectureEntry.since')
    .orderBy('account.id')
    .execute()
  return rows.map((row) => ({ ...row, since: row.since.toISOString() }))
}

/** Who waits, and who was sent out. */
export const listAtDoor = async (
  ctx: Context,
  lectureId: string,
): Promise<OutputOf<typeof contract.listAtDoor>> => {
  await lectureFor(ctx, lectureId, 'lecture.moderate')
  return { waiting: await listed(ctx, lectureId, 'waiting'), out: await listed(ctx, lectureId, 'out') }
}

/** Of those who wait, whom the door no longer keeps. */
const noLongerKept = async (tx: Transaction, lecture: AccessibleLecture): Promise<string[]> => {
  const door = await doorIn(tx, lecture.id)
  const rows = await tx.db
    .selectFrom('lectureEntry')
    .leftJoin('enrollment', (join) =>
      join
        .onRef('enrollment.accountId', '=', 'lectureEntry.accountId')
        .on('enrollment.classId', '=', lecture.classId)
        .on('enrollment.endedAt', 'is', null),
    )
    .select(['lectureEntry.accountId', 'enrollment.role'])
    .where('lectureEntry.lectureId', '=', lecture.id)
    .where('lectureEntry.state', '=', 'waiting')
    .execute()
  return rows
    .filter(({ role }) => standingOf(door, { leads: false, role, entry: null, wasIn: false }) === 'in')
    .map(({ accountId }) => accountId)
}

/** Says who waits, and whether anybody else comes in. Whom the door no longer keeps comes in by themselves. */
export const setDoor = async (
  ctx: Context,
  lectureId: string,
  change: ParsedInputOf<typeof contract.setDoor>,
): Promise<DoorState> => {
  const lecture = await lectureFor(ctx, lectureId, 'lecture.moderate')
  return inTransaction(ctx, async (tx) => {
    await holdDoor(tx, lectureId)
    const before = await doorIn(tx, lectureId)
    const { waitingRoom = before.waitingRoom, locked = before.locked } = change
    if (waitingRoom === before.waitingRoom && locked === before.locked) return before
    await tx.db.updateTable('lecture').set({ waitingRoom, locked }).where('id', '=', lectureId).execute()
    const free = await noLongerKept(tx, lecture)
    if (free.length > 0)
      await tx.db
        .deleteFrom('lectureEntry')
        .where('lectureId', '=', lectureId)
        .where('accountId', 'in', free)
        .execute()
    for (const accountId of free) tellPerson(tx, lecture, accountId, true)
    return tellRoom(tx, lectureId)
  })
}

/** Lets in one who waits or was sent out, or everybody who waits. Who is in already stays so. */
export const admit = async (ctx: Context, lectureId: string, accountId?: string): Promise<void> => {
  const lecture = await lectureFor(ctx, lectureId, 'lecture.moderate')
  await inTransaction(ctx, async (tx) => {
    await holdDoor(tx, lectureId)
    const update = tx.db
      .updateTable('lectureEntry')
      .set({ state: 'in', since: tx.now(), changedBy: actorOf(tx).id })
      .where('lectureId', '=', lectureId)
    const chosen = accountId
      ? update.where('accountId', '=', accountId).where('state', '!=', 'in')
      : update.where('state', '=', 'waiting')
    const rows = await chosen.returning('accountId').execute()
    for (const row of rows) tellPerson(tx, lecture, row.accountId, true)
    if (rows.length > 0) await tellRoom(tx, lectureId)
  })
}

/** Throws `not-found` for who could not come in anyway, and `leads-too` for who leads. */
const checkSendable = async (ctx: Context, accountId: string, classId: string): Promise<void> => {
  const actor = await loadActor(ctx.services, accountId)
  const resource = { schoolId: actorOf(ctx).schoolId, classId }
  if (!can(actor, 'lecture.join', resource)) throw notFound()
  if (can(actor, 'lecture.moderate', resource)) throw new Problem('forbidden', { code: 'leads-too' })
}

/** Sends somebody out of the room, or turns them away at its door: they come in again only when let in. */
export const sendOut = async (ctx: Context, lectureId: string, accountId: string): Promise<void> => {
  const lecture = await lectureFor(ctx, lectureId, 'lecture.moderate')
  await checkSendable(ctx, accountId, lecture.classId)
  await inTransaction(ctx, async (tx) => {
    await holdDoor(tx, lectureId)
    const out = { state: 'out' as const, since: tx.now(), changedBy: actorOf(tx).id }
    const row = await tx.db
      .insertInto('lectureEntry')
      .values({ lectureId, accountId, ...out })
      .onConflict((conflict) =>
        conflict
          .columns(['lectureId', 'accountId'])
          .doUpdateSet(out)
          .where('lectureEntry.state', '!=', 'out'),
      )
      .returning('accountId')
      .executeTakeFirst()
    if (!row) return
    await leaveRoom(tx, accountId, lectureId)
    tellPerson(tx, lecture, accountId, false)
    // Their rights are others now: what they listen to in this room is withdrawn at once.
    tx.publish(topicOf('account', accountId), meChanged, {})
    await tellRoom(tx, lectureId)
  })
  await engineOf(lecture.engine).order(ctx, lecture, [{ t: 'remove', accountId }])
}
