import type { Placement, Timetable } from '../instance.ts'
import type { Model } from './model.ts'
import { HARD, hardOf, softOf } from './packed.ts'
import { type CountState, countDelta, countOnDay, createCounts } from './shapes/counts.ts'
import { countInLines, createLines, type LineState, lineDelta } from './shapes/lines.ts'
import { countInBuildings, createWalks, type WalkState, walkDelta } from './shapes/walks.ts'

/**
 * A timetable under change, with what is needed to price a change without looking at the rest. Every lesson always has
 * a slot and a room; two lessons are never in one room at once: a lesson that would need a taken room gets "no room",
 * which is a hard breach like any other.
 */
export interface State {
  readonly model: Model
  readonly slot: Int32Array
  readonly room: Int32Array
  /** Which lesson is in a room in a slot `[room * slots + slot]`; -1: none. */
  readonly taken: Int32Array
  /** The lessons that start in a slot, as a ring through each slot's own entry `lessons + slot`. */
  readonly next: Int32Array
  readonly previous: Int32Array
  /** Lessons that must not meet a lesson of this course, itself included `[slot * courses + course]`. */
  readonly meets: Uint16Array
  readonly lines: LineState
  readonly counts: CountState
  readonly walks: WalkState
  /** Lessons of a course in a room `[course * (rooms + 1) + room]`. */
  readonly inRoom: Uint8Array
  /** Distinct rooms of a course; "no room" is none. */
  readonly roomsUsed: Uint8Array
  readonly tally: Int32Array
  hard: number
  soft: number
}

/** All lessons at the given slots and rooms (-1: not placed, to be placed by `enter`). */
export const createState = (model: Model): State => ({
  model,
  slot: new Int32Array(model.lessons.length).fill(-1),
  room: new Int32Array(model.lessons.length).fill(model.rooms),
  taken: new Int32Array(model.rooms * model.slots).fill(-1),
  next: Int32Array.from({ length: model.lessons.length + model.slots }, (_, at) => at),
  previous: Int32Array.from({ length: model.lessons.length + model.slots }, (_, at) => at),
  meets: new Uint16Array(model.courses * model.slots),
  lines: createLines(model),
  counts: createCounts(model),
  walks: createWalks(model),
  inRoom: new Uint8Array(model.courses * (model.rooms + 1)),
  roomsUsed: new Uint8Array(model.courses),
  tally: new Int32Array(model.tallies.number),
  hard: 0,
  soft: 0,
})

/** Whether a room is free for a lesson at a slot; "no room" always is. */
export const isFree = (state: State, lesson: number, slot: number, room: number): boolean => {
  const { model, taken } = state
  if (room === model.rooms) return true
  const at = room * model.slots + slot
  for (let n = 0; n < model.length[lesson]!; n += 1) {
    const other = taken[at + n]!
    if (other >= 0 && other !== lesson) return false
  }
  return true
}

/** What the place itself costs more, and whom the lesson meets there: cheap, and most moves fail by it. */
export const placeDelta = (state: State, lesson: number, slot: number, room: number): number =>
  tableDelta(state, lesson, slot, room) + meetDelta(state, lesson, slot) * HARD

/** What the place itself costs more. */
export const tableDelta = (state: State, lesson: number, slot: number, room: number): number => {
  const { model } = state
  const from = state.slot[lesson]!
  const fromRoom = state.room[lesson]!
  const costs = lesson * model.slots
  const roomCosts = lesson * (model.rooms + 1)
  const delta =
    model.slotCost[costs + slot]! -
    model.slotCost[costs + from]! +
    model.roomCost[roomCosts + room]! -
    model.roomCost[roomCosts + fromRoom]!
  if (model.roomSlotCost === null) return delta
  return delta + roomSlotCost(model, lesson, slot, room) - roomSlotCost(model, lesson, from, fromRoom)
}

/** How many more lessons it would meet that it must not. */
export const meetDelta = ({ model, meets, slot }: State, lesson: number, to: number): number => {
  const from = slot[lesson]!
  if (to === from) return 0
  const { courses } = model
  const course = model.courseOf[lesson]!
  const length = model.length[lesson]!
  if (length === 1) return meets[to * courses + course]! - meets[from * courses + course]! + 1
  return longMeetDelta(meets, courses, course, from, to, length)
}

/** Meetings of a long lesson gained, where the old and the new periods may overlap. */
const longMeetDelta = (
  meets: Uint16Array,
  courses: number,
  course: number,
  from: number,
  to: number,
  length: number,
): number => {
  let gained = 0
  for (let n = 0; n < length; n += 1) {
    const own = to + n >= from && to + n < from + length ? 1 : 0
    gained += meets[(to + n) * courses + course]! - own - (meets[(from + n) * courses + course]! - 1)
  }
  return gained
}

