import { boardFor } from '#api/boards/access.ts'
import { BoardRoom } from '#api/boards/room.ts'
import { callOnHand, raiseHand } from '#api/lectures/hand.ts'
import { startLecture } from '#api/lectures/lecture.ts'
import { recordPresence } from '#api/lectures/presence.ts'
import { sendMessage } from '#api/messages/message.ts'
import { newId } from '#domain/ids.ts'
import { inTransaction } from '#platform/context.ts'
import { drawing } from './drawing.ts'
import { plan } from './lessons.ts'
import { OFFERED } from './people.ts'
import type { FilledClass } from './school.ts'
import { minutesFrom, type Story } from './story.ts'

/** What is planned for today, whatever day it is: a lesson is live, and another comes later. */

const DOUBLE_LESSON_MINUTES = 90
const STEP = 5 * 60_000

const chat: readonly [when: string, who: string, words: string][] = [
  ['-11m', 'teacher', 'Good morning! Please open the board. 请大家打开白板。'],
  ['-10m', 'lucas.moreau', 'Good morning!'],
  ['-10m', 'wang.yuxuan', '老师好'],
  ['-8m', 'noah.fischer', 'Is k the number in front of x?'],
  ['-8m', 'assistant', 'Yes. And b is where the line crosses the y-axis.'],
  ['-6m', 'xu.haoyu', '红线的 k 是负的，所以往下走？'],
  ['-6m', 'teacher', '对！ A negative slope falls as you go right.'],
  ['-3m', 'leo.zhang', 'x = 63/26, I put it on the board'],
  ['-2m', 'teacher', 'Who can check it by putting x back in?'],
]

/** The students who are in the live lesson: nobody one can sign in as, so that those come in as themselves. */
export const classmates = (one: Pick<FilledClass, 'students'>): string[] =>
  one.students.filter((username) => !OFFERED.some((offered) => offered.username === username)).slice(0, 31)

const fillBoard = async (story: Story, boardId: string, teacher: string): Promise<void> => {
  const shapes = drawing()
  for (const [who, elements] of [
    [teacher, shapes.teacher],
    ['leo.zhang', shapes.student],
  ] as const) {
    const ctx = await story.as(who, story.now)
    const room = new BoardRoom(story.services, await boardFor(ctx, boardId, 'board.draw'))
    const { denied } = await room.edit(ctx, { elements, ink: [] })
    if (denied.length > 0) throw new Error(`the board refused ${denied.map(({ id }) => id).join(', ')}`)
  }
}

const raiseHands = async (story: Story, lectureId: string, teacher: string): Promise<void> => {
  const first = newId()
  await raiseHand(await story.as('noah.fischer', story.at('-4m')), lectureId, first)
  await raiseHand(await story.as('chen.zihan', story.at('-2m')), lectureId, newId())
  await raiseHand(await story.as('sophie.laurent', story.at('-1m')), lectureId, newId())
  await callOnHand(await story.as(teacher, story.at('-1m')), lectureId, first)
}

const goLive = async (story: Story, one: FilledClass): Promise<void> => {
  const [teacher] = one.teachers
  const startsAt = new Date(Math.floor(story.at('-10m').getTime() / STEP) * STEP)
  const endsAt = minutesFrom(startsAt, DOUBLE_LESSON_MINUTES)
  const id = await plan(story, one, {
    title: 'Linear functions: slope and intercept 一次函数',
    startsAt,
    endsAt,
  })
  const opened = minutesFrom(startsAt, -2)
  const { lecture } = await startLecture(await story.as(teacher, opened), id, { anotherDay: true })
  if (!lecture) throw new Error('the lesson did not start')
  const here = classmates(one).map((username, n) => ({
    accountId: story.idOf(username),
    joinedAt: minutesFrom(opened, (n % 9) / 3),
    leftAt: story.now,
  }))
  await inTransaction(story.system(story.now), (tx) => recordPresence(tx, lecture.id, here))
  for (const [when, who, body] of chat)
    await sendMessage(await story.as(who, story.at(when)), lecture.channelId, {
      id: newId(),
      body,
      fileIds: [],
    })
  await raiseHands(story, lecture.id, teacher)
  await fillBoard(story, lecture.boardId, teacher)
}

/** Some hours from now, or when school begins next if that is at night. */
const duringSchool = (story: Story, hours: number): Date => {
  const at = new Date(Math.ceil(minutesFrom(story.now, hours * 60).getTime() / STEP) * STEP)
  if (at < story.at('0 08:00')) return minutesFrom(story.at('0 06:00'), hours * 60)
  return at > story.at('0 19:00') ? minutesFrom(story.at('1 06:00'), hours * 60) : at
}

/** Today's lessons: mathematics is live, physics comes in two hours, literature in three. */
export const holdToday = async (story: Story, one: FilledClass): Promise<void> => {
  if (one.key === 'mathematics') return goLive(story, one)
  const startsAt = duringSchool(story, one.key === 'physics' ? 2 : 3)
  const title = one.key === 'physics' ? 'Lab: buoyancy' : '写作：学写故事'
  await plan(story, one, { title, startsAt, endsAt: minutesFrom(startsAt, 45) })
}
