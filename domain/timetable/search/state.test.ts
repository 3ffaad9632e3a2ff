import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALL_KINDS, arbitraryInstance } from '../arbitrary.ts'
import { costOf } from '../cost.ts'
import type { Instance, RuleKind } from '../instance.ts'
import { anneal, createAnnealer, MIX } from './anneal.ts'
import { createChange } from './change.ts'
import { compile } from './compile.ts'
import { construct } from './construct.ts'
import { tryExchange } from './moves.ts'
import { createRandom } from './random.ts'
import { delta, type State, timetableOf } from './state.ts'

/** A timetable of the instance with its costs, after some random moves at a heat where most are made. */
const shaken = (instance: Instance, seed: number, moves: number): State => {
  const random = createRandom(seed)
  const state = construct(compile(instance), random)
  const { hard, soft } = costOf(instance, timetableOf(state.model, state))
  Object.assign(state, { hard, soft })
  const annealer = createAnnealer(state.model, random, { ...MIX, courseRoom: 16, periods: 256 })
  const best = { slot: state.slot.slice(), room: state.room.slice(), hard, soft }
  anneal(annealer, state, best, { hardWeight: 10, softWeight: 1, temperature: 30, most: 0 }, moves)
  const found = costOf(instance, timetableOf(state.model, best))
  expect({ hard: best.hard, soft: best.soft }).toEqual({ hard: found.hard, soft: found.soft })
  return state
}

const agrees = (kinds: readonly RuleKind[], runs: number) =>
  fc.assert(
    fc.property(arbitraryInstance(kinds), fc.nat(1_000_000), (instance, seed) => {
      const state = shaken(instance, seed, 300)
      const { hard, soft } = costOf(instance, timetableOf(state.model, state))
      expect({ hard: state.hard, soft: state.soft }).toEqual({ hard, soft })
    }),
    { numRuns: runs },
  )

describe('the cost that follows each move', () => {
  for (const kind of ALL_KINDS) {
    it(`is the cost from nothing under rules of kind ${kind}`, () => agrees([kind], 30))
  }

  it('is the cost from nothing under any mixture of rules', () => agrees(ALL_KINDS, 150))

  it('is the cost from nothing when a lesson exchanges with one that has no room', () => {
    fc.assert(
      fc.property(arbitraryInstance(['room-capacity']), fc.nat(1_000_000), (instance, seed) => {
        const state = shaken(instance, seed, 50)
        const { model } = state
        const lesson = seed % model.lessons.length
        const others = (values: Int32Array) => values.filter((_, other) => other !== lesson)
        const before = [others(state.slot), others(state.room)]
        const limit = { hardWeight: 10, softWeight: 1, temperature: 30, most: Number.POSITIVE_INFINITY }
        tryExchange(state, createChange(model), lesson, state.slot[lesson]!, model.rooms, limit)
        expect([others(state.slot), others(state.room)]).toEqual(before)
        expect(state.hard).toBe(costOf(instance, timetableOf(model, state)).hard)
      }),
    )
  })

  it('is known before the move for every place of a lesson', () => {
    fc.assert(
      fc.property(arbitraryInstance(ALL_KINDS), fc.nat(1_000_000), (instance, seed) => {
        const state = shaken(instance, seed, 50)
        const { model } = state
        const lesson = seed % model.lessons.length
        const before = { slot: state.slot.slice(), room: state.room.slice() }
        for (let slot = 0; slot < model.slots; slot += 1) {
          if ((slot % model.periods) + model.length[lesson]! > model.periods) continue
          before.slot[lesson] = slot
          const after = costOf(instance, timetableOf(model, before))
          const packed = delta(state, lesson, slot, state.room[lesson]!)
          // Who is in the room there is not looked at by a delta, so it is left out of the comparison.
          const taken = after.rules.find((rule) => rule.kind === 'room-taken')!.amount
          expect(packed).toBe((after.hard - taken - state.hard) * (1 << 22) + after.soft - state.soft)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('never has two lessons in one room', () => {
    fc.assert(
      fc.property(arbitraryInstance(['room-stability', 'same-time']), fc.nat(1_000_000), (instance, seed) => {
        const state = shaken(instance, seed, 300)
        const cost = costOf(instance, timetableOf(state.model, state))
        const amounts = cost.rules.map((rule) => [rule.kind, rule.amount])
        expect(amounts).toContainEqual(['room-taken', 0])
        expect(amounts).toContainEqual(['not-placed', 0])
      }),
      { numRuns: 50 },
    )
  })
})
