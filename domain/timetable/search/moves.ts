import { ANY_ROOM, add, begin, type Change, has, tryChange } from './change.ts'
import { breaksTooMuch, energyOf, type Limit } from './limit.ts'
import { pick, type Random } from './random.ts'
import { move, placeDelta, type State, widerDelta } from './state.ts'

/** The moves of the search. Each tries one change, makes it if its cost is within the limit, and says whether it did. */

/** A random slot a lesson may have. */
export const pickSlot = ({ model }: State, random: Random, lesson: number): number => {
  const { start, items } = model.slotChoice
  return items[start[lesson]! + pick(random, start[lesson + 1]! - start[lesson]!)]!
}

/** A random room a lesson may have. */
export const pickRoom = ({ model }: State, random: Random, lesson: number): number => {
  const { start, items } = model.roomChoice
  return items[start[lesson]! + pick(random, start[lesson + 1]! - start[lesson]!)]!
}

/** A lesson to a free place. `clash` is said when it fails because of whom it would meet there. */
export const tryShift = (
  state: State,
  lesson: number,
  slot: number,
  room: number,
  limit: Limit,
): boolean | 'clash' => {
  const place = placeDelta(state, lesson, slot, room)
  if (breaksTooMuch(place, limit)) return 'clash'
  const packed = place + widerDelta(state, lesson, slot, room)
  if (energyOf(packed, limit) > limit.most) return false
  move(state, lesson, slot, room, packed)
  return true
}

/** Two lessons of one period each take each other's slot and room. */
export const trySwap = (state: State, change: Change, a: number, b: number, limit: Limit): boolean => {
  const { model } = state
  const courseA = model.courseOf[a]!
  const courseB = model.courseOf[b]!
  // Lessons of one course are alike but for locks: exchanging them changes nothing.
  if (courseA === courseB) return false
  const slotA = state.slot[a]!
  const roomA = state.room[a]!
  const slotB = state.slot[b]!
  const roomB = state.room[b]!
  if (model.coupled[courseA * model.courses + courseB] === 1) {
    begin(change)
    return (
      add(change, state, a, slotB, roomB) &&
      add(change, state, b, slotA, roomA) &&
      tryChange(change, state, limit)
    )
  }
  const placeA = placeDelta(state, a, slotB, roomB)
  const placeB = placeDelta(state, b, slotA, roomA)
  if (breaksTooMuch(placeA + placeB, limit)) return false
  const packedA = placeA + widerDelta(state, a, slotB, roomB)
  const packedB = placeB + widerDelta(state, b, slotA, roomA)
  if (energyOf(packedA + packedB, limit) > limit.most) return false
  move(state, a, slotB, roomB, packedA)
  move(state, b, slotA, roomA, packedB)
  return true
}

/**
 * A lesson goes to a taken place where one of the two is long: what lies in the periods it will cover goes to the
 * periods it leaves, in the same order.
 */
export const tryExchange = (
  state: State,
  change: Change,
  lesson: number,
  slot: number,
  room: number,
  limit: Limit,
): boolean => {
  const { model, taken } = state
  const from = state.slot[lesson]!
  const fromRoom = state.room[lesson]!
  const length = model.length[lesson]!
  begin(change)
  if (!add(change, state, lesson, slot, room)) return false
  // Where there is no room, nobody is in the way.
  const covered = room === model.rooms ? 0 : length
  for (let n = 0; n < covered; n += 1) {
    const other = taken[room * model.slots + slot + n]!
    if (other < 0 || has(change, other)) continue
    const first = state.slot[other]!
    if (first < slot || first + model.length[other]! > slot + length) return false
    if (!add(change, state, other, from + first - slot, fromRoom)) return false
  }
  return tryChange(change, state, limit)
}

/** The most lessons a chain may move: longer ones exchange whole periods, and hardly ever pay. */
const LONGEST_CHAIN = 32

