import { instantOf, instantsOf, wallOf } from '../time.ts'

/** What becomes of planned times when the school's zone changes. */
export const ZONE_CHANGES = ['keep-clock', 'keep-moment'] as const
/**
 * `keep-clock`: a lesson at 08:00 is at 08:00 in the new zone (the zone was wrong). `keep-moment`: it is held when it
 * would have been, and the clock says something else (the school moved).
 */
export type ZoneChange = (typeof ZONE_CHANGES)[number]

const MINUTE = 60_000

/** The instant at which the clock of the new zone shows what the old one showed, to the millisecond. */
export const sameClock = (instant: Date, from: string, to: string): Date =>
  new Date(instantOf(wallOf(instant, from), to).getTime() + (instant.getTime() % MINUTE))

/** Whether the clock of the new zone shows that time exactly once. */
export const isPlain = (instant: Date, from: string, to: string): boolean =>
  instantsOf(wallOf(instant, from), to).length === 1
