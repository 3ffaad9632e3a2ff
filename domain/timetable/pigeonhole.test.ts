import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crowdOf } from './pigeonhole.ts'

const PLACES = 4

/** Whether all units can be seated, by trying every way. */
const canSeat = (choices: readonly (readonly number[])[], capacity: readonly number[]): boolean => {
  const [first, ...others] = choices
  if (first === undefined) return true
  return first.some(
    (place) =>
      capacity[place]! > 0 &&
      canSeat(
        others,
        capacity.map((room, at) => (at === place ? room - 1 : room)),
      ),
  )
}

describe('units in places', () => {
  it('are a crowd exactly when no way of seating them works, and a crowd has too few places', () => {
    const choices = fc.array(fc.uniqueArray(fc.nat(PLACES - 1)), { maxLength: 7 })
    const capacities = fc.array(fc.nat(3), { minLength: PLACES, maxLength: PLACES })
    fc.assert(
      fc.property(choices, capacities, (all, capacity) => {
        const crowd = crowdOf(all, capacity)
        expect(crowd === null).toBe(canSeat(all, capacity))
        if (crowd === null) return
        const room = crowd.places.reduce((sum, place) => sum + capacity[place]!, 0)
        expect(crowd.units.length).toBeGreaterThan(room)
        for (const unit of crowd.units) for (const place of all[unit]!) expect(crowd.places).toContain(place)
      }),
      { numRuns: 500 },
    )
  })
})
