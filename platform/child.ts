import type { ChildMessage } from './supervisor/protocol.ts'

/**
 * The child's side of the supervisor's protocol. A process started by hand has no channel; it is then told to stop
 * by signals alone.
 */

/** Tells the supervisor that this process does its work now. */
export const reportReady = (message: Omit<ChildMessage, 'type'> = {}): void => {
  process.send?.({ type: 'ready', ...message } satisfies ChildMessage)
}

const isStop = (message: unknown) =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === 'stop'

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
    if (isStop(message)) begin()
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
