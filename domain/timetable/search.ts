import { costOf } from './cost.ts'
import type { Instance, Timetable } from './instance.ts'
import { type Annealer, anneal, type Best, createAnnealer, MIX, type Mix } from './search/anneal.ts'
import { compile } from './search/compile.ts'
import { construct } from './search/construct.ts'
import { type Heat, heatOf } from './search/heat.ts'
import type { Limit } from './search/limit.ts'
import type { Model } from './search/model.ts'
import { createRandom, exp, ln } from './search/random.ts'
import { restore, type State, timetableOf } from './search/state.ts'

/**
 * The timetable search: simulated annealing over whole timetables, after Bellio, Ceschia, Di Gaspero, Schaerf, Urli,
 * "Feature-based tuning of simulated annealing applied to the curriculum-based course timetabling problem" (2016), with
 * Kempe chains and other moves of several lessons (`search/moves.ts`). Read this file top to bottom for how it goes.
 */

/** How much of the search is over, 0 to 1, after so many moves. Counted in moves, a search is the same on any machine. */
export type Budget = (moves: number) => number

export const movesBudget =
  (most: number): Budget =>
  (moves) =>
    moves / most

export interface Progress {
  readonly moves: number
  /** Part of the budget spent, 0 to 1. */
  readonly spent: number
  /** The best so far. */
  readonly hard: number
  readonly soft: number
}

export interface SearchOptions {
  readonly seed: number
  readonly budget: Budget
  /** A timetable to start from, which is then changed and not made anew: see `replan.ts`. */
  readonly from?: Timetable
  readonly mix?: Mix
  /** Called some two hundred times. */
  readonly onProgress?: (progress: Progress) => void
  /** Asked every few thousand moves; true ends the search with the best so far. */
  readonly isCancelled?: () => boolean
}

export interface SearchResult {
  readonly timetable: Timetable
  /** Hard breaches; the timetable is feasible when 0. */
  readonly hard: number
  readonly soft: number
  readonly moves: number
}

/** Moves tried between two looks at the budget. */
const BATCH = 16_384
/** The part of the budget that may go into looking for a feasible start. */
const REPAIR = 0.1
/** The part of the budget at whose end the first cooling is done; reheatings share the rest. */
const FIRST = 0.8
const REHEATINGS = 2

interface Search {
  readonly annealer: Annealer
  readonly state: State
  readonly best: Best
  readonly limit: Limit
  readonly heat: Heat
  readonly options: SearchOptions
  moves: number
  spent: number
  told: number
  stopped: boolean
}

/** Searches a timetable. Throws `invalid` for an instance whose rules make no sense. */
export const solve = (instance: Instance, options: SearchOptions): SearchResult => {
  const search = begin(compile(instance), options)
  repair(search)
  cool(search, options.from === undefined ? search.heat.start : search.heat.again, search.heat.end, FIRST)
  for (let n = 1; n <= REHEATINGS; n += 1) {
    // A timetable that still breaks hard rules must find them dearer the next time.
    if (search.best.hard > 0) search.limit.hardWeight *= 3
    restore(search.state, search.best)
    cool(search, search.heat.again, search.heat.end, FIRST + ((1 - FIRST) * n) / REHEATINGS)
  }
  const { best, moves } = search
  const timetable = timetableOf(search.state.model, best)
  return { timetable, hard: best.hard, soft: best.soft, moves }
}

const begin = (model: Model, options: SearchOptions): Search => {
  const random = createRandom(options.seed)
  const state = construct(model, random, options.from)
  const { hard, soft } = costOf(model.instance, timetableOf(model, state))
  state.hard = hard
  state.soft = soft
  const heat = heatOf(state, random)
  return {
    annealer: createAnnealer(model, random, options.mix ?? MIX),
    state,
    best: { slot: state.slot.slice(), room: state.room.slice(), hard, soft },
    limit: { hardWeight: heat.hardWeight, softWeight: 1, temperature: heat.start, most: 0 },
    heat,
    options,
    moves: 0,
    spent: 0,
    told: 0,
    stopped: false,
  }
}

/** Looks at hard rules alone until none is broken, or until the time for that is over. */
const repair = (search: Search) => {
  const { limit, best } = search
  limit.softWeight = 0
  while (best.hard > 0 && search.spent < REPAIR && !search.stopped) {
    limit.temperature = limit.hardWeight * (0.5 - 0.4 * (search.spent / REPAIR))
    tryBatch(search)
  }
  limit.softWeight = 1
  restore(search.state, best)
}

/** Anneals from one temperature down to another, evenly on a logarithmic scale, while the budget goes to `until`. */
const cool = (search: Search, from: number, to: number, until: number) => {
  const began = search.spent
  const fall = ln(to / from)
  while (search.spent < until && !search.stopped) {
    search.limit.temperature = from * exp((fall * (search.spent - began)) / (until - began))
    tryBatch(search)
  }
}

const tryBatch = (search: Search) => {
  anneal(search.annealer, search.state, search.best, search.limit, BATCH)
  search.moves += BATCH
  const { options, best, moves } = search
  const spent = options.budget(moves)
  search.spent = spent
  // Nothing is better than no cost at all.
  search.stopped = (best.hard === 0 && best.soft === 0) || (options.isCancelled?.() ?? false)
  if (spent - search.told < 0.005) return
  search.told = spent
  options.onProgress?.({ moves, spent, hard: best.hard, soft: best.soft })
}
