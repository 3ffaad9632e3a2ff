import { createSignal } from 'solid-js'

/**
 * Instants and the school's wall time. The school's zone is known once somebody is signed in; until then the device's
 * own zone stands in.
 */
const [zone, setZone] = createSignal(Intl.DateTimeFormat().resolvedOptions().timeZone)

export const schoolZone = zone
export const setSchoolZone = (next: string): void => {
  setZone(next)
}

const parts = new Map<string, Intl.DateTimeFormat>()
const partsOf = (timeZone: string): Intl.DateTimeFormat => {
  let format = parts.get(timeZone)
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
    parts.set(timeZone, format)
  }
  return format
}

const wall = (at: Date, timeZone: string): string => {
  const found: Record<string, string> = {}
  for (const part of partsOf(timeZone).formatToParts(at)) found[part.type] = part.value
  return `${found.year}-${found.month}-${found.day}T${found.hour}:${found.minute}:${found.second}`
}

const offsetAt = (at: Date, timeZone: string): number =>
  Date.parse(`${wall(at, timeZone)}Z`) - Math.floor(at.getTime() / 1000) * 1000

/** `2026-09-01T00:00:00.000Z` → `2026-09-01T08:00` in Shanghai: what `<input type="datetime-local">` speaks. */
export const toSchoolTime = (instant: string, timeZone = zone()): string =>
  wall(new Date(instant), timeZone).slice(0, 16)

/** The other way. A wall time that the clocks skip means the moment after the jump. */
export const fromSchoolTime = (local: string, timeZone = zone()): string => {
  const asUtc = Date.parse(`${local.length === 16 ? `${local}:00` : local}Z`)
  const first = asUtc - offsetAt(new Date(asUtc), timeZone)
  return new Date(asUtc - offsetAt(new Date(first), timeZone)).toISOString()
}

/** The calendar day at the school: `2026-09-01`. */
export const schoolDay = (at: Date = new Date(), timeZone = zone()): string => wall(at, timeZone).slice(0, 10)

/** `2026-09-01` and 3 → `2026-09-04`. */
export const addDays = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10)

/** Days from one calendar day to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
