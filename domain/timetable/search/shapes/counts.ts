import type { Model } from '../model.ts'

/** How many lessons each set of courses has on each day, and on how many days it has any. */
export interface CountState {
  readonly lessons: Uint8Array
  readonly used: Uint8Array
}

export const createCounts = ({ counts, days }: Model): CountState => ({
  lessons: new Uint8Array(counts.number * days),
  used: new Uint8Array(counts.number),
})

/** What a course's lesson costs more on day `to` than on day `from` (another one). */
export const countDelta = (
  { counts, days }: Model,
  { lessons, used }: CountState,
  course: number,
  from: number,
  to: number,
): number => {
  const { start, items } = counts.ofCourse
  let delta = 0
  const end = start[course + 1]!
  for (let i = start[course]!; i < end; i += 1) {
    const key = items[i]!
    const here = lessons[key * days + from]!
    const there = lessons[key * days + to]!
    const table = counts.byDayOf[key]!
    delta +=
      counts.byDay[table + here - 1]! -
      counts.byDay[table + here]! +
      counts.byDay[table + there + 1]! -
      counts.byDay[table + there]!
    const change = (there === 0 ? 1 : 0) - (here === 1 ? 1 : 0)
    if (change !== 0) {
      const at = counts.byUsedOf[key]! + used[key]!
      delta += counts.byUsed[at + change]! - counts.byUsed[at]!
    }
  }
  return delta
}

/** Adds (`by` 1) or takes away (-1) a lesson of a course on a day. */
export const countOnDay = (
  { counts, days }: Model,
  state: CountState,
  course: number,
  day: number,
  by: 1 | -1,
) => {
  const { start, items } = counts.ofCourse
  for (let i = start[course]!; i < start[course + 1]!; i += 1) {
    const key = items[i]!
    const before = state.lessons[key * days + day]!
    state.lessons[key * days + day] = before + by
    if (before === 0) state.used[key]! += 1
    else if (before + by === 0) state.used[key]! -= 1
  }
}
