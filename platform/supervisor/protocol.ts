/**
 * What the supervisor and its children (the parts of the program) say to each other over their IPC channel.
 *
 * - A child says `ready` once, when it does its work: the API when it listens, the worker when it takes jobs.
 * - A child says `want` when it needs a part that starts only then. The supervisor answers `awake` when that part does
 *   its work, or says why it does not. A part that runs already is answered at once.
 * - A part that was wanted says `rest` when it has nothing left to do: it is stopped, and costs nothing until wanted again.
 * - The supervisor says `stop`: the child takes no new work, finishes what it has within ten seconds, and exits with 0.
 * - When the channel breaks, the supervisor was killed: the child stops in the same way by itself.
 *
 * Children run in process groups of their own, so Ctrl-C in the terminal reaches the supervisor alone.
 */
export type ReadyMessage = {
  type: 'ready'
  /** The port it listens on, which matters when it was asked for 0. */
  port?: number
  /** The port of HTTPS; left out when there is no such door. */
  securePort?: number
  /** The one-time link by which the first administrator sets up the school, while there is none. */
  setupUrl?: string
  /** More lines to print under the address, such as the demo's accounts. */
  notes?: string[]
}

export type ChildMessage = ReadyMessage | { type: 'want'; part: string } | { type: 'rest' }

/** Where a wanted part is: `here`, a child of the same supervisor; or `elsewhere`, for this one does not run it. */
export type Whereabouts = { at: 'here'; port: number | null } | { at: 'elsewhere' }

export type SupervisorMessage =
  | { type: 'stop' }
  | { type: 'awake'; part: string; found: Whereabouts }
  | { type: 'awake'; part: string; problem: string }

const isTyped = (message: unknown): message is { type: unknown } =>
  typeof message === 'object' && message !== null && 'type' in message

/** What a child said, if it was meant for the supervisor: its libraries may use the channel too. */
export const childMessageIn = (message: unknown): ChildMessage | null =>
  isTyped(message) && (message.type === 'ready' || message.type === 'want' || message.type === 'rest')
    ? (message as ChildMessage)
    : null

/** What the supervisor said. */
export const supervisorMessageIn = (message: unknown): SupervisorMessage | null =>
  isTyped(message) && (message.type === 'stop' || message.type === 'awake')
    ? (message as SupervisorMessage)
    : null
