import { loadRosterAccounts } from '#api/accounts/roster.ts'
import { loadActor } from '#api/accounts/session.ts'
import { listMyLessons } from '#api/lectures/lesson.ts'
import { lectureTopic } from '#api/lectures/presence-keeper.ts'
import { newId } from '#domain/ids.ts'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { type Context, type Services, systemContext } from '#platform/context.ts'
import { OFFERED, OTHER_STUDENTS } from './people.ts'

/**
 * The pupils of the demo's live lesson are in its room as long as this process runs and the lesson lasts: presence is
 * the server's own word, so somebody has to keep it.
 */

const IN_THE_ROOM = 31
const DAY = 24 * 3_600_000

const liveLesson = async (ctx: Context): Promise<Lesson | null> => {
  const now = ctx.now().getTime()
  const span = { from: new Date(now - DAY).toISOString(), to: new Date(now + DAY).toISOString() }
  return (await listMyLessons(ctx, span)).find((lesson) => lesson.state === 'live') ?? null
}

/** Brings them in; returns what lets them go. */
export const joinClassmates = async (services: Services, schoolId: string): Promise<() => Promise<void>> => {
  const system = systemContext(services)
  const { accounts } = await loadRosterAccounts(system, schoolId)
  const idOf = new Map(accounts.map((account) => [account.username, account.id]))
  const contextOf = async (username: string): Promise<Context> => ({
    ...system,
    actor: await loadActor(services, idOf.get(username) ?? newId()),
  })
  const teacher = OFFERED.find((person) => person.role === 'teacher')?.username ?? ''
  const lesson = await liveLesson(await contextOf(teacher))
  const lectureId = lesson?.lecture?.id
  if (!lesson || !lectureId) return async () => {}
  const going: (() => Promise<void>)[] = []
  for (const { username } of OTHER_STUDENTS) {
    const ctx = await contextOf(username)
    if (going.length >= IN_THE_ROOM || ctx.actor?.classes.get(lesson.classId) !== 'student') continue
    const connection = { id: newId(), context: () => ctx, send: () => {}, open: true }
    await lectureTopic.joined?.(ctx, lectureId, connection)
    going.push(async () => lectureTopic.left?.(ctx, lectureId, connection))
  }
  return async () => {
    for (const go of going) await go()
  }
}
