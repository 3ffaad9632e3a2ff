import { addDays, fromSchoolTime } from '../i18n/zone.ts'
import type { Span } from './lesson-list.ts'

/** The Monday on or before a calendar day: weeks begin on Monday (ISO 8601). */
export const mondayOf = (day: string): string => {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return addDays(day, -((weekday + 6) % 7))
}

/** The seven days from a Monday. */
export const daysOf = (monday: string): string[] =>
  Array.from({ length: 7 }, (_, index) => addDays(monday, index))

/** The instants of the school's week: its days begin at the school's midnight. */
export const spanOf = (monday: string): Span => ({
  from: fromSchoolTime(`${monday}T00:00`),
  to: fromSchoolTime(`${addDays(monday, 7)}T00:00`),
})
