import { afterAll } from 'vitest'

const ends: (() => Promise<void>)[] = []

/** Does this when the test file is over, the last named first: the runner forgets an `afterAll` that comes from a `beforeAll`. */
export const atEnd = (end: () => Promise<void>): void => {
  ends.push(end)
}

/** Loaded before each test file of the server. */
afterAll(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})
