/**
 * What a rule sees in one day of one person: a bit mask of taught periods (bit 0 is the first period), and an amount.
 * The search fills its tables from these functions and the cost from nothing calls them, so a rule is written once.
 */

/** How many periods are taught. */
export const loadOf = (taught: number): number => {
  let count = 0
  for (let rest = taught; rest !== 0; rest &= rest - 1) count += 1
  return count
}

/** Free periods between the first and the last taught one. */
export const gapsOf = (taught: number): number =>
  taught === 0 ? 0 : 32 - Math.clz32(taught) - (31 - Math.clz32(taught & -taught)) - loadOf(taught)

/** Taught periods with no taught neighbour. */
export const isolatedOf = (taught: number): number => loadOf(taught & ~(taught << 1) & ~(taught >> 1))

/** Periods beyond `max` in each unbroken run. */
export const overrunOf = (taught: number, max: number): number => {
  let over = 0
  let run = 0
  for (let rest = taught; rest !== 0; rest >>= 1) {
    run = (rest & 1) === 1 ? run + 1 : 0
    if (run > max) over += 1
  }
  return over
}

/** Free periods missing to `free` among the periods `from`..`to`. */
export const missedLunchOf = (taught: number, from: number, to: number, free: number): number => {
  const window = ((1 << (to - from + 1)) - 1) << from
  return Math.max(0, free - (to - from + 1 - loadOf(taught & window)))
}

/** What lies outside `min`..`max`; a limit that is left out does not count. */
export const outsideOf = (count: number, min: number | undefined, max: number | undefined): number =>
  Math.max(0, (min ?? 0) - count) + (max === undefined ? 0 : Math.max(0, count - max))
