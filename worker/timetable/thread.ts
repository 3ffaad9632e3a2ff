import { readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import type { Instance, Timetable } from '#domain/timetable/instance.ts'
import type { Mix } from '#domain/timetable/search/anneal.ts'
import {
  type Budget,
  movesBudget,
  type Progress,
  type SearchResult,
  solve,
} from '#domain/timetable/search.ts'

/** The thread that searches one timetable: what it is given, and what it says. */
export interface Task {
  readonly instance: Instance
  readonly seed: number
  readonly limit: SearchLimit
  readonly mix?: Mix
  readonly from?: Timetable
  /** One shared cell; anything but 0 ends the search. */
  readonly cancelled: Int32Array
}

/** CPU seconds of the thread, or a number of moves: then the result is the same on any machine. */
export type SearchLimit = { readonly seconds: number } | { readonly moves: number }

export type Message =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'done'; readonly result: SearchResult; readonly cpuSeconds: number }

/** CPU seconds of this thread so far. Node counts whole processes, Linux counts threads; elsewhere it is the clock. */
const threadSeconds = (): number => {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e9
  } catch {
    return performance.now() / 1000
  }
}

const run = ({ instance, seed, limit, mix, from, cancelled }: Task, tell: (message: Message) => void) => {
  const began = threadSeconds()
  const budget: Budget =
    'moves' in limit ? movesBudget(limit.moves) : () => (threadSeconds() - began) / limit.seconds
  const result = solve(instance, {
    seed,
    budget,
    mix,
    from,
    onProgress: (progress) => tell({ kind: 'progress', progress }),
    isCancelled: () => Atomics.load(cancelled, 0) !== 0,
  })
  tell({ kind: 'done', result, cpuSeconds: threadSeconds() - began })
}

run(workerData, (message) => parentPort?.postMessage(message))
