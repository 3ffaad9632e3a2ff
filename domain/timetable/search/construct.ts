import type { Placement, Timetable } from '../instance.ts'
import type { Lists } from './lists.ts'
import type { Model } from './model.ts'
import { pick, type Random } from './random.ts'
import { createState, enter, isFree, type State } from './state.ts'

/**
 * A first timetable: the lessons with the fewest choices and the most conflicts first, each in the slot and room where it
 * meets the fewest others, ties by chance. Where there is a timetable to start from, lessons stay in it if they may.
 */
export const construct = (model: Model, random: Random, from: Timetable = []): State => {
  const state = createState(model)
  for (const { number } of model.lessons) takeOver(state, number, from[number] ?? null)
  const order = model.lessons
    .filter(({ number }) => state.slot[number]! < 0)
    .map(({ number }) => ({ number, ease: easeOf(model, number), chance: pick(random, 1 << 30) }))
    .sort((a, b) => a.ease - b.ease || a.chance - b.chance)
  for (const { number } of order) {
    const { slot, room } = bestPlace(state, number, random)
    enter(state, number, slot, room)
  }
  return state
}

const takeOver = (state: State, lesson: number, at: Placement | null) => {
  if (at === null) return
  const { model } = state
  const slot = at.day * model.periods + at.period
  const room = model.instance.rooms.findIndex(({ id }) => id === at.room)
  const into = room < 0 ? model.rooms : room
  if (
    has(model.slotChoice, lesson, slot) &&
    has(model.roomChoice, lesson, into) &&
    isFree(state, lesson, slot, into)
  ) {
    enter(state, lesson, slot, into)
  }
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
  const { slotChoice, rooms, length, courseOf, courses } = state.model
  let best = { slot: slotChoice.items[slotChoice.start[lesson]!]!, room: rooms }
  let least = Number.POSITIVE_INFINITY
  let ties = 0
  for (let i = slotChoice.start[lesson]!; i < slotChoice.start[lesson + 1]!; i += 1) {
    const slot = slotChoice.items[i]!
    const room = firstFree(state, lesson, slot)
    let breaches = room === undefined ? 1 : 0
    for (let n = 0; n < length[lesson]!; n += 1)
      breaches += state.meets[(slot + n) * courses + courseOf[lesson]!]!
    if (breaches > least) continue
    ties = breaches < least ? 1 : ties + 1
    least = breaches
    if (pick(random, ties) === 0) best = { slot, room: room ?? rooms }
  }
  return best
}

const has = ({ start, items }: Lists, list: number, item: number): boolean =>
  items.subarray(start[list]!, start[list + 1]!).includes(item)

const firstFree = (state: State, lesson: number, slot: number): number | undefined => {
  const { start, items } = state.model.roomChoice
  return items.subarray(start[lesson]!, start[lesson + 1]!).find((room) => isFree(state, lesson, slot, room))
}
