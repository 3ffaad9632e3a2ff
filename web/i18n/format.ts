import { locale, t } from './translate.ts'
import { daysBetween, schoolDay, schoolZone } from './zone.ts'

/** Dates, times, numbers and names as the reader writes them, in the school's time zone. All are reactive. */

const cache = new Map<string, Intl.DateTimeFormat>()
const dateFormat = (options: Intl.DateTimeFormatOptions, timeZone: string): Intl.DateTimeFormat => {
  const key = `${locale()} ${timeZone} ${JSON.stringify(options)}`
  let format = cache.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(locale() === 'en' ? 'en-GB' : locale(), { ...options, timeZone })
    cache.set(key, format)
  }
  return format
}

const ofInstant = (instant: string | Date, options: Intl.DateTimeFormatOptions): string =>
  dateFormat(options, schoolZone()).format(new Date(instant))

const ofDay = (day: string, options: Intl.DateTimeFormatOptions): string =>
  dateFormat(options, 'UTC').format(new Date(`${day}T00:00:00Z`))

/** Sentences one after the other: Chinese ones stand without a blank between them. */
export const joinSentences = (...sentences: readonly string[]): string =>
  sentences.filter(Boolean).join(locale() === 'zh-CN' ? '' : ' ')

/** `08:00` */
export const formatTime = (instant: string | Date): string =>
  ofInstant(instant, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** `Mon 23 Nov`, `11月23日周一`; with the year when it is another one. Takes a calendar day. */
export const formatDay = (day: string): string =>
  ofDay(day, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: day.slice(0, 4) === schoolDay().slice(0, 4) ? undefined : 'numeric',
  })

/** `Monday 23 November`, `11月23日星期一`. Takes a calendar day. */
export const formatLongDay = (day: string): string =>
  ofDay(day, { weekday: 'long', day: 'numeric', month: 'long' })

/** `November 2026`, `2026年11月`. Takes a month. */
export const formatMonth = (month: string): string => ofDay(`${month}-01`, { month: 'long', year: 'numeric' })

/** `Monday`, `周一`. Takes a calendar day. */
export const formatWeekday = (day: string, width: 'long' | 'short' = 'long'): string =>
  ofDay(day, { weekday: width })

/** Everything, for hovering: `Monday 23 November 2026 at 08:00`. */
export const formatExact = (instant: string | Date): string =>
  ofInstant(instant, { dateStyle: 'full', timeStyle: 'short', hourCycle: 'h23' })

/** A day as people say it: today, tomorrow, a weekday within six days, else the date. */
export const sayDay = (day: string, now: Date = new Date()): string => {
  const away = daysBetween(schoolDay(now), day)
  if (away === 0) return t('common.time.today')
  if (away === 1) return t('common.time.tomorrow')
  if (away === -1) return t('common.time.yesterday')
  return away > 1 && away < 7 ? formatWeekday(day) : formatDay(day)
}

/** An instant as people say it: `Tomorrow 08:00`, `周一 08:00`. */
export const sayWhen = (instant: string, now: Date = new Date()): string =>
  t('common.time.dayTime', { day: sayDay(schoolDay(new Date(instant)), now), time: formatTime(instant) })

const NEAR_DAYS: Record<number, 'yesterday' | 'today' | 'tomorrow'> = {
  [-1]: 'yesterday',
  0: 'today',
  1: 'tomorrow',
}

/** A day within a sentence: `planned for tomorrow`. Weekdays and dates are written alike everywhere. */
export const sayDayWithin = (day: string, now: Date = new Date()): string => {
  const word = NEAR_DAYS[daysBetween(schoolDay(now), day)]
  return word === undefined ? sayDay(day, now) : t(`common.time.within.${word}`)
}

/** An instant within a sentence: `Due tomorrow 08:00`. */
export const sayWhenWithin = (instant: string, now: Date = new Date()): string =>
  t('common.time.dayTime', {
    day: sayDayWithin(schoolDay(new Date(instant)), now),
    time: formatTime(instant),
  })

const ago = (instant: string, now: Date, other: typeof sayWhen): string => {
  const seconds = Math.round((now.getTime() - new Date(instant).getTime()) / 1000)
  if (seconds < 45) return t('common.time.justNow')
  if (seconds < 3600) return t('common.time.minutesAgo', { count: Math.max(1, Math.round(seconds / 60)) })
  return schoolDay(new Date(instant)) === schoolDay(now) ? formatTime(instant) : other(instant, now)
}

/** How long ago, for what just happened: `just now`, `5 min ago`, then as `sayWhen`. */
export const sayAgo = (instant: string, now: Date = new Date()): string => ago(instant, now, sayWhen)

/** The same within a sentence: `Handed in yesterday 08:00`. */
export const sayAgoWithin = (instant: string, now: Date = new Date()): string =>
  ago(instant, now, sayWhenWithin)

/** `08:00–08:45`, for lessons. */
export const formatSpan = (from: string, to: string): string => `${formatTime(from)}–${formatTime(to)}`

export const formatNumber = (value: number, options?: Intl.NumberFormatOptions): string =>
  value.toLocaleString(locale(), options)

/** A share of one: 0.915 → `91.5%`. */
export const formatPercent = (share: number, digits = 0): string =>
  formatNumber(share, { style: 'percent', maximumFractionDigits: digits })

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** `2.4 MB` */
export const formatBytes = (bytes: number): string => {
  const step = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3))
  return formatNumber(bytes / 1000 ** step, {
    style: 'unit',
    unit: UNITS[step],
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step > 1 ? 1 : 0,
    // A number and its unit stay on one line.
  }).replace(' ', '\u00a0')
}

/** `Wang Lei, Zhao Min, and Li Na`; `王磊、赵敏和李娜`. */
export const formatList = (items: readonly string[]): string =>
  new Intl.ListFormat(locale(), { style: 'long', type: 'conjunction' }).format(items)

const names = new Intl.Collator('zh-CN', { numeric: true })

/** Sorts by name, in the server's order whatever the reader's language: pinyin, letters, figures by value. */
export const byName = (left: string, right: string): number => names.compare(left, right)

/** An exact percentage as the server says it: `67.22` → `67.22%`, in both languages. */
export const withPercent = (percent: string): string => `${percent}%`
