import type { Part } from './part.ts'
import {
  type ChildMessage,
  type ReadyMessage,
  supervisorMessageIn,
  type Whereabouts,
} from './supervisor/protocol.ts'

/**
 * The child's side of the supervisor's protocol. A process started by hand has no channel; it is then told to stop
 * by signals alone.
 */

/** Tells the supervisor that this process does its work now. */
export const reportReady = (message: Omit<ReadyMessage, 'type'> = {}): void => {
  process.send?.({ type: 'ready', ...message } satisfies ChildMessage)
}

const wanted = new Map<string, Promise<Whereabouts>>()

const ask = (part: string): Promise<Whereabouts> =>
  new Promise((resolve, reject) => {
    const onMessage = (message: unknown) => {
      const said = supervisorMessageIn(message)
      if (said?.type !== 'awake' || said.part !== part) return
      process.off('message', onMessage)
      if ('found' in said) resolve(said.found)
      else reject(new Error(said.problem))
    }
    process.on('message', onMessage)
    process.send?.({ type: 'want', part } satisfies ChildMessage)
  })

/**
 * Asks for a part that starts only when it is wanted. Resolves when it does its work, at once if it does already;
 * rejects when it cannot start. `elsewhere` when the supervisor does not run that part, or when there is none: whoever
 * placed the parts runs it, then. Cheap to call before each use, which also wakes a part that went to rest.
 */
export const wantPart = (part: Part): Promise<Whereabouts> => {
  if (!process.connected) return Promise.resolve({ at: 'elsewhere' })
  const asked = wanted.get(part) ?? ask(part).finally(() => wanted.delete(part))
  wanted.set(part, asked)
  return asked
}

/** For a part that was wanted and has nothing left to do: the supervisor stops it until it is wanted again. */
export const reportRest = (): void => {
  process.send?.({ type: 'rest' } satisfies ChildMessage)
}

/**
 * Calls `stop` once when the supervisor says so, when it is gone, or on SIGTERM or SIGINT; then exits: with 0 when
 * `stop` succeeds, with 1 when it fails or takes longer than `withinMs`.
 */
export const whenToldToStop = (stop: () => Promise<void>, withinMs = 10_000): void => {
  let stopping = false
  const begin = () => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), withinMs).unref()
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('message', (message) => {
    if (supervisorMessageIn(message)?.type === 'stop') begin()
  })
  for (const event of ['disconnect', 'SIGTERM', 'SIGINT'] as const) process.on(event, begin)
  // The supervisor may have gone before anyone listened.
  if (process.connected === false) begin()
}

/** Something nobody foresaw: a line in the log, then the end of the process; the supervisor starts it anew. */
export const exitOnBug = (report: (error: unknown) => void): void => {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      report(error)
      process.exit(1)
    })
  }
}
