import { Temporal } from 'temporal-polyfill'

/**
 * Between instants and the school's wall clock. Lessons, bells and due times are what the clock in the corridor says;
 * the database holds instants. For the server: the browser has its own formatter.
 */

/** A day and a time as people say them: `{ on: '2026-09-01', at: '08:00' }`. */
export interface WallTime {
  on: string
  at: string
}

/**
 * The instant of a wall time in a zone. A time that the clocks jump over in spring is the moment after the jump; one
 * that happens twice in autumn is the first (RFC 5545).
 */
export const instantOf = (wall: WallTime, timeZone: string): Date =>
  new Date(
    Temporal.PlainDateTime.from(`${wall.on}T${wall.at}`).toZonedDateTime(timeZone, {
      disambiguation: 'compatible',
    }).epochMilliseconds,
  )

/** What the school's clock shows at an instant, to the minute. */
export const wallOf = (instant: Date, timeZone: string): WallTime => {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone)
  return { on: zoned.toPlainDate().toString(), at: zoned.toPlainTime().toString({ smallestUnit: 'minute' }) }
}
