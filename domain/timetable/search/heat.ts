import { pickRoom, pickSlot } from './moves.ts'
import { softOf } from './packed.ts'
import { pick, type Random } from './random.ts'
import { delta, type State } from './state.ts'

/** The temperatures of a search, from what changes cost in this instance. */
export interface Heat {
  /** Where the first cooling starts, where a later one starts, and where both end. */
  readonly start: number
  readonly again: number
  readonly end: number
  /** What a hard breach weighs beside soft costs: too little and they are traded for soft ones, too much and nothing can pass them. */
  readonly hardWeight: number
}

const SAMPLES = 4000

/** Prices random shifts: the mean change of the soft cost is the scale, the smallest change is the grain. */
export const heatOf = (state: State, random: Random): Heat => {
  let sum = 0
  let number = 0
  let grain = Number.POSITIVE_INFINITY
  for (let n = 0; n < SAMPLES; n += 1) {
    const lesson = pick(random, state.model.lessons.length)
    const change = Math.abs(
      softOf(delta(state, lesson, pickSlot(state, random, lesson), pickRoom(state, random, lesson))),
    )
    if (change === 0) continue
    sum += change
    number += 1
    grain = Math.min(grain, change)
  }
  const scale = number === 0 ? 1 : sum / number
  if (number === 0) grain = 1
  return { start: scale, again: scale / 4, end: grain * 0.12, hardWeight: scale * 25 }
}
