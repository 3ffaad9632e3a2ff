import { vi } from 'vitest'

/**
 * No test is about how fast the machine is. What a test waits for comes at once, or a little later where others work too;
 * only what never comes is waited for this long.
 */
const PATIENCE_MS = 30_000
const OFTEN_MS = 20

const { waitFor } = vi

/** Waits so long, whatever less is asked for. */
vi.waitFor = (callback, options = {}) => {
  const asked = typeof options === 'number' ? { timeout: options } : options
  return waitFor(callback, {
    interval: OFTEN_MS,
    ...asked,
    timeout: Math.max(PATIENCE_MS, asked.timeout ?? 0),
  })
}
