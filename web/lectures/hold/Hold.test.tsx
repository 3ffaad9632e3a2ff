import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { listMembers } from '#domain/classes/contract.ts'
import * as contract from '#domain/lectures/contract.ts'
import * as hold from '#domain/lectures/hold/contract.ts'
import { NO_HOLD } from '#domain/lectures/hold/state.ts'
import { NO_FLOOR } from '#domain/lectures/media/floor.ts'
import { Problem } from '#domain/problem.ts'
import { type FakeServer, fakeServer } from '../../realtime/testing.ts'
import { press, sees, until } from '../../ui/testing/person.ts'
import { become, drawScreen } from '../../ui/testing/screen.tsx'
import { changesIn, type Door, door, serve, somebody } from '../../ui/testing/server.ts'
import LessonRoomScreen from '../LessonRoomScreen.tsx'
import { liveLesson } from '../testing.ts'

vi.mock('../../boards/Board.tsx', () => ({ default: () => null }))

let server: FakeServer
beforeEach(() => {
  server = fakeServer()
})
afterEach(() => server.stop())

const view = (moderator: boolean, waiting = 0): contract.RoomView => ({
  lesson: liveLesson('now'),
  lectureId: 'lecture',
  no: 0,
  at: '2026-11-30T08:00:00.000Z',
  moderator,
  boardId: 'board',
  channel: null,
  people: [],
  hands: [],
  floor: NO_FLOOR,
  hold: { ...NO_HOLD, door: { ...NO_HOLD.door, waiting } },
  engine: { kind: 'none', capabilities: { audio: false, video: false, screen: false } as never },
})

const open = async (role: 'teacher' | 'student', doors: readonly Door[]) => {
  const asked = serve([
    ...doors,
    door(contract.getLesson, () => liveLesson('now')),
    door(listMembers, () => ({ members: [] })),
  ])
  become(somebody('emma', role, ['algebra']))
  const root = await drawScreen(LessonRoomScreen, '/lesson/:lessonId', '/lesson/now')
  return { root, changes: () => changesIn(asked).filter(({ name }) => !name.endsWith('/join')) }
}
const kept = (code: 'waits-at-door' | 'sent-out') => () => {
  throw new Problem('forbidden', { code })
}
const told = (isIn: boolean) =>
  server.publish('account:emma', hold.entryChanged.name, {
    lessonId: 'now',
    lectureId: 'lecture',
    in: isIn,
  })

test('who waits sees a calm word, and comes in by themselves when let in', async () => {
  let admitted = false
  const { root } = await open('student', [
    door(contract.joinLecture, () => (admitted ? view(false) : kept('waits-at-door')())),
  ])
  await sees(root, 'You will be let in soon')
  admitted = true
  await until(() => {
    told(true)
    expect(root.textContent).toContain('Raise hand')
  })
})

test('who is sent out sees it at once, and comes in again when let in', async () => {
  const { root } = await open('student', [door(contract.joinLecture, () => view(false))])
  await sees(root, 'Raise hand')
  await until(() => {
    told(false)
    expect(root.textContent).toContain('You are not in this lesson now')
  })
  await until(() => {
    told(true)
    expect(root.textContent).toContain('Raise hand')
  })
})

test('who leads sees who waits above the room and lets them in with one tap', async () => {
  const mia = { id: 'mia', displayName: 'Mia Sun', since: '2026-11-30T08:00:00.000Z' }
  const { root, changes } = await open('teacher', [
    door(contract.joinLecture, () => view(true, 1)),
    door(hold.listAtDoor, () => ({ waiting: [mia], out: [] })),
    door(hold.admit, () => ({ ok: true as const })),
  ])
  await sees(root, 'Mia Sun waits')
  await press(root, 'Let in')
  await until(() => expect(changes().map(({ input }) => input)).toEqual([{ accountId: 'mia' }]))
})

test('the countdown goes by the clock of the server, and who leads prolongs and ends it', async () => {
  const at = new Date(Date.now() + 3_600_000)
  const timer = { endsAt: null, leftMs: 65_000 }
  const { root, changes } = await open('teacher', [
    door(contract.joinLecture, () => {
      const room = view(true)
      return { ...room, at: at.toISOString(), hold: { ...room.hold, timer } }
    }),
    door(hold.listAtDoor, () => ({ waiting: [], out: [] })),
    door(hold.setTimer, () => ({ timer })),
  ])
  await sees(root, '1:05', 'Go on')
  await press(root, '+1 minute')
  await until(() => expect(changes().map(({ input }) => input)).toEqual([{ what: 'add', seconds: 60 }]))
  const started = { timer: { endsAt: new Date(at.getTime() + 600_000).toISOString(), leftMs: null } }
  await until(() => {
    server.publish('lecture:lecture', hold.timerChanged.name, started)
    expect(root.querySelector('[role=timer]')?.textContent).toMatch(/^(10:00|9:5\d)$/)
  })
  server.publish('lecture:lecture', hold.timerChanged.name, { timer: null })
  await until(() => expect(root.querySelector('[role=timer]')).toBeNull())
})

