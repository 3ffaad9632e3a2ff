import type { Model } from '../model.ts'

/** In which buildings each person is in each slot. */
export interface WalkState {
  /** Lessons by building `[(walk * slots + slot) * (buildings + 1) + building]`. */
  readonly lessons: Uint8Array
  /** The same as a mask of buildings `[walk * slots + slot]`. */
  readonly mask: Int32Array
}

export const createWalks = ({ walks, slots }: Model): WalkState => ({
  lessons: new Uint8Array(walks.number * slots * (walks.buildings + 1)),
  mask: new Int32Array(walks.number * slots),
})

/** Whether there are two different buildings in two neighbouring periods. */
const changes = (a: number, b: number): boolean => {
  const both = a | b
  return a !== 0 && b !== 0 && (both & (both - 1)) !== 0
}

/** What the changes of building in two days cost now; the second day is left out when it is the first. */
const costOfDays = (
  model: Model,
  { mask }: WalkState,
  course: number,
  dayA: number,
  dayB: number,
): number => {
  const { walks, slots, periods } = model
  const { start, items } = walks.ofCourse
  let cost = 0
  for (let i = start[course]!; i < start[course + 1]!; i += 1) {
    const walk = items[i]!
    for (let day = dayA; ; day = dayB) {
      const from = walk * slots + day * periods
      for (let at = from; at < from + periods - 1; at += 1) {
        if (changes(mask[at]!, mask[at + 1]!)) cost += walks.cost[walk]!
      }
      if (day === dayB) break
    }
  }
  return cost
}

/** Adds (`by` 1) or takes away (-1) a lesson of a course. */
export const countInBuildings = (
  { walks, slots }: Model,
  state: WalkState,
  course: number,
  length: number,
  slot: number,
  room: number,
  by: 1 | -1,
) => {
  const building = walks.buildingOf[room]!
  if (building === 0) return
  const { start, items } = walks.ofCourse
  for (let i = start[course]!; i < start[course + 1]!; i += 1) {
    for (let n = 0; n < length; n += 1) {
      const at = items[i]! * slots + slot + n
      const cell = at * (walks.buildings + 1) + building
      state.lessons[cell]! += by
      const bit = 1 << (building - 1)
      state.mask[at] = state.lessons[cell]! > 0 ? state.mask[at]! | bit : state.mask[at]! & ~bit
    }
  }
}

/** What a course's lesson costs more at the new place: moved there, looked at, and moved back. */
export const walkDelta = (
  model: Model,
  state: WalkState,
  course: number,
  length: number,
  from: number,
  fromRoom: number,
  to: number,
  toRoom: number,
): number => {
  const day = (from / model.periods) | 0
  const toDay = (to / model.periods) | 0
  const before = costOfDays(model, state, course, day, toDay)
  countInBuildings(model, state, course, length, from, fromRoom, -1)
  countInBuildings(model, state, course, length, to, toRoom, 1)
  const after = costOfDays(model, state, course, day, toDay)
  countInBuildings(model, state, course, length, to, toRoom, -1)
  countInBuildings(model, state, course, length, from, fromRoom, 1)
  return after - before
}
