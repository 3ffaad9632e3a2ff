import { energyOf, type Limit } from './limit.ts'
import type { Model } from './model.ts'
import { hardOf } from './packed.ts'
import { countMove, delta, move, moveUncounted, type State, tableDelta, widerDelta } from './state.ts'

/** Room of an entry that is still to be chosen. */
export const ANY_ROOM = -1

/** A change of several lessons at once: collected, given rooms, made step by step, and taken back if it costs too much. */
export interface Change {
  length: number
  readonly lesson: Int32Array
  readonly slot: Int32Array
  readonly room: Int32Array
  readonly packed: Int32Array
  /** The change in which a lesson, or a place `[room * slots + slot]`, was last used. */
  readonly lessonMark: Int32Array
  readonly placeMark: Int32Array
  mark: number
}

export const createChange = (model: Model): Change => ({
  length: 0,
  lesson: new Int32Array(model.lessons.length),
  slot: new Int32Array(model.lessons.length),
  room: new Int32Array(model.lessons.length),
  packed: new Int32Array(model.lessons.length),
  lessonMark: new Int32Array(model.lessons.length),
  placeMark: new Int32Array(model.rooms * model.slots),
  mark: 0,
})

export const begin = (change: Change) => {
  change.length = 0
  change.mark += 1
}

export const has = (change: Change, lesson: number): boolean => change.lessonMark[lesson] === change.mark

/** Adds a lesson; false when it cannot be there without breaking a hard rule by that alone. */
export const add = (change: Change, state: State, lesson: number, slot: number, room: number): boolean => {
  const { model } = state
  const costs = lesson * model.slots
  if (hardOf(model.slotCost[costs + slot]!) > hardOf(model.slotCost[costs + state.slot[lesson]!]!))
    return false
  change.lessonMark[lesson] = change.mark
  change.lesson[change.length] = lesson
  change.slot[change.length] = slot
  change.room[change.length] = room
  change.length += 1
  return true
}

/**
 * Makes the collected change if there is a room for everybody and it does not cost too much. In a `closed` change nobody
 * newly meets anybody: where nobody met before, meetings are counted only once the change stands.
 */
export const tryChange = (change: Change, state: State, limit: Limit, closed = false): boolean => {
  if (!giveRooms(change, state)) return false
  return closed && state.hard === 0 ? tryClosed(change, state, limit) : tryOpen(change, state, limit)
}

const tryClosed = (change: Change, state: State, limit: Limit): boolean => {
  let energy = 0
  for (let at = 0; at < change.length; at += 1) {
    const lesson = change.lesson[at]!
    const slot = change.slot[at]!
    const room = change.room[at]!
    const packed = tableDelta(state, lesson, slot, room) + widerDelta(state, lesson, slot, room)
    energy += energyOf(packed, limit)
    change.slot[at] = state.slot[lesson]!
    change.room[at] = state.room[lesson]!
    change.packed[at] = packed
    moveUncounted(state, lesson, slot, room, packed)
  }
  if (energy <= limit.most) {
    for (let at = 0; at < change.length; at += 1) countMove(state, change.lesson[at]!, change.slot[at]!)
    return true
  }
  for (let at = change.length - 1; at >= 0; at -= 1) {
    moveUncounted(state, change.lesson[at]!, change.slot[at]!, change.room[at]!, -change.packed[at]!)
  }
  return false
}

const tryOpen = (change: Change, state: State, limit: Limit): boolean => {
  let energy = 0
  for (let at = 0; at < change.length; at += 1) {
    const lesson = change.lesson[at]!
    const packed = delta(state, lesson, change.slot[at]!, change.room[at]!)
    energy += energyOf(packed, limit)
    const slot = state.slot[lesson]!
    const room = state.room[lesson]!
    move(state, lesson, change.slot[at]!, change.room[at]!, packed)
    // From here on the entry says how to go back.
    change.slot[at] = slot
    change.room[at] = room
    change.packed[at] = packed
  }
  if (energy <= limit.most) return true
  for (let at = change.length - 1; at >= 0; at -= 1) {
    move(state, change.lesson[at]!, change.slot[at]!, change.room[at]!, -change.packed[at]!)
  }
  return false
}

const giveRooms = (change: Change, state: State): boolean => {
  for (let at = 0; at < change.length; at += 1) {
    const lesson = change.lesson[at]!
    if (change.room[at] === ANY_ROOM) change.room[at] = roomFor(change, state, lesson, change.slot[at]!)
    const room = change.room[at]!
    if (room === ANY_ROOM || !willBeFree(change, state, lesson, change.slot[at]!, room)) return false
    if (room === state.model.rooms) continue
    const place = room * state.model.slots + change.slot[at]!
    change.placeMark.fill(change.mark, place, place + state.model.length[lesson]!)
  }
  return true
}

/** The cheapest room for a lesson at a slot, its own if that will be free. */
const roomFor = (change: Change, state: State, lesson: number, slot: number): number => {
  const { model, inRoom } = state
  const own = state.room[lesson]!
  if (willBeFree(change, state, lesson, slot, own)) return own
  const { start, items } = model.roomChoice
  const course = model.courseOf[lesson]!
  let best = ANY_ROOM
  let least = Number.POSITIVE_INFINITY
  for (let i = start[lesson]!; i < start[lesson + 1]!; i += 1) {
    const room = items[i]!
    const extra = inRoom[course * (model.rooms + 1) + room] === 0 ? model.extraRoom[course]! : 0
    const cost = model.roomCost[lesson * (model.rooms + 1) + room]! + extra
    if (cost < least && willBeFree(change, state, lesson, slot, room)) {
      least = cost
      best = room
    }
  }
  return best
}

/** Whether a room is free at a slot once all lessons of the change have left their places and some have come. */
const willBeFree = (change: Change, state: State, lesson: number, slot: number, room: number): boolean => {
  const { model, taken } = state
  if (room === model.rooms) return true
  const place = room * model.slots + slot
  for (let n = 0; n < model.length[lesson]!; n += 1) {
    const other = taken[place + n]!
    if (other >= 0 && change.lessonMark[other] !== change.mark) return false
    if (change.placeMark[place + n] === change.mark) return false
  }
  return true
}
