import { newId } from '#domain/ids.ts'
import { lectureStarted, type RoomView } from '#domain/lectures/contract.ts'
import { DEFAULT_LESSON_MINUTES, type HeldKind, type Lesson } from '#domain/lectures/lecture.ts'
import { isAnotherDay } from '#domain/lectures/planned-day.ts'
import { can } from '#domain/permission.ts'
import { Problem } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { jsonb } from '#platform/db/json.ts'
import { topicHeads } from '#platform/feed/read.ts'
import { actorOf } from '../accounts/account.ts'
import { createBoard } from '../boards/board.ts'
import { classFor } from '../classes/access.ts'
import { channelForCaller } from '../messages/channel.ts'
import { createLectureChannel } from '../messages/lecture-channel.ts'
import { type AccessibleLecture, lectureOfLesson, lessonFor, lessonOver } from './access.ts'
import { lockClass } from './class-lock.ts'
import { currentEngine } from './engines/engine.ts'
import { firstFloorOf, floorIn } from './floor.ts'
import { handsIn } from './hand.ts'
import { usuallyHeld } from './held.ts'
import { passDoor } from './hold/door.ts'
import { holdIn } from './hold/state.ts'
import { lessonView } from './lesson-view.ts'
import { engineJoinFor, leads } from './media.ts'
import { peopleIn } from './people.ts'

const MINUTE = 60_000

const openLessonOf = async (tx: Transaction, classId: string): Promise<string | null> => {
  const row = await tx.db
    .selectFrom('lecture')
    .select('lessonId')
    .where('classId', '=', classId)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return row?.lessonId ?? null
}

/** Opens the lecture of a lesson: row, board and chat, and tells the class. */
const openLecture = async (
  tx: Transaction,
  lesson: { id: string; classId: string; title: string },
): Promise<Lesson> => {
  const [lectureId, boardId, channelId] = [newId(), newId(), newId()]
  const { classId, title } = lesson
  await createBoard(tx, { id: boardId, classId, name: title })
  await createLectureChannel(tx, { id: channelId, classId, name: title })
  await tx.db
    .insertInto('lecture')
    .values({
      id: lectureId,
      lessonId: lesson.id,
      classId,
      boardId,
      channelId,
      engine: currentEngine(tx).kind,
      floor: jsonb(await firstFloorOf(tx, classId)),
      state: 'open',
      startedBy: actorOf(tx).id,
      startedAt: tx.now(),
    })
    .execute()
  await tx.db.updateTable('lesson').set({ state: 'live' }).where('id', '=', lesson.id).execute()
  const view = await lessonView(tx, lesson.id)
  tx.publish(topicOf('class', classId), lectureStarted, { lesson: view })
  tx.audit('lecture.started', { kind: 'lecture', id: lectureId })
  return view
}

/**
 * A lesson that was planned for another day is held now: it moves to this minute with its length, so that calendar, register
 * and what guardians read carry the time it was really held. Throws `conflict` `another-day` when nobody said so.
 */
const moveToNow = async (tx: Transaction, lesson: Lesson, said: boolean): Promise<void> => {
  const [startsAt, endsAt] = [new Date(lesson.startsAt), new Date(lesson.endsAt)]
  const { timeZone } = await tx.db
    .selectFrom('school')
    .select('timeZone')
    .where('id', '=', actorOf(tx).schoolId)
    .executeTakeFirstOrThrow()
  if (!isAnotherDay({ startsAt, endsAt }, tx.now(), timeZone)) return
  if (!said) throw new Problem('conflict', { code: 'another-day' })
  const now = Math.floor(tx.now().getTime() / MINUTE) * MINUTE
  await tx.db
    .updateTable('lesson')
    .set({ startsAt: new Date(now), endsAt: new Date(now + endsAt.getTime() - startsAt.getTime()) })
    .where('id', '=', lesson.id)
    .execute()
  tx.audit('lesson.moved', { kind: 'lesson', id: lesson.id }, { from: lesson.startsAt })
}

