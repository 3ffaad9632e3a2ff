import type { Model } from '../model.ts'

/** The days of each line (person) as they are now. */
export interface LineState {
  /** Lessons of the line in a slot `[line * slots + slot]`: more than one only while people clash. */
  readonly taught: Uint8Array
  /** The same by day, as a mask `[line * days + day]`. */
  readonly mask: Int32Array
  /** Sums over the cycle. */
  readonly sum: Int32Array
}

export const createLines = ({ lines, slots, days }: Model): LineState => ({
  taught: new Uint8Array(lines.number * slots),
  mask: new Int32Array(lines.number * days),
  sum: new Int32Array(lines.sums),
})

/** The periods of a day that a line no longer teaches when a lesson leaves them. */
const leftBy = (taught: Uint8Array, at: number, period: number, length: number): number => {
  let left = 0
  for (let n = 0; n < length; n += 1) if (taught[at + n]! === 1) left |= 1 << (period + n)
  return left
}

/** What a course's lesson costs more at slot `to` than at `from`, in all lines of the course. */
export const lineDelta = (
  model: Model,
  state: LineState,
  course: number,
  length: number,
  from: number,
  to: number,
): number => {
  const { lines, slots, days, periods } = model
  const { taught, mask } = state
  const { table, tableOf } = lines
  const { start, items } = lines.ofCourse
  const day = (from / periods) | 0
  const toDay = (to / periods) | 0
  const period = from - day * periods
  const span = (1 << length) - 1
  const added = span << (to - toDay * periods)
  let delta = 0
  const end = start[course + 1]!
  for (let i = start[course]!; i < end; i += 1) {
    const line = items[i]!
    const costs = tableOf[line]!
    const before = mask[line * days + day]!
    const at = line * slots + from
    const left = length === 1 ? (taught[at]! === 1 ? 1 << period : 0) : leftBy(taught, at, period, length)
    let after = before & ~left
    if (day === toDay) {
      after |= added
      delta += table[costs + after]! - table[costs + before]!
    } else {
      const toBefore = mask[line * days + toDay]!
      const toAfter = toBefore | added
      delta +=
        table[costs + after]! - table[costs + before]! + table[costs + toAfter]! - table[costs + toBefore]!
      if (lines.sums > 0) delta += sumDelta(model, state, line, toBefore, toAfter, before, after)
      continue
    }
    if (lines.sums > 0) delta += sumDelta(model, state, line, 0, 0, before, after)
  }
  return delta
}

/** What the sums of a line cost more when two of its days change. */
const sumDelta = (
  { lines }: Model,
  { sum }: LineState,
  line: number,
  beforeA: number,
  afterA: number,
  beforeB: number,
  afterB: number,
): number => {
  const { value, cost, costOf } = lines
  const { start, items } = lines.sumsOfLine
  let delta = 0
  for (let i = start[line]!; i < start[line + 1]!; i += 1) {
    const each = items[i]!
    const values = lines.valueOf[each]!
    const rise =
      value[values + afterA]! - value[values + beforeA]! + value[values + afterB]! - value[values + beforeB]!
    const costs = costOf[each]! + sum[each]!
    delta += cost[costs + rise]! - cost[costs]!
  }
  return delta
}

/** Adds (`by` 1) or takes away (-1) a lesson from the lines of its course. */
export const countInLines = (
  model: Model,
  state: LineState,
  course: number,
  length: number,
  slot: number,
  by: 1 | -1,
) => {
  const { lines, slots, days, periods } = model
  const { start, items } = lines.ofCourse
  const day = (slot / periods) | 0
  const period = slot - day * periods
  const { taught, mask } = state
  if (length === 1 && lines.sums === 0) return countOneInLines(model, state, course, slot, by)
  for (let i = start[course]!; i < start[course + 1]!; i += 1) {
    const line = items[i]!
    const at = line * days + day
    const before = mask[at]!
    let after = before
    for (let n = 0; n < length; n += 1) {
      const count = taught[line * slots + slot + n]! + by
      taught[line * slots + slot + n] = count
      const bit = 1 << (period + n)
      after = count > 0 ? after | bit : after & ~bit
    }
    mask[at] = after
    if (lines.sums > 0) addToSums(model, state, line, before, after)
  }
}

/** The same for one period and no sums, which is where a search spends most of its time. */
const countOneInLines = (
  { lines, slots, days, periods }: Model,
  { taught, mask }: LineState,
  course: number,
  slot: number,
  by: 1 | -1,
) => {
  const { start, items } = lines.ofCourse
  const day = (slot / periods) | 0
  const bit = 1 << (slot - day * periods)
  const turning = by === 1 ? 1 : 0
  const end = start[course + 1]!
  for (let i = start[course]!; i < end; i += 1) {
    const line = items[i]!
    const count = taught[line * slots + slot]! + by
    taught[line * slots + slot] = count
    if (count === turning) mask[line * days + day]! ^= bit
  }
}

const addToSums = ({ lines }: Model, { sum }: LineState, line: number, before: number, after: number) => {
  const { start, items } = lines.sumsOfLine
  for (let i = start[line]!; i < start[line + 1]!; i += 1) {
    const each = items[i]!
    sum[each]! += lines.value[lines.valueOf[each]! + after]! - lines.value[lines.valueOf[each]! + before]!
  }
}
