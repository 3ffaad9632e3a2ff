const ends: (() => Promise<void>)[] = []

/** Does this when the test file is over, the last named first: the runner forgets an `afterAll` that comes from a `beforeAll`. */
export const atEnd = (end: () => Promise<void>): void => {
  ends.push(end)
}

/** Does what was put off until now; each, even when one before it fails. */
export const endAll = async (): Promise<void> => {
  const failed: unknown[] = []
  for (const end of ends.splice(0).reverse()) await end().catch((error: unknown) => failed.push(error))
  if (failed.length > 0) throw new AggregateError(failed, 'What a test file opened could not be closed')
}
