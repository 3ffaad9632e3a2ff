import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Candidate, pick } from './picker.ts'

const seed = fc.double({ min: 0, max: 0.999_999, noNaN: true })
const crowd = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 30 }).chain((ids) =>
  fc.tuple(
    ...ids.map((id) =>
      fc.record({
        id: fc.constant(id),
        picked: fc.constant(0),
        called: fc.nat({ max: 3 }),
        talkMs: fc.nat({ max: 29_999 }),
      }),
    ),
  ),
)

test('nobody is picked again before all were, for as many rounds as one likes', () => {
  fc.assert(
    fc.property(crowd, fc.array(seed, { minLength: 90, maxLength: 90 }), (people, seeds) => {
      const now = people.map((one): Candidate => ({ ...one }))
      for (const at of seeds) {
        const found = now.find(({ id }) => id === pick(now, at))
        expect(found).toBeDefined()
        if (found) found.picked += 1
        const counts = now.map(({ picked }) => picked)
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
      }
    }),
  )
})

test('of those whose turn it is, one of those who were called on least', () => {
  fc.assert(
    fc.property(crowd, seed, (people, at) => {
      const found = people.find(({ id }) => id === pick(people, at))
      expect(found?.called).toBe(Math.min(...people.map(({ called }) => called)))
    }),
  )
})

test('who talked for long counts as called on, and a few seconds more decide nothing', () => {
  const talker = { id: 'a', picked: 0, called: 0, talkMs: 90_000 }
  const quiet = [5_000, 12_000].map((talkMs, at) => ({ id: `q${at}`, picked: 0, called: 0, talkMs }))
  const called = { id: 'z', picked: 0, called: 1, talkMs: 0 }
  const found = [0, 0.2, 0.4, 0.6, 0.8].map((at) => pick([talker, ...quiet, called], at))
  expect([...new Set(found)].sort()).toEqual(['q0', 'q1'])
})

test('chance decides among equals alike, and among nobody nobody', () => {
  const equal = ['a', 'b', 'c', 'd'].map((id) => ({ id, picked: 1, called: 2, talkMs: 0 }))
  expect([0, 0.25, 0.5, 0.75, 0.999].map((at) => pick(equal, at))).toEqual(['a', 'b', 'c', 'd', 'd'])
  expect(pick([], 0.5)).toBeNull()
})