const roomSlotCost = (model: Model, lesson: number, slot: number, room: number): number => {
  if (model.roomSlotCost === null || room === model.rooms) return 0
  let cost = 0
  for (let n = 0; n < model.length[lesson]!; n += 1)
    cost += model.roomSlotCost[room * model.slots + slot + n]!
  return cost
}

/** What everything else costs more: rooms of the course, days of its people, counts, pairs, wishes, ways. */
export const widerDelta = (state: State, lesson: number, slot: number, room: number): number => {
  const { model } = state
  const from = state.slot[lesson]!
  const fromRoom = state.room[lesson]!
  const course = model.courseOf[lesson]!
  let delta = 0
  if (room !== fromRoom && model.hasExtraRoom) delta += extraRoomDelta(state, course, fromRoom, room)
  if (slot !== from) {
    const day = (from / model.periods) | 0
    const toDay = (slot / model.periods) | 0
    if (day !== toDay && model.counts.number > 0) delta += countDelta(model, state.counts, course, day, toDay)
    if (model.lines.number > 0) {
      delta += lineDelta(model, state.lines, course, model.length[lesson]!, from, slot)
    }
    if (model.pairs.number > 0) delta += pairDelta(state, lesson, from, slot)
    if (model.tallies.number > 0) delta += tallyDelta(state, lesson, from, slot)
  }
  if (model.walks.number > 0) {
    delta += walkDelta(model, state.walks, course, model.length[lesson]!, from, fromRoom, slot, room)
  }
  return delta
}

/** What moving a lesson costs more, packed; whoever is in the room there is not looked at. */
export const delta = (state: State, lesson: number, slot: number, room: number): number =>
  placeDelta(state, lesson, slot, room) + widerDelta(state, lesson, slot, room)

const extraRoomDelta = (
  { model, inRoom, roomsUsed }: State,
  course: number,
  from: number,
  to: number,
): number => {
  const at = course * (model.rooms + 1)
  const used = roomsUsed[course]!
  const gained = to < model.rooms && inRoom[at + to] === 0 ? 1 : 0
  const lost = from < model.rooms && inRoom[at + from] === 1 ? 1 : 0
  return (Math.max(0, used + gained - lost - 1) - Math.max(0, used - 1)) * model.extraRoom[course]!
}

const pairDelta = ({ model, slot }: State, lesson: number, from: number, to: number): number => {
  const { ofLesson, other, shift, cost } = model.pairs
  let change = 0
  for (let i = ofLesson.start[lesson]!; i < ofLesson.start[lesson + 1]!; i += 1) {
    const at = ofLesson.items[i]!
    const wanted = slot[other[at]!]! - shift[at]!
    if (from === wanted) change += cost[at]!
    else if (to === wanted) change -= cost[at]!
  }
  return change
}

const tallyDelta = ({ model, tally }: State, lesson: number, from: number, to: number): number => {
  const { ofLesson, key, value, costOf, cost } = model.tallies
  let change = 0
  for (let i = ofLesson.start[lesson]!; i < ofLesson.start[lesson + 1]!; i += 1) {
    const at = ofLesson.items[i]!
    const rise = value[at * model.slots + to]! - value[at * model.slots + from]!
    if (rise === 0) continue
    const costs = costOf[key[at]!]! + tally[key[at]!]!
    change += cost[costs + rise]! - cost[costs]!
  }
  return change
}

/** Moves a lesson and adds a delta that was worked out before. The room must be free, or its lesson must move next. */
export const move = (state: State, lesson: number, slot: number, room: number, packed: number) =>
  shift(state, lesson, slot, room, packed, true)

/** The same without counting who meets whom, for changes that may be taken back: see `countMove`. */
export const moveUncounted = (state: State, lesson: number, slot: number, room: number, packed: number) =>
  shift(state, lesson, slot, room, packed, false)

/** Counts who meets whom after `moveUncounted` from a slot. */
export const countMove = (state: State, lesson: number, from: number) => {
  const slot = state.slot[lesson]!
  if (slot === from) return
  countMeetings(state, lesson, from, -1)
  countMeetings(state, lesson, slot, 1)
}

const shift = (
  state: State,
  lesson: number,
  slot: number,
  room: number,
  packed: number,
  countMeets: boolean,
) => {
  leaveRoom(state, lesson)
  // Most moves that are made change the room alone, and who is taught when stays as it is.
  const other = slot !== state.slot[lesson]
  if (other) leaveSlot(state, lesson, countMeets)
  enterRoom(state, lesson, slot, room)
  if (other) enterSlot(state, lesson, slot, countMeets)
  state.hard += hardOf(packed)
  state.soft += softOf(packed)
}

