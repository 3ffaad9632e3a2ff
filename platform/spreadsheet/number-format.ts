import { format as formatted, getFormatFromId, isDateFormat as showsDate } from 'numfmt'
import type { CellDoubt } from '#domain/sheet-cell.ts'

/**
 * Numbers in a workbook are shown through a number format: as a date, with leading zeros, with an exponent. This tells
 * what a person sees. A date becomes text that sorts: `2026-09-01`, `2026-09-01 08:00`, `08:00`. A format of digits and
 * words (`0000000`, `000-0000`, `"S"0000`) belongs to the number and is applied; one that only dresses an amount
 * (`#,##0.00`, `0%`) is not; zeros at the end of a fraction stay as shown. Signs alone between the digits (`000-0000`) are named: a number that people have is the same
 * with and without them. Source: ECMA-376 part 1, 18.8.30 and 18.8.31.
 */

/** The built-in formats that show dates or times; 27–36 and 50–58 are the Chinese, Japanese and Korean ones. */
const BUILT_IN_DATES: readonly (readonly [number, number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
]

const DAY_MS = 86_400_000
/** Day 0 of the two calendars in use. Before March 1900 the first one is a day off: nobody's school has such dates. */
const EPOCH_1900 = Date.UTC(1899, 11, 30)
const EPOCH_1904 = Date.UTC(1904, 0, 1)
const DAYS_BETWEEN = (EPOCH_1904 - EPOCH_1900) / DAY_MS
/** 9999-12-31: no date is later. */
const LAST_DAY = 2_958_465
/** A spreadsheet program keeps 15 digits of a number; the rest it makes zeros, or worse. */
const KEPT_DIGITS = 15

export interface NumberFormat {
  kind: 'plain' | 'date' | 'scientific' | 'digits'
  code: string
}

export const PLAIN: NumberFormat = { kind: 'plain', code: 'General' }

/** A format without what is only written out, skipped, coloured or a condition. */
const bareOf = (code: string): string => code.replace(/"[^"]*"|\\.|\[[^\]]*\]|[_*]./g, '')

const kindOf = (id: number, code: string, isCustom: boolean): NumberFormat['kind'] => {
  if (!isCustom && BUILT_IN_DATES.some(([from, to]) => id >= from && id <= to)) return 'date'
  const bare = bareOf(code)
  if (/general/i.test(bare)) return 'plain'
  if (/E[+-]/i.test(bare)) return 'scientific'
  if (isCustom && (showsDate(code) || /[ymdhs]/i.test(bare))) return 'date'
  if (/[0#?]/.test(bare)) return /[.,%/$€£¥]/.test(bare) || /\[\$[^\]-]/.test(code) ? 'plain' : 'digits'
  return 'plain'
}

/** A format by its id, and by its code when it is a custom one. */
export const numberFormat = (id: number, custom: string | undefined): NumberFormat => {
  const code = custom ?? getFormatFromId(id) ?? 'General'
  return { kind: kindOf(id, code, custom !== undefined), code }
}

/** As the format shows it; null when it cannot, or shows nothing. */
const through = (code: string, value: number | string): string | null => {
  try {
    return formatted(code, value).trim() || null
  } catch {
    return null
  }
}

/** The text of a date number, or null when it is none. */
const dateText = (serial: number, from1904: boolean): string | null => {
  if (!(serial >= 0 && serial <= LAST_DAY)) return null
  const seconds = Math.round(serial * 86_400) * 1000
  const iso = new Date((from1904 ? EPOCH_1904 : EPOCH_1900) + seconds).toISOString()
  const [day, time] = [iso.slice(0, 10), iso.slice(11, 16)]
  if (serial < 1) return time
  return seconds % DAY_MS === 0 ? day : `${day} ${time}`
}

/** The number as people see it: `20260001`, never `2.0260001E7`. */
const plainText = (value: number): string =>
  Number.isInteger(value) ? BigInt(value).toString() : String(Number(value.toPrecision(KEPT_DIGITS)))

export interface SeenNumber {
  text: string
  doubt?: CellDoubt
  shown?: string
  digits?: string
}

/** A whole number through a format of digits. One that writes signs between them, and no letter or digit, is marked. */
const seenDigits = (value: number, shown: string): SeenNumber => {
  const digits = shown.replace(/\P{Nd}/gu, '')
  const isDressed = digits !== shown && !/\p{L}/u.test(shown) && value >= 0 && Number(digits) === value
  return isDressed ? { text: shown, doubt: 'separated', shown, digits } : { text: shown }
}

/** 7.1 through `0.00` is 7.10, which is another code than 7.1; but nothing is rounded away. */
const wholeFraction = (text: string, value: number, { code }: NumberFormat): string => {
  const shown = /^0+\.0+$/.test(code) ? through(code, value) : null
  return shown !== null && Number(shown) === value ? shown : text
}

/** What a person sees of a stored number, and whether it may be something else than was written. */
export const seenNumber = (raw: string, format: NumberFormat, from1904: boolean): SeenNumber => {
  const value = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(value)) return { text: raw }
  if (format.kind === 'date') {
    const text = dateText(value, from1904)
    const shown = through(format.code, from1904 ? value + DAYS_BETWEEN : value)
    if (text !== null) return { text, doubt: 'date', shown: shown ?? text }
  }
  if (Number.isInteger(value) && Math.abs(value) >= 10 ** KEPT_DIGITS) {
    // Never a digit that nobody wrote: what stands here cannot be taken for a whole number.
    const text = value.toExponential(KEPT_DIGITS - 1).toUpperCase()
    return { text, doubt: 'digits-lost', shown: text }
  }
  const text = plainText(value)
  if (format.kind === 'scientific')
    return { text, doubt: 'scientific', shown: through(format.code, value) ?? text }
  if (!Number.isInteger(value)) return { text: wholeFraction(text, value, format) }
  if (format.kind !== 'digits') return { text }
  return seenDigits(value, through(format.code, value) ?? text)
}

/** What a person sees of a text: a format may put words around it (`"S-"@`). */
export const seenText = (text: string, format: NumberFormat): string =>
  format.code === '@' || !format.code.includes('@') ? text : (through(format.code, text) ?? text)
