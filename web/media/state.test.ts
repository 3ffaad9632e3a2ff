import { expect, test } from 'vitest'
import { problemIn } from './devices.ts'
import { applyOwn, applyRelay, FIRST_STATE, pauseBefore } from './state.ts'

const live = applyOwn(
  applyRelay(FIRST_STATE, {
    t: 'welcome',
    session: 's',
    resumed: false,
    up: { microphone: '0', camera: '1', screen: '2', 'screen-sound': '3' },
    floor: FIRST_STATE.floor,
    people: 3,
  }),
  { t: 'opened', source: 'microphone' },
)

test('a mute turns the own microphone off and says whether it may be opened again', () => {
  const sending = applyRelay(live, { t: 'sending', sources: ['microphone'] })
  const muted = applyRelay(sending, { t: 'muted', source: 'microphone', mayUnmute: true })
  expect([muted.open, muted.sending, muted.problems]).toEqual([[], [], { microphone: 'muted' }])
  const taken = applyRelay(sending, { t: 'muted', source: 'microphone', mayUnmute: false })
  expect(taken.problems).toEqual({ microphone: 'no-floor' })
  expect(applyOwn(muted, { t: 'opened', source: 'microphone' }).problems).toEqual({})
})

test('a line that breaks keeps what was seen and what was turned on; after the end nothing comes back', () => {
  const again = applyOwn(live, { t: 'lost' })
  expect([again.phase, again.open]).toEqual(['again', ['microphone']])
  expect(applyOwn({ ...live, phase: 'over' }, { t: 'lost' }).phase).toBe('over')
})

test('an older floor that comes late changes nothing', () => {
  const newer = applyRelay(live, { t: 'floor', floor: { ...live.floor, no: 7 } })
  expect(applyRelay(newer, { t: 'floor', floor: { ...live.floor, no: 6 } })).toBe(newer)
})

test('tries are quick at first and never far apart', () => {
  for (let tries = 0; tries < 50; tries += 1)
    for (const spread of [0, 0.5, 1]) expect(pauseBefore(tries, spread)).toBeLessThan(4_000)
  expect(pauseBefore(0, 1)).toBeLessThanOrEqual(100)
})

test.each([
  ['NotAllowedError', 'Permission denied', 'denied'],
  ['NotAllowedError', 'Permission denied by system', 'system'],
  ['NotAllowedError', 'Permissions policy: camera is not allowed', 'policy'],
  ['NotFoundError', '', 'missing'],
  ['OverconstrainedError', '', 'missing'],
  ['NotReadableError', '', 'busy'],
  ['SecurityError', '', 'policy'],
  ['Odd', '', 'failed'],
])('what a browser says by %s %s is %s', (name, message, code) => {
  expect(problemIn(Object.assign(new Error(message), { name }))).toBe(code)
})