/** Puts a lesson that is nowhere into a place; costs are up to the caller. */
export const enter = (state: State, lesson: number, slot: number, room: number) => {
  enterRoom(state, lesson, slot, room)
  enterSlot(state, lesson, slot, true)
}

const leave = (state: State, lesson: number) => {
  leaveRoom(state, lesson)
  leaveSlot(state, lesson, true)
}

const leaveRoom = (state: State, lesson: number) => {
  const { model, taken } = state
  const slot = state.slot[lesson]!
  const room = state.room[lesson]!
  if (room < model.rooms) {
    const at = room * model.slots + slot
    // Another lesson that moves in first has already taken the place.
    for (let n = 0; n < model.length[lesson]!; n += 1) if (taken[at + n]! === lesson) taken[at + n] = -1
  }
  countRoom(state, lesson, slot, room, -1)
}

const enterRoom = (state: State, lesson: number, slot: number, room: number) => {
  const { model, taken } = state
  state.room[lesson] = room
  if (room < model.rooms) {
    const at = room * model.slots + slot
    for (let n = 0; n < model.length[lesson]!; n += 1) taken[at + n] = lesson
  }
  countRoom(state, lesson, slot, room, 1)
}

const countRoom = (state: State, lesson: number, slot: number, room: number, by: 1 | -1) => {
  const { model } = state
  const course = model.courseOf[lesson]!
  const at = course * (model.rooms + 1) + room
  const lessons = state.inRoom[at]! + by
  state.inRoom[at] = lessons
  if (room < model.rooms && lessons === (by === 1 ? 1 : 0)) state.roomsUsed[course]! += by
  if (model.walks.number > 0) {
    countInBuildings(model, state.walks, course, model.length[lesson]!, slot, room, by)
  }
}

const leaveSlot = (state: State, lesson: number, countMeets: boolean) => {
  const { next, previous } = state
  next[previous[lesson]!] = next[lesson]!
  previous[next[lesson]!] = previous[lesson]!
  if (countMeets) countMeetings(state, lesson, state.slot[lesson]!, -1)
  countSlot(state, lesson, state.slot[lesson]!, -1)
}

const enterSlot = (state: State, lesson: number, slot: number, countMeets: boolean) => {
  const { next, previous } = state
  const ring = state.model.lessons.length + slot
  state.slot[lesson] = slot
  next[lesson] = next[ring]!
  previous[lesson] = ring
  previous[next[ring]!] = lesson
  next[ring] = lesson
  if (countMeets) countMeetings(state, lesson, slot, 1)
  countSlot(state, lesson, slot, 1)
}

/** Adds (`by` 1) or takes away (-1) a lesson from what the courses that must not meet it find in its periods. */
const countMeetings = ({ model, meets }: State, lesson: number, slot: number, by: 1 | -1) => {
  const { courses, conflicts, length } = model
  const { start, items } = conflicts
  const course = model.courseOf[lesson]!
  const end = start[course + 1]!
  for (let at = slot; at < slot + length[lesson]!; at += 1) {
    const row = at * courses
    for (let i = start[course]!; i < end; i += 1) meets[row + items[i]!]! += by
  }
}

const countSlot = (state: State, lesson: number, slot: number, by: 1 | -1) => {
  const { model } = state
  const { slots } = model
  const course = model.courseOf[lesson]!
  const length = model.length[lesson]!
  if (model.lines.number > 0) countInLines(model, state.lines, course, length, slot, by)
  if (model.counts.number > 0) countOnDay(model, state.counts, course, (slot / model.periods) | 0, by)
  const { number, ofLesson, key, value } = model.tallies
  if (number === 0) return
  for (let i = ofLesson.start[lesson]!; i < ofLesson.start[lesson + 1]!; i += 1) {
    const at = ofLesson.items[i]!
    state.tally[key[at]!]! += by * value[at * slots + slot]!
  }
}

/** Brings all lessons back to where they were in another timetable, with its costs. */
export const restore = (
  state: State,
  to: { slot: Int32Array; room: Int32Array; hard: number; soft: number },
) => {
  const changed = state.model.lessons.filter(
    ({ number }) => state.slot[number] !== to.slot[number] || state.room[number] !== to.room[number],
  )
  for (const { number } of changed) leave(state, number)
  for (const { number } of changed) enter(state, number, to.slot[number]!, to.room[number]!)
  state.hard = to.hard
  state.soft = to.soft
}

/** The places of all lessons, as people read them. */
export const timetableOf = (
  model: Model,
  { slot, room }: { slot: Int32Array; room: Int32Array },
): Timetable =>
  model.lessons.map(({ number }): Placement => {
    const at = slot[number]!
    return {
      day: Math.floor(at / model.periods),
      period: at % model.periods,
      room: model.instance.rooms[room[number]!]?.id ?? null,
    }
  })
