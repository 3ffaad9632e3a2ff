import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { listMembers } from '#domain/classes/contract.ts'
import * as contract from '#domain/lectures/contract.ts'
import type { Hand } from '#domain/lectures/hand-queue.ts'
import { NO_HOLD } from '#domain/lectures/hold/state.ts'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { NO_FLOOR } from '#domain/lectures/media/floor.ts'
import { Problem } from '#domain/problem.ts'
import { type FakeServer, fakeServer } from '../realtime/testing.ts'
import { address } from '../ui/testing/draw.tsx'
import { hrefOf, offers, press, sees, until } from '../ui/testing/person.ts'
import { become, drawScreen } from '../ui/testing/screen.tsx'
import { changesIn, type Door, door, serve, somebody } from '../ui/testing/server.ts'
import LessonRoomScreen from './LessonRoomScreen.tsx'
import { aLesson, endedLesson, liveLesson } from './testing.ts'

// The board has tests of its own; its drawing surface is the heaviest part of the client.
vi.mock('../boards/Board.tsx', () => ({ default: () => null }))

let server: FakeServer
beforeEach(() => {
  server = fakeServer()
})
afterEach(() => server.stop())

const aHand = (accountId: string, displayName: string, second: number): Hand => ({
  id: `hand-${accountId}`,
  accountId,
  displayName,
  raisedAt: `2026-11-30T08:00:0${second}.000Z`,
  calledAt: null,
})
const person = (id: string, displayName: string, role: 'teacher' | 'student') => ({
  id,
  displayName,
  role,
  joinedAt: '2026-11-30T08:00:00.000Z',
})

const view = (change: Partial<contract.RoomView> = {}): contract.RoomView => ({
  lesson: liveLesson('now'),
  lectureId: 'lecture',
  no: 0,
  at: '2026-11-30T08:00:00.000Z',
  moderator: false,
  boardId: 'board',
  channel: null,
  people: [person('chen', 'Chen Jing', 'teacher'), person('emma', 'Emma Li', 'student')],
  hands: [],
  floor: NO_FLOOR,
  hold: NO_HOLD,
  engine: { kind: 'none', capabilities: { audio: false, video: false, screen: false } as never },
  ...change,
})

const open = async (
  me: ReturnType<typeof somebody>,
  lesson: Lesson,
  doors: readonly Door[] = [],
  room: contract.RoomView = view(),
) => {
  const asked = serve([
    ...doors,
    door(contract.getLesson, () => lesson),
    door(contract.joinLecture, () => room),
    door(listMembers, () => ({ members: [] })),
  ])
  become(me)
  const root = await drawScreen(LessonRoomScreen, '/lesson/:lessonId', '/lesson/now')
  const changes = () => changesIn(asked).filter(({ name }) => !name.endsWith('/join'))
  return { root, asked, changes }
}
const student = () => somebody('emma', 'student', ['algebra'])
const teacher = () => somebody('chen', 'teacher', ['algebra'])
const leading = (hands: Hand[] = []) => view({ moderator: true, hands })

test('who comes before the start waits with a word, and comes in by themselves when it starts', async () => {
  const { root } = await open(student(), aLesson('now', 10))
  await sees(root, 'You come in by yourself as soon as the teacher starts it.')
  expect(offers(root, 'Start lesson')).toBe(false)
  await until(() => expect(server.subscribes()).toContain('class:algebra'))
  await until(() => {
    server.publish('class:algebra', contract.lectureStarted.name, { lesson: liveLesson('now') })
    expect(offers(root, 'Raise hand')).toBe(true)
  })
  await until(() => expect(server.subscribes()).toContain('lecture:lecture'))
})

test('a teacher starts the lesson from here, once however often it is pressed', async () => {
  const { changes, root } = await open(teacher(), aLesson('now', 10), [
    door(contract.startLesson, () => liveLesson('now')),
  ])
  await press(root, 'Start lesson')
  await press(root, 'Start lesson').catch(() => {})
  await until(() => expect(changes().length).toBeGreaterThan(0))
  expect(changes()).toHaveLength(1)
})

test('a hand goes up at once with its place, and down again; each is one request', async () => {
  const { root, changes } = await open(
    student(),
    liveLesson('now'),
    [
      door(contract.raiseHand, (_, { id }) => ({ ...aHand('emma', 'Emma Li', 5), id })),
      door(contract.lowerHand, () => ({ ok: true as const })),
    ],
    view({ hands: [aHand('leo', 'Leo Wang', 1)] }),
  )
  await press(root, 'Raise hand')
  await sees(root, 'Your hand is up · number 2', 'Lower hand')
  await press(root, 'Lower hand')
  await until(() => expect(root.textContent).not.toContain('Your hand is up'))
  await until(() => expect(changes()).toHaveLength(2))
  const [raised, lowered] = changes()
  expect(raised?.input).toEqual({ id: lowered?.params.handId })
})

