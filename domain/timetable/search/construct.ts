import type { Model } from './model.ts'
import { pick, type Random } from './random.ts'
import { createState, enter, isFree, type State } from './state.ts'

/**
 * A first timetable: the lessons with the fewest choices and the most conflicts first, each in the slot and room where it
 * meets the fewest others, ties by chance.
 */
export const construct = (model: Model, random: Random): State => {
  const state = createState(model)
  const order = model.lessons
    .map(({ number }) => ({ number, ease: easeOf(model, number), chance: pick(random, 1 << 30) }))
    .sort((a, b) => a.ease - b.ease || a.chance - b.chance)
  for (const { number } of order) {
    const { slot, room } = bestPlace(state, number, random)
    enter(state, number, slot, room)
  }
  return state
}

/** Slots it may have for each lesson it must not meet; long lessons come first. */
const easeOf = (model: Model, lesson: number): number => {
  const course = model.courseOf[lesson]!
  const { slotChoice, roomChoice, conflicts } = model
  const slots = slotChoice.start[lesson + 1]! - slotChoice.start[lesson]!
  const rooms = roomChoice.start[lesson + 1]! - roomChoice.start[lesson]!
  const others = conflicts.start[course + 1]! - conflicts.start[course]!
  return (slots * Math.min(rooms, 4)) / ((others + 1) * model.length[lesson]!)
}

const bestPlace = (state: State, lesson: number, random: Random) => {
  const { slotChoice, roomChoice, rooms, length, courseOf, slots } = state.model
  let best = { slot: slotChoice.items[slotChoice.start[lesson]!]!, room: rooms }
  let least = Number.POSITIVE_INFINITY
  let ties = 0
  for (let i = slotChoice.start[lesson]!; i < slotChoice.start[lesson + 1]!; i += 1) {
    const slot = slotChoice.items[i]!
    let meets = 0
    for (let n = 0; n < length[lesson]!; n += 1) meets += state.meets[courseOf[lesson]! * slots + slot + n]!
    for (let j = roomChoice.start[lesson]!; j <= roomChoice.start[lesson + 1]!; j += 1) {
      // The last resort is no room at all, which is one more breach.
      const last = j === roomChoice.start[lesson + 1]!
      const room = last ? rooms : roomChoice.items[j]!
      if (!isFree(state, lesson, slot, room)) continue
      const price = meets + (last ? 1 : 0)
      ties = price < least ? 1 : price === least ? ties + 1 : ties
      if (price < least || (price === least && pick(random, ties) === 0)) best = { slot, room }
      least = Math.min(least, price)
      if (!last) break
    }
  }
  return best
}
