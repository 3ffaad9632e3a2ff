const TRIES = 5

/** How far the server is: the median of a few round trips, in milliseconds. Throws when none comes back. */
export const roundTrip = async (
  ask: () => Promise<unknown> = () => fetch('/api/health', { cache: 'no-store' }),
) => {
  const times: number[] = []
  for (let n = 0; n < TRIES; n++) {
    const from = performance.now()
    await ask()
    times.push(performance.now() - from)
  }
  return times.sort((a, b) => a - b)[Math.floor(TRIES / 2)] ?? 0
}

/** What a distance means for talking to each other. */
export const distanceOf = (ms: number): 'near' | 'far' | 'veryFar' =>
  ms < 150 ? 'near' : ms < 400 ? 'far' : 'veryFar'
