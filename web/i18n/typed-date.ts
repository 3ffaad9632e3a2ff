import { addDays, daysBetween } from './zone.ts'

/**
 * Days and times as people type them. A day is read in the order that its signs or the reader's region say, and shown
 * with the name of its month, so that nobody wonders which figure is which. Pure.
 */

export type DateOrder = 'day-first' | 'month-first'

/** The order of `11/12/2026` for a reader: the region of the device if it speaks the language, else the language's own. */
export const orderFor = (language: string, device: readonly string[]): DateOrder => {
  const own = device.find((one) => one.toLowerCase().startsWith(language.slice(0, 2)))
  const parts = new Intl.DateTimeFormat(own ?? (language === 'en' ? 'en-GB' : language)).formatToParts(0)
  const place = (type: string) => parts.findIndex((part) => part.type === type)
  return place('day') < place('month') ? 'day-first' : 'month-first'
}

/** `29 Nov 2026`, `2026年11月29日`. Takes a calendar day. */
export const showDay = (day: string, language: string): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    day: 'numeric',
    month: language === 'en' ? 'short' : 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`))

const dayOf = (year: number, month: number, day: number): string | undefined => {
  const date = new Date(Date.UTC(year, month - 1, day))
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return exists && year >= 1900 && year < 2200 ? date.toISOString().slice(0, 10) : undefined
}

const HALF_A_YEAR = 183

/** Without a year it is the next such day, or one of the last half year. */
const nearest = (month: number, day: number, today: string): string | undefined => {
  const year = Number(today.slice(0, 4))
  const found = dayOf(year, month, day)
  return found && daysBetween(found, today) > HALF_A_YEAR ? dayOf(year + 1, month, day) : found
}

const ordered = (month: number, day: number, year: string | undefined, today: string) => {
  if (year === undefined) return nearest(month, day, today)
  return dayOf(year.length === 2 ? 2000 + Number(year) : Number(year), month, day)
}

const MONTHS = Array.from({ length: 12 }, (_, index) =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' })
    .format(Date.UTC(2026, index))
    .toLowerCase(),
)

const readNamed = (text: string, today: string): string | undefined => {
  const word = /[a-z]{3,}/g
  const named = [...text.matchAll(word)]
    .map(([name]) => MONTHS.findIndex((month) => month.startsWith(name.slice(0, 3))))
    .find((index) => index >= 0)
  const figures = text.match(/\d+/g) ?? []
  const [first, second] = figures
  if (named === undefined || first === undefined || figures.length > 2) return undefined
  return first.length === 4 && second
    ? ordered(named + 1, Number(second), first, today)
    : ordered(named + 1, Number(first), second, today)
}

const YEAR_FIRST = /^(\d{4})\s*[-./年\s]\s*(\d{1,2})\s*[-./月\s]\s*(\d{1,2})\s*日?$/
const TOGETHER = /^((?:19|20|21)\d{2})(\d{2})(\d{2})$/
const CHINESE = /^(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?$/
const YEAR_LAST = /^(\d{1,2})\s*([-./\s])\s*(\d{1,2})(?:\s*[-./\s]\s*(\d{4}|\d{2})?)?$/

/**
 * A typed day as `2026-11-29`; undefined when it cannot be read. Dots put the day first (29.11.2026), four figures the
 * year; for the rest the reader's order holds, unless only the other one is a date.
 */
export const readDay = (typed: string, order: DateOrder, today: string): string | undefined => {
  const text = typed.normalize('NFKC').trim().toLowerCase()
  const whole = YEAR_FIRST.exec(text) ?? TOGETHER.exec(text)
  if (whole) return dayOf(Number(whole[1]), Number(whole[2]), Number(whole[3]))
  const chinese = CHINESE.exec(text)
  if (chinese) return nearest(Number(chinese[1]), Number(chinese[2]), today)
  const last = YEAR_LAST.exec(text)
  if (!last) return readNamed(text, today)
  const [, first, sign, second, year] = last
  const [dayFirst, monthFirst] = [
    ordered(Number(second), Number(first), year, today),
    ordered(Number(first), Number(second), year, today),
  ]
  return sign === '.' || order === 'day-first' ? (dayFirst ?? monthFirst) : (monthFirst ?? dayFirst)
}

const AFTERNOON = /p\.?\s?m?\.?|下午|晚上|傍晚/
const MORNING = /a\.?\s?m?\.?|上午|早上|凌晨/
const TIME = /^(\d{1,2})(?:\s*[:.h点时\s]\s*(?:(\d{1,2})\s*分?|半)?)?$/
const FIGURES = /^(\d{1,2})(\d{2})$/

/** A typed time as `15:30`, from 24 hours or from morning and afternoon; undefined when it cannot be read. */
export const readTime = (typed: string): string | undefined => {
  const text = typed.normalize('NFKC').trim().toLowerCase()
  const half = [AFTERNOON, MORNING].find((words) => words.test(text))
  const bare = half ? text.replace(half, '').trim() : text
  const found = FIGURES.exec(bare) ?? TIME.exec(bare)
  if (!found) return undefined
  const hour = Number(found[1])
  const minute = Number(found[2] ?? (bare.endsWith('半') ? 30 : 0))
  if (minute > 59 || hour > 23 || (half === MORNING && hour > 12)) return undefined
  const shown = half === undefined || hour > 12 ? hour : (hour % 12) + (half === AFTERNOON ? 12 : 0)
  return `${String(shown).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** The days of a month from the Monday on or before its first: six weeks. */
export const monthGrid = (month: string): string[] => {
  const first = `${month}-01`
  const weekday = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7
  return Array.from({ length: 42 }, (_, index) => addDays(first, index - weekday))
}

/** The same day so many months on, or the last day of a shorter month. */
export const addMonths = (day: string, count: number): string => {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + count + 1, 0))
  return `${last.toISOString().slice(0, 8)}${String(Math.min(date, last.getUTCDate())).padStart(2, '0')}`
}