test('who is asked to unmute decides, and the question goes', async () => {
  const { root } = await open('student', [door(contract.joinLecture, () => view(false))])
  await sees(root, 'Raise hand')
  await until(() => {
    server.publish('account:emma', hold.unmuteAsked.name, { lectureId: 'lecture' })
    expect(root.textContent).toContain('The teacher asks you to turn on your microphone.')
  })
  await press(root, 'Not now')
  await until(() => expect(root.textContent).not.toContain('asks you to turn on'))
})

const emma = {
  id: 'emma',
  displayName: 'Emma Zhang',
  role: 'student' as const,
  joinedAt: '2026-11-30T08:00:00.000Z',
}
const leo = { ...emma, id: 'leo', displayName: 'Leo Ma' }
const soon = () => new Date(Date.now() + 3_600_000).toISOString()
const now = (moderator: boolean, hold: Partial<contract.RoomView['hold']> = {}) => {
  const room = view(moderator)
  return { ...room, at: new Date().toISOString(), people: [emma, leo], hold: { ...room.hold, ...hold } }
}

test('a pupil answers without a word, and takes it back by choosing it again', async () => {
  const { root, changes } = await open('student', [
    door(contract.joinLecture, () => now(false)),
    door(hold.giveFeedback, () => ({ ok: true as const })),
  ])
  await press(root, 'Answer')
  await press(root, 'Slower')
  await until(() => expect(root.querySelector('[aria-checked=true]')?.textContent).toContain('Slower'))
  root.querySelector<HTMLElement>('[aria-checked=true]')?.click()
  await until(() => expect(changes().map(({ input }) => input)).toEqual([{ kind: 'slower' }, { kind: null }]))
})

test('who leads sees how many say what and who, and clears it; what is old or of who has gone is not counted', async () => {
  const said = [
    { accountId: 'emma', kind: 'slower' as const, until: soon() },
    { accountId: 'gone', kind: 'slower' as const, until: soon() },
    { accountId: 'leo', kind: 'yes' as const, until: '2026-11-30T08:00:00.000Z' },
  ]
  const { root, changes } = await open('teacher', [
    door(contract.joinLecture, () => now(true, { feedback: said })),
    door(hold.listAtDoor, () => ({ waiting: [], out: [] })),
    door(hold.clearFeedback, () => ({ ok: true as const })),
  ])
  await sees(root, 'Slower: 1')
  expect(root.textContent).not.toContain('Yes:')
  await press(root, 'Slower: 1')
  await sees(root, 'Emma Zhang')
  await press(root, 'Clear')
  await until(() => expect(changes().map(({ name }) => name)).toEqual([expect.stringContaining('/feedback')]))
  await until(() => expect(root.textContent).not.toContain('Slower: 1'))
})

test('who leads lets a pupil share their screen in place of another with one tap', async () => {
  const { root, changes } = await open('teacher', [
    door(contract.joinLecture, () => now(true, { screen: { sharerId: 'emma', askIds: ['leo'] } })),
    door(hold.listAtDoor, () => ({ waiting: [], out: [] })),
    door(hold.answerAsk, () => ({ sharerId: 'emma', askIds: [] })),
  ])
  await sees(root, 'Leo Ma asks to share their screen.')
  await press(root, 'Let them')
  await until(() => expect(changes().map(({ input }) => input)).toEqual([{ accountId: 'leo', yes: true }]))
  expect(root.textContent).not.toContain('asks to share')
})

test('who asked to share is told that they wait, and what the word is', async () => {
  const { root } = await open('student', [
    door(contract.joinLecture, () => now(false, { screen: { sharerId: 'leo', askIds: ['emma'] } })),
  ])
  await sees(root, 'You asked to share your screen. Leo Ma or the teacher decides.')
  await until(() => {
    server.publish('lecture:lecture', hold.screenAsked.name, { askIds: [] })
    server.publish('account:emma', hold.screenAnswered.name, { lectureId: 'lecture', yes: true })
    expect(root.textContent).toContain('You may share your screen now.')
  })
})
