import { createSignal } from 'solid-js'
import { instantOf, type WallTime, wallOf } from '#domain/time.ts'

/**
 * Instants and the school's wall time. The school's zone is known once somebody is signed in; until then the device's
 * own zone stands in.
 */
const [zone, setZone] = createSignal(Intl.DateTimeFormat().resolvedOptions().timeZone)

export const schoolZone = zone
export const setSchoolZone = (next: string): void => {
  setZone(next)
}

/** `2026-09-01T08:00` → what `domain/time.ts` speaks. */
export const wallTimeOf = (local: string): WallTime => ({ on: local.slice(0, 10), at: local.slice(11, 16) })

/** `2026-09-01T00:00:00.000Z` → `2026-09-01T08:00` in Shanghai. */
export const toSchoolTime = (instant: string, timeZone = zone()): string => {
  const { on, at } = wallOf(new Date(instant), timeZone)
  return `${on}T${at}`
}

/** The other way; `instantOf` says what a time means that the clocks skip or show twice. */
export const fromSchoolTime = (local: string, timeZone = zone()): string =>
  instantOf(wallTimeOf(local), timeZone).toISOString()

/** The calendar day at the school: `2026-09-01`. */
export const schoolDay = (at: Date = new Date(), timeZone = zone()): string => wallOf(at, timeZone).on

/** `2026-09-01` and 3 → `2026-09-04`. */
export const addDays = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10)

/** Days from one calendar day to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
