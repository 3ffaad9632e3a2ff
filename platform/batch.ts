/** An item with the promise of who waits for its result. */
interface Waiting<I, O> {
  item: I
  resolve(output: O): void
  reject(error: unknown): void
}

/** PostgreSQL refused a value or found a constraint violated (SQLSTATE classes 22 and 23): the fault of one item. */
const isOneItemsFault = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && /^2[23]/.test(String(error.code))

/**
 * Turns work on many items into work on one: whatever came while the last batch was under way is the next batch, so
 * there is no timer and no delay at low load, and the cost of a commit is shared at high load. `run` answers with one
 * output for each item, in their order; items are worked on strictly in the order they came. When a batch fails by the
 * fault of one item, each is run alone, so that only that one fails; any other error is everybody's.
 */
export const batched = <I, O>(
  run: (items: I[]) => Promise<O[]>,
  limit: number,
): ((item: I) => Promise<O>) => {
  const queue: Waiting<I, O>[] = []
  let running = false

  const settle = async (batch: Waiting<I, O>[]): Promise<void> => {
    const outputs = await run(batch.map(({ item }) => item))
    for (const [n, { resolve }] of batch.entries()) resolve(outputs[n] as O)
  }

  const settleAlone = async (one: Waiting<I, O>): Promise<void> => settle([one]).catch(one.reject)

  const runAll = async (batch: Waiting<I, O>[]): Promise<void> => {
    try {
      await settle(batch)
    } catch (error) {
      if (isOneItemsFault(error)) for (const one of batch) await settleAlone(one)
      else for (const { reject } of batch) reject(error)
    }
  }

  const drain = async (): Promise<void> => {
    running = true
    while (queue.length > 0) await runAll(queue.splice(0, limit))
    running = false
  }

  return (item) =>
    new Promise((resolve, reject) => {
      queue.push({ item, resolve, reject })
      if (!running) void drain()
    })
}