/**
 * A Kempe chain: a lesson goes to another slot, those it may not meet there go as far the other way, those these may not
 * meet there come back, until nobody meets. Lessons that must start together, or at a time in another week, follow each
 * other. Each keeps its room if it can and takes the cheapest free one if not.
 */
export const tryChain = (state: State, change: Change, lesson: number, to: number, limit: Limit): boolean => {
  begin(change)
  if (!add(change, state, lesson, to, ANY_ROOM)) return false
  for (let at = 0; at < change.length; at += 1) {
    if (change.length > LONGEST_CHAIN) return false
    if (state.model.pairs.number > 0 && !addBound(state, change, at)) return false
    if (!addMet(state, change, at)) return false
  }
  return tryChange(change, state, limit, !state.model.hasLong && state.model.pairs.number === 0)
}

/** Adds those whom a lesson of the chain may not meet at its new slot. */
const addMet = (state: State, change: Change, at: number): boolean => {
  const { model, slot, next } = state
  const lesson = change.lesson[at]!
  const target = change.slot[at]!
  const way = target - slot[lesson]!
  const ring = model.lessons.length
  const row = model.courseOf[lesson]! * model.courses
  const end = target + model.length[lesson]!
  // A lesson that lies over the target may have started before it, on the same day.
  const first = model.hasLong ? target - Math.min(target % model.periods, model.longest - 1) : target
  for (let start = first; start < end; start += 1) {
    for (let other = next[ring + start]!; other < ring; other = next[other]!) {
      if (model.conflicting[row + model.courseOf[other]!] === 0 || has(change, other)) continue
      if (start + model.length[other]! <= target) continue
      const back = start - way
      if (back < 0 || back >= model.slots || !add(change, state, other, back, ANY_ROOM)) return false
    }
  }
  return true
}

/** Adds those that are bound to the time of a lesson of the chain. */
const addBound = (state: State, change: Change, at: number): boolean => {
  const { ofLesson, other, shift } = state.model.pairs
  const lesson = change.lesson[at]!
  for (let i = ofLesson.start[lesson]!; i < ofLesson.start[lesson + 1]!; i += 1) {
    const pair = ofLesson.items[i]!
    const partner = other[pair]!
    const target = change.slot[at]! + shift[pair]!
    if (has(change, partner)) continue
    if (target < 0 || target >= state.model.slots || !add(change, state, partner, target, ANY_ROOM))
      return false
  }
  return true
}

/** All lessons of a course go to one room; who has it at those times takes theirs. */
export const tryCourseRoom = (
  state: State,
  change: Change,
  course: number,
  room: number,
  limit: Limit,
): boolean => {
  const { model, taken } = state
  const { start, items } = model.lessonsByCourse
  begin(change)
  for (let i = start[course]!; i < start[course + 1]!; i += 1) {
    const lesson = items[i]!
    if (state.room[lesson] === room) continue
    // Where lessons are long, rooms are not exchanged one to one: those places must be free.
    const other = room < model.rooms ? taken[room * model.slots + state.slot[lesson]!]! : -1
    if (!add(change, state, lesson, state.slot[lesson]!, room)) return false
    if (other >= 0 && !has(change, other)) {
      if (!add(change, state, other, state.slot[other]!, ANY_ROOM)) return false
    }
  }
  return change.length > 0 && tryChange(change, state, limit)
}

/** Two periods exchange all their lessons, or two days do: `length` slots from `first` with as many from `second`. */
export const tryPeriods = (
  state: State,
  change: Change,
  first: number,
  second: number,
  length: number,
  limit: Limit,
): boolean => {
  const ring = state.model.lessons.length
  begin(change)
  for (let n = 0; n < length; n += 1) {
    for (let at = state.next[ring + first + n]!; at < ring; at = state.next[at]!) {
      if (!add(change, state, at, second + n, state.room[at]!)) return false
    }
    for (let at = state.next[ring + second + n]!; at < ring; at = state.next[at]!) {
      if (!add(change, state, at, first + n, state.room[at]!)) return false
    }
  }
  return change.length > 0 && tryChange(change, state, limit)
}