test('a hand the server refuses is down again, with the reason', async () => {
  const { root } = await open(student(), liveLesson('now'), [
    door(contract.raiseHand, () => {
      throw new Problem('conflict', { code: 'lesson-over' })
    }),
  ])
  await press(root, 'Raise hand')
  await sees(root, 'This lesson is over.', 'Raise hand')
  expect(root.textContent).not.toContain('Your hand is up')
})

test('the teacher calls on whoever waits longest, and who had the word before sits down', async () => {
  const hands = [
    { ...aHand('leo', 'Leo Wang', 1), calledAt: '2026-11-30T08:01:00.000Z' },
    aHand('emma', 'Emma Li', 2),
    aHand('mia', 'Mia', 3),
  ]
  const { root, changes } = await open(
    teacher(),
    liveLesson('now'),
    [door(contract.callOnHand, () => ({ ok: true as const }))],
    leading(hands),
  )
  await sees(root, '3 hands up')
  await press(root, 'Call on next')
  await sees(root, '2 hands up')
  await until(() => expect(changes()).toHaveLength(1))
  expect(changes().map(({ name, params }) => [name.split(' ')[0], params.handId])).toEqual([
    ['POST', 'hand-emma'],
  ])
})

test('without a hand there is nobody to call on', async () => {
  const { root } = await open(teacher(), liveLesson('now'), [], leading())
  await until(() => expect(offers(root, 'Call on next')).toBe(true))
  const next = [...root.querySelectorAll('button')].find((one) => one.textContent === 'Call on next')
  expect(next?.disabled).toBe(true)
})

test('who comes and goes is told by the events of the room', async () => {
  const { root } = await open(student(), liveLesson('now'))
  await until(() => expect(server.subscribes()).toContain('lecture:lecture'))
  root.querySelectorAll<HTMLElement>('[role=tab]')[1]?.click()
  await sees(root, '2 here', 'Chen Jing')
  const mia = { person: person('mia', 'Mia Sun', 'student') }
  await until(() => {
    server.publish('lecture:lecture', contract.lectureJoined.name, mia)
    expect(root.textContent).toContain('3 here')
  })
  server.publish('lecture:lecture', contract.lectureLeft.name, { accountId: 'mia' })
  await sees(root, '2 here')
})

test('the teacher ends it after a question that says how many are there; a student cannot', async () => {
  const { root, changes } = await open(
    teacher(),
    liveLesson('now'),
    [door(contract.endLecture, () => endedLesson('now'))],
    leading(),
  )
  await press(root, 'End lesson')
  await sees(root, 'End the lesson for everybody?', '2 people are in the room.')
  expect(changes()).toEqual([])
  await press(root.querySelector('dialog[open]')!, 'End lesson')
  await until(() => expect(changes()).toHaveLength(1))
  await until(() => expect(offers(root, 'Call on next')).toBe(false))
  const other = await open(student(), liveLesson('now'))
  await until(() => expect(offers(other.root, 'Leave')).toBe(true))
  expect(offers(other.root, 'End lesson')).toBe(false)
})

test('when it is over a student is told so and led on', async () => {
  const { root } = await open(student(), endedLesson('now'))
  await sees(root, 'The lesson has ended', 'The board and the chat stay in the lesson.')
  expect(hrefOf(root, 'See the lesson')).toBe('/c/algebra/lessons/now')
  expect(hrefOf(root, 'To Today')).toBe('/today')
})

test('a cancelled lesson, and a room that is not for this person, say so', async () => {
  await sees(
    (await open(student(), aLesson('now', 10, { state: 'cancelled' }))).root,
    'This lesson was cancelled',
  )
  const { root } = await open(student(), liveLesson('now'), [
    door(contract.joinLecture, () => {
      throw new Problem('forbidden')
    }),
  ])
  await sees(root, 'You may not come into this room')
})

test('a room that cannot be entered now is tried again on request', async () => {
  let there = false
  const { root } = await open(student(), liveLesson('now'), [
    door(contract.joinLecture, () => {
      if (!there) throw new Problem('unavailable')
      return view()
    }),
  ])
  await until(() => expect(offers(root, 'Try again')).toBe(true))
  there = true
  await press(root, 'Try again')
  await sees(root, 'Raise hand')
})

test('leaving leads to the lessons of the class', async () => {
  const { root } = await open(student(), liveLesson('now'))
  await press(root, 'Leave')
  await until(() => expect(address()).toBe('/c/algebra/lessons'))
})
