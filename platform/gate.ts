/** Lets at most so many works run at a time; the others wait in the order they came. */
export type Gate = <T>(work: () => Promise<T>) => Promise<T>

export const createGate = (most: number): Gate => {
  let inside = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (inside < most) inside += 1
    else await new Promise<void>((enter) => waiting.push(enter))
    try {
      return await work()
    } finally {
      // Whoever waits longest takes the place over.
      const next = waiting.shift()
      if (next) next()
      else inside -= 1
    }
  }
}
