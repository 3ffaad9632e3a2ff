/**
 * Dates in a workbook are numbers that a number format shows as dates. This tells which formats do, and turns such a
 * number into text that sorts: `2026-09-01`, `2026-09-01 08:00`, `08:00`. Source: ECMA-376 part 1, 18.8.30.
 */

/** The built-in formats that show dates or times; 27–36 and 50–58 are the Chinese, Japanese and Korean ones. */
const BUILT_IN: readonly (readonly [number, number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
]

const DAY_MS = 86_400_000
/** Day 0 of the two calendars in use. Before March 1900 the first one is a day off: nobody's school has such dates. */
const EPOCH_1900 = Date.UTC(1899, 11, 30)
const EPOCH_1904 = Date.UTC(1904, 0, 1)
/** 9999-12-31: no date is later. */
const LAST_DAY = 2_958_465

/** Whether a format shows a date or time: its id, and its code when it is a custom one. */
export const isDateFormat = (id: number, code: string | undefined): boolean => {
  if (code === undefined) return BUILT_IN.some(([from, to]) => id >= from && id <= to)
  const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_./g, '')
  return /[ymdhs]/i.test(bare) && !/general/i.test(bare)
}

/** The text of a date number, or null when it is none. */
export const dateText = (serial: number, from1904: boolean): string | null => {
  if (!(serial >= 0 && serial <= LAST_DAY)) return null
  const seconds = Math.round(serial * 86_400) * 1000
  const iso = new Date((from1904 ? EPOCH_1904 : EPOCH_1900) + seconds).toISOString()
  const [day, time] = [iso.slice(0, 10), iso.slice(11, 16)]
  if (serial < 1) return time
  return seconds % DAY_MS === 0 ? day : `${day} ${time}`
}

/** The number as people see it: `20260001`, never `2.0260001E7`; what is no number stays as it is. */
export const numberText = (raw: string): string => {
  const value = Number(raw)
  if (raw === '' || !Number.isFinite(value)) return raw
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return BigInt(value).toString()
  return String(Number(value.toPrecision(15)))
}
