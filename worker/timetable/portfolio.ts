import { Worker } from 'node:worker_threads'
import type { Instance, Timetable } from '#domain/timetable/instance.ts'
import type { Mix } from '#domain/timetable/search/anneal.ts'
import type { Progress, SearchResult } from '#domain/timetable/search.ts'
import type { Message, SearchLimit, Task } from './thread.ts'

export interface PortfolioOptions {
  readonly seed: number
  /** Of each thread. */
  readonly limit: SearchLimit
  /** How often each move is tried: as measured best when left out. */
  readonly mix?: Mix
  /** A timetable to start from. */
  readonly from?: Timetable
  /** Threads with the seeds `seed`, `seed` + 1 …: 1 when left out. */
  readonly threads?: number
  /** The best of all threads so far, and how far the slowest is. */
  readonly onProgress?: (progress: Progress) => void
  /** Aborted, the search ends early with the best so far. */
  readonly signal?: AbortSignal
}

export interface PortfolioResult extends SearchResult {
  /** CPU seconds of all threads together. */
  readonly cpuSeconds: number
}

type Done = Extract<Message, { kind: 'done' }>

/**
 * Searches in threads of their own, so that nobody else waits, and answers with the best timetable; of equal ones that
 * of the lower seed, so with a limit in moves the answer does not depend on which thread was quicker.
 */
export const searchInThreads = async (
  instance: Instance,
  options: PortfolioOptions,
): Promise<PortfolioResult> => {
  const cancelled = new Int32Array(new SharedArrayBuffer(4))
  const cancel = () => Atomics.store(cancelled, 0, 1)
  if (options.signal?.aborted) cancel()
  options.signal?.addEventListener('abort', cancel, { once: true })
  const latest: Progress[] = []
  const seeds = Array.from({ length: options.threads ?? 1 }, (_, at) => options.seed + at)
  try {
    const all = await Promise.all(
      seeds.map((seed, at) =>
        searchInThread(
          { instance, seed, limit: options.limit, mix: options.mix, from: options.from, cancelled },
          (progress) => {
            latest[at] = progress
            options.onProgress?.(together(latest.filter((each) => each !== undefined)))
          },
        ),
      ),
    )
    const [best] = all.map(({ result }) => result).sort((a, b) => a.hard - b.hard || a.soft - b.soft)
    if (best === undefined) throw new RangeError('A search needs at least one thread.')
    const cpuSeconds = all.reduce((sum, each) => sum + each.cpuSeconds, 0)
    return { ...best, moves: all.reduce((sum, { result }) => sum + result.moves, 0), cpuSeconds }
  } finally {
    cancel()
    options.signal?.removeEventListener('abort', cancel)
  }
}

const together = (all: readonly Progress[]): Progress => {
  const best = all.reduce((a, b) => (b.hard < a.hard || (b.hard === a.hard && b.soft < a.soft) ? b : a))
  return {
    ...best,
    moves: all.reduce((sum, { moves }) => sum + moves, 0),
    spent: Math.min(...all.map(({ spent }) => spent)),
  }
}

// In the build the thread is a bundle beside this one.
const file = import.meta.url.endsWith('.ts') ? './thread-from-source.mjs' : './timetable-thread.mjs'

const searchInThread = (task: Task, onProgress: (progress: Progress) => void): Promise<Done> =>
  new Promise((resolve, reject) => {
    const thread = new Worker(new URL(file, import.meta.url), { workerData: task })
    thread.on('message', (message: Message) => {
      if (message.kind === 'progress') onProgress(message.progress)
      else resolve(message)
    })
    thread.on('error', reject)
    thread.on('exit', () => reject(new Error('The search thread ended without an answer.')))
  })
