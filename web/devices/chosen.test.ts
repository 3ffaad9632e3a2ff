import { beforeEach, expect, test, vi } from 'vitest'
import { chosenDevices, isCheckDue, keepDevices } from './chosen.ts'
import { distanceOf, roundTrip } from './network.ts'
import { levelOf } from './sound.ts'

beforeEach(() => {
  const kept = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  })
})

const input = (deviceId: string, kind: MediaDeviceKind = 'audioinput') => ({ deviceId, kind })
const laptop = [
  input('default'),
  input('built-in'),
  input('camera', 'videoinput'),
  input('speaker', 'audiooutput'),
]

test('the check comes once on a device, and again only when something changed', () => {
  expect(isCheckDue(laptop)).toBe(true)
  keepDevices({ microphone: 'built-in', camera: null, speaker: null }, laptop)
  expect(chosenDevices()).toMatchObject({ microphone: 'built-in', camera: null, speaker: null })
  expect(isCheckDue(laptop)).toBe(false)
  // Another speaker is no reason to ask: nobody is heard otherwise by it.
  expect(isCheckDue([...laptop, input('headset', 'audiooutput')])).toBe(false)
  expect(isCheckDue([...laptop, input('headset')])).toBe(true)
  expect(isCheckDue(laptop.filter(({ deviceId }) => deviceId !== 'built-in'))).toBe(true)
})

test('a browser that names nothing any more has taken its leave back', () => {
  keepDevices({ microphone: null, camera: null, speaker: null }, laptop)
  expect(isCheckDue([input(''), input('', 'videoinput')])).toBe(true)
  // Where it never named anything, nothing changed: the check would come for ever.
  keepDevices({ microphone: null, camera: null, speaker: null }, [input('')])
  expect(isCheckDue([input('')])).toBe(false)
})

test('silence is nothing on the meter, a full sound all of it, and speech somewhere between', () => {
  expect(levelOf(new Float32Array(64))).toBe(0)
  expect(levelOf(new Float32Array(64).fill(1))).toBe(1)
  const speech = levelOf(new Float32Array(64).fill(0.05))
  expect(speech > 0.4 && speech < 0.7).toBe(true)
})

test('the way to the school is the middle of several, and a lost one is no number', async () => {
  let asked = 0
  expect(await roundTrip(async () => void asked++)).toBeGreaterThanOrEqual(0)
  expect(asked).toBe(5)
  await expect(roundTrip(() => Promise.reject(new TypeError('no line')))).rejects.toThrow('no line')
  expect([20, 200, 900].map(distanceOf)).toEqual(['near', 'far', 'veryFar'])
})
