import { expect, test } from 'vitest'
import { type FloorChange, type FloorState, firstFloor, withChange } from '#domain/lectures/media/floor.ts'
import { FloorKeeper } from './keeper.ts'

const TEACHER = 'teacher'
const SAM = 'sam'
const MIA = 'mia'
const CLOSED = firstFloor(30)
const OPEN = firstFloor(3)

const keeperFor = (accountId: string, moderator: boolean) => {
  const given: unknown[][] = []
  const keeper = new FloorKeeper({ accountId, moderator }, (...command) => given.push(command))
  /** What was commanded since the last time. */
  const commands = () => given.splice(0)
  return { keeper, commands }
}
const after = (floor: FloorState, ...changes: FloorChange[]) => changes.reduce(withChange, floor)

test('a class where the teacher alone speaks is one where nobody can unmute; who has the floor already is let', () => {
  const { keeper, commands } = keeperFor(TEACHER, true)
  keeper.came('p1', SAM)
  keeper.came('p2', MIA)
  commands()
  keeper.keepTo(after(CLOSED, { what: 'give', floor: 'microphone', accountId: SAM }))
  expect(commands()).toEqual([['askToUnmute', 'p1']])
  keeper.keepTo(after(CLOSED, { what: 'give', floor: 'microphone', accountId: SAM }))
  expect(commands()).toEqual([])
})

test('only I speak: moderation is on, and whoever speaks is muted once', () => {
  const { keeper, commands } = keeperFor(TEACHER, true)
  keeper.keepTo(OPEN)
  commands()
  keeper.keepTo(after(OPEN, { what: 'close', floor: 'microphone' }))
  expect(commands()).toEqual([
    ['toggleModeration', true, 'audio'],
    ['muteEveryone', 'audio'],
  ])
})

test('a floor that is taken back is refused and muted; all may speak ends it', () => {
  const { keeper, commands } = keeperFor(TEACHER, true)
  keeper.keepTo(CLOSED)
  keeper.came('p1', SAM)
  commands()
  const given = after(CLOSED, { what: 'give', floor: 'microphone', accountId: SAM })
  keeper.keepTo(given)
  keeper.keepTo(after(given, { what: 'take', floor: 'microphone', accountId: SAM }))
  expect(commands()).toEqual([
    ['askToUnmute', 'p1'],
    ['rejectParticipant', 'p1', 'audio'],
    ['muteRemoteParticipant', 'p1', 'audio'],
  ])
  keeper.keepTo(after(CLOSED, { what: 'open', floor: 'microphone' }))
  expect(commands()).toEqual([['toggleModeration', false, 'audio']])
})

test('somebody with the floor who comes back is let again, and leaving twice is leaving once', () => {
  const { keeper, commands } = keeperFor(TEACHER, true)
  keeper.keepTo(after(CLOSED, { what: 'give', floor: 'camera', accountId: SAM }))
  commands()
  keeper.came('p1', SAM)
  keeper.went('p1')
  keeper.went('p1')
  keeper.came('p9', SAM)
  expect(commands()).toEqual([
    ['approveVideo', 'p1'],
    ['approveVideo', 'p9'],
  ])
})

test('a student’s own page turns off what may not be sent, once, and gives no command to others', () => {
  const { keeper, commands } = keeperFor(SAM, false)
  keeper.keepTo(OPEN)
  keeper.came('p2', MIA)
  keeper.sends({ microphone: true, camera: true })
  expect(commands()).toEqual([])
  keeper.keepTo(after(OPEN, { what: 'close', floor: 'microphone' }))
  keeper.sends({ camera: true })
  expect(commands()).toEqual([['toggleAudio']])
  // It was turned on again over there.
  keeper.sends({ microphone: true, screen: true })
  expect(commands()).toEqual([['toggleAudio'], ['toggleShareScreen']])
})
