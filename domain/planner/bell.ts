import * as z from 'zod/mini'
import { id, text } from '../contract.ts'

/** More periods than any school's day has; what the search can hold. */
export const MOST_PERIODS = 12
export const MOST_BELLS = 10

/** A time of the school's clock: `08:00`. */
const clock = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'time'))

const bellPeriod = z.strictObject({ starts: clock, ends: clock })
export type BellPeriod = z.output<typeof bellPeriod>

/**
 * A bell schedule: the periods of a day in order, and the weekdays (1 Monday … 7 Sunday) that go by it. A weekday goes by
 * one schedule at most; one that goes by none has no lessons.
 */
export const bells = z.strictObject({
  id,
  name: text(60),
  weekdays: z.array(z.int().check(z.minimum(1), z.maximum(7))).check(z.maxLength(7)),
  periods: z.array(bellPeriod).check(z.minLength(1, 'required'), z.maxLength(MOST_PERIODS, 'too-many')),
})
export type Bells = z.output<typeof bells>

/** The first period that ends before it begins, or begins before the one before it ends (counted from 0); null: none. */
export const overlappingPeriod = (periods: readonly BellPeriod[]): number | null => {
  const at = periods.findIndex(({ starts, ends }, n) => {
    const before = periods[n - 1]
    return ends <= starts || (before !== undefined && starts < before.ends)
  })
  return at < 0 ? null : at
}

/** A weekday that two schedules ring; null: none. */
export const doubledWeekday = (all: readonly Bells[]): number | null => {
  const days = all.flatMap(({ weekdays }) => [...new Set(weekdays)])
  return days.find((each, at) => days.indexOf(each) !== at) ?? null
}

/** A day of the week with lessons. */
export interface SchoolDay {
  /** 1 Monday … 7 Sunday. */
  weekday: number
  periods: readonly BellPeriod[]
}

/** The days of the school's week in order: day 0 of a timetable is the first of them. */
export const schoolWeek = (all: readonly Bells[]): SchoolDay[] =>
  all
    .flatMap(({ weekdays, periods }) => [...new Set(weekdays)].map((weekday) => ({ weekday, periods })))
    .sort((a, b) => a.weekday - b.weekday)
