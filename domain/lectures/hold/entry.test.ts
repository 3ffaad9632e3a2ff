import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CLASS_ROLES } from '../../permission.ts'
import { type Comer, ENTRIES, standingOf, WAITING_ROOMS } from './entry.ts'

type Door = Parameters<typeof standingOf>[0]
const door = fc.record({ waitingRoom: fc.constantFrom(...WAITING_ROOMS), locked: fc.boolean() })
const comer: fc.Arbitrary<Comer> = fc.record({
  leads: fc.boolean(),
  role: fc.option(fc.constantFrom(...CLASS_ROLES)),
  entry: fc.option(fc.constantFrom(...ENTRIES)),
  wasIn: fc.boolean(),
})
const holds = (rule: (of: Door, who: Comer) => void) =>
  fc.assert(
    fc.property(door, comer, (of, who) => {
      rule(of, who)
    }),
  )

test('whoever leads is never kept out, not even when sent out before they led', () => {
  holds((of, who) => expect(standingOf(of, { ...who, leads: true })).toBe('in'))
})

test('who was sent out stays out, whatever the door', () => {
  holds((of, who) => expect(standingOf(of, { ...who, leads: false, entry: 'out' })).toBe('out'))
})

test('who was in, or was let in, comes back through any door', () => {
  holds((of, who) => {
    const again = { ...who, leads: false }
    expect(standingOf(of, { ...again, entry: 'in' })).toBe('in')
    if (who.entry !== 'out') expect(standingOf(of, { ...again, wasIn: true })).toBe('in')
  })
})

test('a pupil who comes first waits at a locked door or where all wait, a guest also where guests wait', () => {
  const first = (role: 'student' | 'guest'): Comer => ({ leads: false, role, entry: null, wasIn: false })
  const through = (waitingRoom: (typeof WAITING_ROOMS)[number], locked: boolean) =>
    (['student', 'guest'] as const).filter(
      (role) => standingOf({ waitingRoom, locked }, first(role)) === 'in',
    )
  expect(through('off', false)).toEqual(['student', 'guest'])
  expect(through('guests', false)).toEqual(['student'])
  expect(through('all', false)).toEqual([])
  for (const waitingRoom of WAITING_ROOMS) expect(through(waitingRoom, true)).toEqual([])
})
