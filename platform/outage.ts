import type { Log } from './log.ts'

/** An outage is over when nothing was heard of it for so long. */
const QUIET_MS = 30_000

/** Writes one line for an outage, however often it is met: libraries that try again tell of each try. */
export class Outage {
  readonly #log: Log
  readonly #event: string
  #lastAt = Number.NEGATIVE_INFINITY

  constructor(log: Log, event: string) {
    this.#log = log
    this.#event = event
  }

  met(error: unknown): void {
    const isNew = performance.now() - this.#lastAt > QUIET_MS
    this.#lastAt = performance.now()
    if (isNew) this.#log.warn(this.#event, { error: error instanceof Error ? error.message : String(error) })
  }

  /** Whether it goes on, as far as was heard in the last `ms`. */
  within(ms: number): boolean {
    return performance.now() - this.#lastAt < ms
  }

  over(): void {
    this.#lastAt = Number.NEGATIVE_INFINITY
  }
}
