import { pickSlot } from './moves.ts'
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

/**
 * Prices random shifts in time: the mean change of the soft cost is the scale, the smallest change the grain. Rooms are
 * left out: a room too small for a course can cost a hundred times what the days cost, and nobody accepts it anyway.
 */
export const heatOf = (state: State, random: Random): Heat => {
  const { model, room } = state
  const changes: number[] = []
  for (let n = 0; n < SAMPLES; n += 1) {
    const lesson = pick(random, model.lessons.length)
    const change = softOf(delta(state, lesson, pickSlot(state, random, lesson), room[lesson]!))
    if (change !== 0) changes.push(Math.abs(change))
  }
  if (changes.length === 0) return { start: 1, again: 1, end: 0.12, hardWeight: 25 }
  const scale = changes.reduce((sum, change) => sum + change, 0) / changes.length
  const grain = Math.min(...changes)
  return { start: scale / 2, again: scale / 12, end: grain * 0.12, hardWeight: scale * 25 }
}
