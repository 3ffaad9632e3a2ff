import { energyOf, type Limit } from './anneal.ts'
import { hardOf } from './packed.ts'
import { delta, move, type State } from './state.ts'

/** A change of several lessons: made step by step, and taken back as a whole when it costs too much. */
export interface Trail {
  readonly lesson: Int32Array
  readonly slot: Int32Array
  readonly room: Int32Array
  readonly packed: Int32Array
  length: number
  energy: number
}

const LONGEST = 24

export const createTrail = (): Trail => ({
  lesson: new Int32Array(LONGEST),
  slot: new Int32Array(LONGEST),
  room: new Int32Array(LONGEST),
  packed: new Int32Array(LONGEST),
  length: 0,
  energy: 0,
})

const chain = new Int32Array(LONGEST)
const rooms = new Int32Array(LONGEST)

/** Moves a lesson to a slot, those it meets there to its old slot, those they meet there … (a Kempe chain). */
export const tryKempe = (state: State, trail: Trail, lesson: number, to: number, limit: Limit, most: number): boolean => {
  const { model, slot, next } = state
  const from = slot[lesson]!
  const ring = model.lessons.length
  let length = 1
  chain[0] = lesson
  for (let at = 0; at < length; at += 1) {
    const here = chain[at]!
    const target = slot[here]! === from ? to : from
    if (model.length[here]! !== 1) return false
    if (hardOf(model.slotCost[here * model.slots + target]!) > hardOf(model.slotCost[here * model.slots + slot[here]!]!)) return false
    const row = model.courseOf[here]! * model.courses
    for (let other = next[ring + target]!; other < ring; other = next[other]!) {
      if (model.conflicting[row + model.courseOf[other]!]! === 0) continue
      let known = false
      for (let i = 0; i < length && !known; i += 1) known = chain[i] === other
      if (known) continue
      if (length === LONGEST) return false
      chain[length] = other
      length += 1
    }
  }
  for (let i = 0; i < length; i += 1) {
    const here = chain[i]!
    const target = slot[here]! === from ? to : from
    const room = roomFor(state, here, target, i, length)
    if (room < 0) return false
    rooms[i] = room
  }
  trail.length = 0
  trail.energy = 0
  for (let i = 0; i < length; i += 1) {
    const here = chain[i]!
    step(state, trail, here, slot[here]! === from ? to : from, rooms[i]!, limit.hardWeight)
  }
  if (trail.energy <= most) return true
  undo(state, trail)
  return false
}

/** The cheapest room for a lesson of the chain, its own if that will be free; -1: none. */
const roomFor = (state: State, lesson: number, target: number, at: number, length: number): number => {
  const { model, room } = state
  const own = room[lesson]!
  if (willBeFree(state, own, target, at, length)) return own
  const { start, items } = model.roomChoice
  const course = model.courseOf[lesson]!
  let best = -1
  let least = Number.POSITIVE_INFINITY
  for (let i = start[lesson]!; i < start[lesson + 1]!; i += 1) {
    const each = items[i]!
    if (!willBeFree(state, each, target, at, length)) continue
    const extra = state.inRoom[course * (model.rooms + 1) + each]! === 0 ? model.extraRoom[course]! : 0
    const cost = model.roomCost[lesson * (model.rooms + 1) + each]! + extra
    if (cost < least) {
      least = cost
      best = each
    }
  }
  return best
}

const willBeFree = (state: State, room: number, target: number, at: number, length: number): boolean => {
  const { model } = state
  if (room === model.rooms) return true
  const other = state.taken[room * model.slots + target]!
  if (other >= 0) {
    let leaves = false
    for (let i = 0; i < length && !leaves; i += 1) leaves = chain[i] === other
    if (!leaves) return false
  }
  for (let i = 0; i < at; i += 1) {
    if (rooms[i] === room && state.slot[chain[i]!]! !== target) return false
  }
  return true
}

const step = (state: State, trail: Trail, lesson: number, slot: number, room: number, hardWeight: number) => {
  const packed = delta(state, lesson, slot, room)
  const at = trail.length
  trail.lesson[at] = lesson
  trail.slot[at] = state.slot[lesson]!
  trail.room[at] = state.room[lesson]!
  trail.packed[at] = packed
  trail.length += 1
  trail.energy += energyOf(packed, hardWeight)
  move(state, lesson, slot, room, packed)
}

const undo = (state: State, trail: Trail) => {
  for (let at = trail.length - 1; at >= 0; at -= 1) {
    move(state, trail.lesson[at]!, trail.slot[at]!, trail.room[at]!, -trail.packed[at]!)
  }
}
