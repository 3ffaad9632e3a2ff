/**
 * Between instants and the school's wall clock, for server and browser: lessons, bells and due times are what the clock
 * in the corridor says; the database holds instants. Stands on `Intl`, which both have, and is tested against Temporal.
 */

/** A day and a time as people say them: `{ on: '2026-09-01', at: '08:00' }`. */
export interface WallTime {
  on: string
  at: string
}

const DAY = 86_400_000

const formats = new Map<string, Intl.DateTimeFormat>()
const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formats.set(timeZone, format)
  }
  return format
}

/** `2026-09-01T08:00:00`: the wall clock at an instant, to the second. */
const clockAt = (epoch: number, timeZone: string): string => {
  const found: Record<string, string> = {}
  for (const part of formatOf(timeZone).formatToParts(epoch)) found[part.type] = part.value
  return `${found.year?.padStart(4, '0')}-${found.month}-${found.day}T${found.hour}:${found.minute}:${found.second}`
}

const offsetAt = (epoch: number, timeZone: string): number =>
  Date.parse(`${clockAt(epoch, timeZone)}Z`) - Math.floor(epoch / 1000) * 1000

const asUtc = (wall: WallTime): number => Date.parse(`${wall.on}T${wall.at}Z`)

/**
 * The instants at which the clock shows a wall time, in order: one as a rule, none when the clocks jump over it, two
 * when they go back over it. No zone is further than a day from UTC, so its offset a day before and a day after hold
 * every change that matters here.
 */
export const instantsOf = (wall: WallTime, timeZone: string): Date[] => {
  const local = asUtc(wall)
  const offsets = new Set([offsetAt(local - DAY, timeZone), offsetAt(local + DAY, timeZone)])
  return [...offsets]
    .map((offset) => local - offset)
    .filter((epoch) => epoch + offsetAt(epoch, timeZone) === local)
    .sort((a, b) => a - b)
    .map((epoch) => new Date(epoch))
}

/**
 * The instant of a wall time in a zone. A time that the clocks jump over in spring is as much later as they jump; one
 * that happens twice in autumn is the first (RFC 5545; `compatible` in Temporal).
 */
export const instantOf = (wall: WallTime, timeZone: string): Date => {
  const local = asUtc(wall)
  return instantsOf(wall, timeZone)[0] ?? new Date(local - offsetAt(local - DAY, timeZone))
}

/** What the school's clock shows at an instant, to the minute. */
export const wallOf = (instant: Date, timeZone: string): WallTime => {
  const clock = clockAt(instant.getTime(), timeZone)
  return { on: clock.slice(0, 10), at: clock.slice(11, 16) }
}
