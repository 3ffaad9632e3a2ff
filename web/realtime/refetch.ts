/** Events that come together cause one fetch. */
const GATHER_MS = 120
/** However many events come, what they concern is not fetched more often than this. */
const GAP_MS = 1000
/** After a fetch that failed for a passing reason, the first wait and the longest one. */
const RETRY_MS = { first: 3000, longest: 30_000 }

/**
 * Decides when something is fetched anew: at most one fetch is under way and one waits, and what events ask for is
 * gathered and spread. `work` says whether it succeeded; it is tried again later if it did not.
 */
export const createRefetch = (work: () => Promise<boolean>) => {
  let running: Promise<void> | null = null
  let waiting: Promise<void> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let begunAt = Number.NEGATIVE_INFINITY
  let failures = 0
  let life = 0

  const plan = (wait: number) => {
    timer ??= setTimeout(() => {
      timer = undefined
      void now()
    }, wait)
  }
  const unplan = () => {
    clearTimeout(timer)
    timer = undefined
  }
  const run = async (): Promise<void> => {
    const mine = life
    begunAt = performance.now()
    // A fetch that begins now sees all that the planned one would have.
    unplan()
    const done = await work()
    if (mine !== life) return
    running = null
    failures = done ? 0 : failures + 1
    if (!done) plan(Math.min(RETRY_MS.longest, RETRY_MS.first * 2 ** (failures - 1)))
  }
  const begin = (): Promise<void> => {
    const begun = run()
    running = begun
    return begun
  }
  const now = (): Promise<void> => {
    if (!running) return begin()
    const mine = life
    waiting ??= running.then(() => {
      if (mine !== life) return undefined
      waiting = null
      return begin()
    })
    return waiting
  }
  return {
    /** Fetches now, or right after what is under way; resolves when something fetched after this call is there. */
    now,
    /** Fetches soon, together with others who ask for it. */
    soon: (): void => plan(Math.max(GATHER_MS, begunAt + GAP_MS - performance.now())),
    /** Forgets what is under way and what waits: something else is to be fetched from now on. */
    reset: (): void => {
      life += 1
      running = null
      waiting = null
      failures = 0
      begunAt = Number.NEGATIVE_INFINITY
      unplan()
    },
  }
}
