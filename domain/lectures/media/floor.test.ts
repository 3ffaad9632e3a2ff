import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  FLOORS,
  type FloorChange,
  type FloorState,
  firstFloor,
  floorOf,
  hasFloor,
  maySend,
  SMALL_CLASS,
  SOURCES,
  withChange,
  withChanges,
} from './floor.ts'

const PEOPLE = ['a', 'b', 'c', 'd']
const person = fc.constantFrom(...PEOPLE)
const floor = fc.constantFrom(...FLOORS)
const change: fc.Arbitrary<FloorChange> = fc.oneof(
  fc.record({ what: fc.constantFrom('give' as const, 'take' as const), floor, accountId: person }),
  fc.record({ what: fc.constantFrom('open' as const, 'close' as const), floor }),
)
const state = fc
  .tuple(fc.nat({ max: 40 }), fc.array(change, { maxLength: 12 }))
  .map(([students, changes]) => changes.reduce(withChange, firstFloor(students)))

const pupil = (accountId: string) => ({ accountId, moderator: false })
const holders = (of: FloorState) =>
  FLOORS.map((one) => PEOPLE.filter((accountId) => hasFloor(of, one, pupil(accountId))))

describe('the floor', () => {
  test('whoever leads may always send everything', () => {
    fc.assert(
      fc.property(state, person, (of, accountId) => {
        expect(maySend(of, { accountId, moderator: true })).toEqual([...SOURCES])
      }),
    )
  })

  test('given is had and taken is gone, by that person and that floor alone', () => {
    fc.assert(
      fc.property(state, person, floor, fc.boolean(), (of, accountId, one, give) => {
        const next = withChange(of, { what: give ? 'give' : 'take', floor: one, accountId })
        for (const other of FLOORS)
          for (const who of PEOPLE) {
            const expected = other === one && who === accountId ? give : hasFloor(of, other, pupil(who))
            expect(hasFloor(next, other, pupil(who))).toBe(expected)
          }
      }),
    )
  })

  test('opened all may, closed nobody may, whatever was before', () => {
    fc.assert(
      fc.property(state, floor, fc.boolean(), (of, one, open) => {
        const next = withChange(of, { what: open ? 'open' : 'close', floor: one })
        for (const who of [...PEOPLE, 'never seen']) expect(hasFloor(next, one, pupil(who))).toBe(open)
        for (const other of FLOORS) if (other !== one) expect(next[other]).toBe(of[other])
      }),
    )
  })

  test('an act twice is the act once, and the number rises exactly when something changed', () => {
    fc.assert(
      fc.property(state, change, (of, act) => {
        const once = withChange(of, act)
        expect(withChange(once, act)).toBe(once)
        expect(once.no - of.no).toBe(once === of ? 0 : 1)
        if (once === of) expect(holders(once)).toEqual(holders(of))
      }),
    )
  })

  test('several acts together end as one after the other, with one new number or none', () => {
    fc.assert(
      fc.property(state, fc.array(change, { maxLength: 6 }), (of, acts) => {
        const next = withChanges(of, acts)
        expect(holders(next)).toEqual(holders(acts.reduce(withChange, of)))
        expect(next.no - of.no).toBe(next === of ? 0 : 1)
        expect(withChanges(next, acts)).toBe(next)
      }),
    )
  })

  test('what is kept is only the exceptions, each once', () => {
    fc.assert(
      fc.property(state, (of) => {
        for (const one of FLOORS) expect(new Set(of[one].except).size).toBe(of[one].except.length)
      }),
    )
  })

  test('a small class begins with all allowed, a large one with the teacher alone, no screen in either', () => {
    expect(maySend(firstFloor(SMALL_CLASS), pupil('a'))).toEqual(['microphone', 'camera'])
    expect(maySend(firstFloor(SMALL_CLASS + 1), pupil('a'))).toEqual([])
  })

  test('the sound of a screen goes with the screen', () => {
    expect(floorOf('screen-sound')).toBe('screen')
    const given = withChange(firstFloor(30), { what: 'give', floor: 'screen', accountId: 'a' })
    expect(maySend(given, pupil('a'))).toEqual(['screen', 'screen-sound'])
  })
})
