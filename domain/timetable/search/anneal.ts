import { type Change, createChange } from './change.ts'
import type { Limit } from './limit.ts'
import type { Model } from './model.ts'
import {
  pickRoom,
  pickSlot,
  tryChain,
  tryCourseRoom,
  tryExchange,
  tryPeriods,
  tryShift,
  trySwap,
} from './moves.ts'
import { exponential, nextBits, pick, type Random } from './random.ts'
import { isFree, type State } from './state.ts'

/**
 * How often each move is tried, in 256ths but for `periods`. Measured on the competition's instances; `docs/timetable.md`
 * has the table.
 */
export interface Mix {
  /** Only another room. */
  readonly room: number
  /** Only another slot; what is left changes both. */
  readonly slot: number
  /** An exchange where the place is taken. */
  readonly swap: number
  /** A Kempe chain where a shift failed because of whom it would meet. */
  readonly kempe: number
  /** A whole course to another room. */
  readonly courseRoom: number
  /** Two periods of the cycle, or two days, exchange all lessons; in 4096ths, as it moves so many. */
  readonly periods: number
  /** Lessons bound together move together. */
  readonly together: number
}

export const MIX: Mix = {
  room: 40,
  slot: 76,
  swap: 256,
  kempe: 192,
  courseRoom: 1,
  periods: 1,
  together: 192,
}

/** The best timetable so far: fewest hard breaches, then least soft cost. */
export interface Best {
  readonly slot: Int32Array
  readonly room: Int32Array
  hard: number
  soft: number
}

export const isBetter = (a: { hard: number; soft: number }, b: { hard: number; soft: number }): boolean =>
  a.hard < b.hard || (a.hard === b.hard && a.soft < b.soft)

export const keep = (best: Best, state: State) => {
  best.slot.set(state.slot)
  best.room.set(state.room)
  best.hard = state.hard
  best.soft = state.soft
}

/** The annealer's own memory, made once for a search. */
export interface Annealer {
  readonly model: Model
  readonly random: Random
  readonly mix: Mix
  readonly change: Change
}

export const createAnnealer = (model: Model, random: Random, mix: Mix): Annealer => ({
  model,
  random,
  mix,
  change: createChange(model),
})

/** Tries a number of moves at one temperature and keeps the best timetable met. */
export const anneal = (annealer: Annealer, state: State, best: Best, limit: Limit, moves: number) => {
  for (let n = 0; n < moves; n += 1) {
    limit.most = exponential(annealer.random) * limit.temperature
    if (tryMove(annealer, state, limit) && isBetter(state, best)) keep(best, state)
  }
}

/** One random move. Whether it was made. */
const tryMove = (annealer: Annealer, state: State, limit: Limit): boolean => {
  const { model, random, mix, change } = annealer
  const lesson = pick(random, model.lessons.length)
  const dice = nextBits(random)
  if (((dice >>> 8) & 255) < mix.courseRoom) {
    return tryCourseRoom(state, change, model.courseOf[lesson]!, pickRoom(state, random, lesson), limit)
  }
  if (dice >>> 20 < mix.periods) return tryPeriodsOrDays(annealer, state, limit)
  const die = dice & 255
  const slot = die < mix.room ? state.slot[lesson]! : pickSlot(state, random, lesson)
  if (isBound(model, lesson) && ((dice >>> 16) & 255) < mix.together) {
    return tryChain(state, change, lesson, slot, limit)
  }
  const keepsRoom = die >= mix.room && die < mix.room + mix.slot
  const room = keepsRoom ? state.room[lesson]! : pickRoom(state, random, lesson)
  if (slot === state.slot[lesson] && room === state.room[lesson]) return false
  if (!isFree(state, lesson, slot, room)) {
    return ((dice >>> 16) & 255) < mix.swap && tryTaken(annealer, state, lesson, slot, room, limit)
  }
  const made = tryShift(state, lesson, slot, room, limit)
  if (made !== 'clash') return made
  return ((dice >>> 16) & 255) < mix.kempe && tryChain(state, change, lesson, slot, limit)
}

const tryPeriodsOrDays = ({ model, random, change }: Annealer, state: State, limit: Limit): boolean => {
  const { days, periods, slots } = model
  const a = pick(random, slots)
  const b = pick(random, slots)
  if (a === b) return false
  // One time in so many as a day has periods it is two days, so that each day is as likely as each period.
  const day = (slot: number) => slot - (slot % periods)
  if (pick(random, periods) > 0 || days === 1) return tryPeriods(state, change, a, b, 1, limit)
  return day(a) !== day(b) && tryPeriods(state, change, day(a), day(b), periods, limit)
}

const isBound = ({ pairs }: Model, lesson: number): boolean =>
  pairs.number > 0 && pairs.ofLesson.start[lesson]! < pairs.ofLesson.start[lesson + 1]!

/** A move to a place that somebody has. */
const tryTaken = (
  { model, change }: Annealer,
  state: State,
  lesson: number,
  slot: number,
  room: number,
  limit: Limit,
): boolean => {
  if (!model.hasLong) return trySwap(state, change, lesson, state.taken[room * model.slots + slot]!, limit)
  const other = state.taken[room * model.slots + slot]!
  if (other < 0 || model.length[other]! <= model.length[lesson]!) {
    return tryExchange(state, change, lesson, slot, room, limit)
  }
  return tryExchange(state, change, other, state.slot[lesson]!, state.room[lesson]!, limit)
}
