/**
 * What the supervisor and its children (the API, the worker) say to each other over their IPC channel.
 *
 * - A child says `ready` once, when it does its work: the API when it listens, the worker when it takes jobs.
 * - The supervisor says `stop`: the child takes no new work, finishes what it has within ten seconds, and exits with 0.
 * - When the channel breaks, the supervisor was killed: the child stops in the same way by itself.
 *
 * Children run in process groups of their own, so Ctrl-C in the terminal reaches the supervisor alone.
 */
export type ChildMessage = {
  type: 'ready'
  /** The port the API listens on, which matters when it was asked for 0. */
  port?: number
  /** The one-time link by which the first administrator sets up the school, while there is none. */
  setupUrl?: string
  /** More lines to print under the address, such as the demo's accounts. */
  notes?: string[]
}

export type SupervisorMessage = { type: 'stop' }

/** The message, if that is what it is: a child's libraries may use the channel too. */
export const readyIn = (message: unknown): ChildMessage | null =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready'
    ? (message as ChildMessage)
    : null