/**
 * Starts the lecture of a planned lesson; starting again gives the same one. Throws `conflict` `lesson-over` for an
 * ended or cancelled lesson, `other-lesson-live` while the class is in another, and `another-day` for a lesson that was
 * planned for another day unless the caller says that this is known.
 */
export const startLecture = async (
  ctx: Context,
  lessonId: string,
  input: { anotherDay?: boolean } = {},
): Promise<Lesson> => {
  const found = await lessonFor(ctx, lessonId, 'lecture.moderate')
  return inTransaction(ctx, async (tx) => {
    // A class is in one lesson at a time: two starters come one after the other.
    await lockClass(tx, found.classId)
    const lesson = await lessonView(tx, lessonId)
    if (lesson.state === 'live') return lesson
    if (lesson.state !== 'planned') throw new Problem('conflict', { code: 'lesson-over' })
    if (await openLessonOf(tx, found.classId)) throw new Problem('conflict', { code: 'other-lesson-live' })
    await moveToNow(tx, lesson, input.anotherDay ?? false)
    return openLecture(tx, lesson)
  })
}

/** Starts a lesson at once. While the class is in a lesson, that one is the answer: two clicks make one lecture. */
export const startLectureNow = async (
  ctx: Context,
  classId: string,
  input: { id: string; title: string; held?: HeldKind },
): Promise<Lesson> => {
  await classFor(ctx, classId, 'lecture.moderate')
  return inTransaction(ctx, async (tx) => {
    await lockClass(tx, classId)
    const open = await openLessonOf(tx, classId)
    if (open) return lessonView(tx, open)
    const startsAt = tx.now()
    const row = await tx.db
      .insertInto('lesson')
      .values({
        ...input,
        held: input.held ?? (await usuallyHeld(tx, classId, startsAt)),
        classId,
        startsAt,
        endsAt: new Date(startsAt.getTime() + DEFAULT_LESSON_MINUTES * MINUTE),
        createdBy: actorOf(tx).id,
        createdAt: startsAt,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    // The id is taken by a lesson that is over, or by another class's.
    if (!row) throw new Problem('conflict', { code: 'id-taken' })
    return openLecture(tx, { ...input, classId })
  })
}

/** The chat as the caller sees it; null for who may come in but not read the class's channels. */
const chatOf = async (ctx: Context, lecture: AccessibleLecture, schoolId: string) => {
  if (!can(ctx.actor, 'channel.read', { schoolId, classId: lecture.classId })) return null
  return channelForCaller(ctx, lecture.channelId)
}

/**
 * What a person connects to for taking part. Nothing is recorded yet: presence begins when the socket subscribes.
 * Throws `conflict` `lesson-not-live` before the start, `gone` `lesson-over` after the end, and `forbidden` `waits-at-door` or `sent-out` when not let in.
 */
export const joinLecture = async (ctx: Context, lessonId: string): Promise<RoomView> => {
  const found = await lessonFor(ctx, lessonId, 'lecture.join')
  const lecture = await lectureOfLesson(ctx, lessonId)
  if (lecture?.state === 'ended') throw lessonOver()
  if (!lecture) throw new Problem('conflict', { code: 'lesson-not-live' })
  await passDoor(ctx, lecture, found.class)
  const topic = topicOf('lecture', lecture.id)
  // The number first, the rows after it: what happens between is in both, and applying it again is harmless.
  const no = (await topicHeads(ctx.db, [topic])).get(topic) ?? 0
  const moderator = leads(ctx, found.class)
  const floor = await floorIn(ctx, lecture.id)
  return {
    lesson: await lessonView(ctx, lessonId),
    lectureId: lecture.id,
    no,
    at: ctx.now().toISOString(),
    moderator,
    boardId: lecture.boardId,
    channel: await chatOf(ctx, lecture, found.class.schoolId),
    people: await peopleIn(ctx, lecture.id),
    hands: await handsIn(ctx, lecture.id),
    floor,
    hold: await holdIn(ctx, lecture.id),
    engine: await engineJoinFor(ctx, lecture, found.title, moderator, floor),
  }
}
