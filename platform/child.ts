/** What the supervisor and its children say to each other over IPC. */
export type FromChild = { type: 'ready'; port?: number; setUpUrl?: string }
export type ToChild = { type: 'stop' }

/** Tells the supervisor that this process is ready; without a supervisor nothing happens. */
export const tellReady = (message: Omit<FromChild, 'type'>): void => {
  process.send?.({ type: 'ready', ...message })
}

/**
 * Runs `stop` once, when the supervisor asks for it, when the supervisor is gone (killed), or on SIGTERM and SIGINT; then
 * ends the process. Something unforeseen ends it too, with a line in the log: the supervisor starts it anew.
 */
export const stopWhenAsked = (stop: () => Promise<void>, onBug: (error: unknown) => void): void => {
  let stopping = false
  const end = async (code: number) => {
    if (stopping) return
    stopping = true
    await stop().catch(onBug)
    process.exit(code)
  }
  process.on('message', (message: ToChild) => {
    if (message.type === 'stop') void end(0)
  })
  process.on('disconnect', () => void end(0))
  process.on('SIGTERM', () => void end(0))
  // In a terminal Ctrl-C reaches every process: with a supervisor it is the supervisor's to order the stop.
  process.on('SIGINT', () => {
    if (!process.send) void end(0)
  })
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      onBug(error)
      void end(1)
      setTimeout(() => process.exit(1), 3_000).unref()
    })
  }
}
