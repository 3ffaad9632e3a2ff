import { createSignal } from 'solid-js'
import { asksToSignIn } from '../call.ts'

/** An act under way: what it returned last is `run`'s promise; what refused it is `problem()`. */
export interface Action<Args extends unknown[], Result> {
  /** Runs the act unless it is running; resolves to undefined if it was refused (see `problem`). */
  run: (...args: Args) => Promise<Result | undefined>
  busy: () => boolean
  /** The `Problem` or `Offline` of the last run; null after a success, or when the session was over. */
  problem: () => unknown
  clear: () => void
}

/**
 * Wraps an asynchronous act for a button or a form: busy while it runs, holding the problem if it fails. For acts that
 * must answer at once use a store with an optimistic change instead.
 */
export const createAction = <Args extends unknown[], Result>(
  act: (...args: Args) => Promise<Result>,
): Action<Args, Result> => {
  const [busy, setBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<unknown>(null)
  const run = async (...args: Args): Promise<Result | undefined> => {
    if (busy()) return undefined
    setBusy(true)
    try {
      const result = await act(...args)
      setProblem(null)
      return result
    } catch (error) {
      // The page asks for the password by itself; what the act was about is still there.
      setProblem(asksToSignIn(error) ? null : error)
      return undefined
    } finally {
      setBusy(false)
    }
  }
  return { run, busy, problem, clear: () => setProblem(null) }
}
