/** Where the time comes from. Operations ask their context, so a test can set the time. */
export interface Clock {
  now(): Date
}

/** The time of this machine. */
export const systemClock: Clock = { now: () => new Date() }
