import { createTrail, tryKempe } from './kempe.ts'
import { hardOf, softOf } from './packed.ts'
import { exponential, nextBits, pick, type Random } from './random.ts'
import { delta, isFree, move, placeDelta, type State, widerDelta } from './state.ts'

/** What a change may cost: the sum of soft costs and of hard breaches times their weight must not rise by more. */
export interface Limit {
  /** A hard breach counts as much as this much soft cost. */
  hardWeight: number
  temperature: number
}

export const energyOf = (packed: number, hardWeight: number): number => softOf(packed) + hardOf(packed) * hardWeight

/** Tries one random move of a lesson; an exchange when the place is taken. Whether it was made. */
export const tryMove = (state: State, random: Random, limit: Limit): boolean => {
  const { model } = state
  const lesson = pick(random, model.lessons.length)
  const die = nextBits(random) & 255
  let slot = state.slot[lesson]!
  let room = state.room[lesson]!
  if (die >= 40) {
    const { start, items } = model.slotChoice
    slot = items[start[lesson]! + pick(random, start[lesson + 1]! - start[lesson]!)]!
  }
  if (die < 180) {
    const { start, items } = model.roomChoice
    room = items[start[lesson]! + pick(random, start[lesson + 1]! - start[lesson]!)]!
  }
  if (slot === state.slot[lesson]! && room === state.room[lesson]!) return false
  const most = exponential(random) * limit.temperature
  if (isFree(state, lesson, slot, room)) return tryShift(state, lesson, slot, room, limit, most, random)
  const other = state.taken[room * model.slots + slot]!
  if (other < 0 || model.length[lesson] !== 1 || model.length[other] !== 1) return false
  return trySwap(state, lesson, other, limit.hardWeight, most)
}

const KP = +(process.env.KP ?? 16)
const trail = createTrail()
const tryShift = (
  state: State,
  lesson: number,
  slot: number,
  room: number,
  limit: Limit,
  most: number,
  random: Random,
): boolean => {
  const hardWeight = limit.hardWeight
  const place = placeDelta(state, lesson, slot, room)
  if (hardOf(place) * hardWeight > most) {
    if ((nextBits(random) & 255) < KP) return tryKempe(state, trail, lesson, slot, limit, most)
    return false
  }
  const change = place + widerDelta(state, lesson, slot, room)
  if (energyOf(change, hardWeight) > most) return false
  move(state, lesson, slot, room, change)
  return true
}

const trySwap = (state: State, a: number, b: number, hardWeight: number, most: number): boolean => {
  const { model } = state
  const courseA = model.courseOf[a]!
  const courseB = model.courseOf[b]!
  if (courseA === courseB) return false
  const slotA = state.slot[a]!
  const roomA = state.room[a]!
  const slotB = state.slot[b]!
  const roomB = state.room[b]!
  if (model.coupled[courseA * model.courses + courseB] === 1) {
    const first = delta(state, a, slotB, roomB)
    move(state, a, slotB, roomB, first)
    const second = delta(state, b, slotA, roomA)
    if (energyOf(first, hardWeight) + energyOf(second, hardWeight) > most) {
      move(state, a, slotA, roomA, -first)
      state.taken[roomB * model.slots + slotB] = b
      return false
    }
    move(state, b, slotA, roomA, second)
    return true
  }
  const place = placeDelta(state, a, slotB, roomB) + placeDelta(state, b, slotA, roomA)
  if (hardOf(place) * hardWeight > most) return false
  const wider = widerDelta(state, a, slotB, roomB)
  const rest = widerDelta(state, b, slotA, roomA)
  if (energyOf(place, hardWeight) + energyOf(wider + rest, hardWeight) > most) return false
  move(state, a, slotB, roomB, place + wider)
  move(state, b, slotA, roomA, rest)
  return true
}
