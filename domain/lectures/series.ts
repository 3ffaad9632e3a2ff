import { instantOf, wallOf } from '../time.ts'
import type { LessonPlan } from './lecture.ts'

/** So many lessons are planned in one go: a weekly lesson through a year and a half-term more. */
export const MOST_IN_SERIES = 60
/** How far a weekly lesson goes when no term says where it ends (weeks). */
const USUAL_WEEKS = 8

const DAY = 86_400_000
const WEEK = 7

/** `2026-09-01` and 3 → `2026-09-04`. */
const laterDay = (on: string, days: number): string =>
  new Date(Date.parse(`${on}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)

const daysFromTo = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY)

/** The days on which something happens that is on a day and every week after it, through `until`; at most one too many. */
export const weeklyDays = (on: string, until: string): string[] => {
  const weeks = Math.floor(daysFromTo(on, until) / WEEK)
  return Array.from({ length: Math.min(weeks, MOST_IN_SERIES) + 1 }, (_, week) => laterDay(on, week * WEEK))
}

/**
 * The instants of a lesson on a day of the school's clock. A night on which the clocks leave no time between beginning
 * and end gives it its length all the same.
 */
export const lessonTimes = (
  { on, starts, ends }: { on: string; starts: string; ends: string },
  timeZone: string,
): { startsAt: string; endsAt: string } => {
  const start = instantOf({ on, at: starts }, timeZone)
  const end = instantOf({ on, at: ends }, timeZone)
  const length = Date.parse(`${on}T${ends}Z`) - Date.parse(`${on}T${starts}Z`)
  return {
    startsAt: start.toISOString(),
    endsAt: (end > start ? end : new Date(start.getTime() + length)).toISOString(),
  }
}

/**
 * Until when a weekly lesson goes that begins on a day, when nobody says: the end of its class's term, else of the term
 * that holds the day, else some weeks; never more lessons than can be planned in one go.
 */
export const usualUntil = (
  on: string,
  own: { endsOn: string },
  terms: readonly { startsOn: string; endsOn: string }[],
): string => {
  const holding = terms.find((term) => term.startsOn <= on && on <= term.endsOn)
  const end = own.endsOn >= on ? own.endsOn : (holding?.endsOn ?? laterDay(on, USUAL_WEEKS * WEEK))
  const last = laterDay(on, (MOST_IN_SERIES - 1) * WEEK)
  return end < last ? end : last
}

const wallsOf = (plan: LessonPlan, timeZone: string) => ({
  starts: wallOf(new Date(plan.startsAt), timeZone),
  ends: wallOf(new Date(plan.endsAt), timeZone),
})

/** Whether two plans are on the same weekday from the same to the same time of the school's clock. */
const sameBell = (a: LessonPlan, b: LessonPlan, timeZone: string): boolean => {
  const [one, other] = [wallsOf(a, timeZone), wallsOf(b, timeZone)]
  return (
    daysFromTo(one.starts.on, other.starts.on) % WEEK === 0 &&
    one.starts.at === other.starts.at &&
    one.ends.at === other.ends.at
  )
}

/** The times of `other` when it moves as a plan moved: so many days, to the same times of the clock. */
const movedAlike = (before: LessonPlan, after: LessonPlan, other: LessonPlan, timeZone: string) => {
  const [was, is, its] = [before, after, other].map((plan) => wallsOf(plan, timeZone))
  if (!was || !is || !its) throw new Error('three plans have three walls')
  const startOn = laterDay(its.starts.on, daysFromTo(was.starts.on, is.starts.on))
  const endOn = laterDay(startOn, daysFromTo(is.starts.on, is.ends.on))
  const start = instantOf({ on: startOn, at: is.starts.at }, timeZone)
  const end = instantOf({ on: endOn, at: is.ends.at }, timeZone)
  const length = Date.parse(after.endsAt) - Date.parse(after.startsAt)
  return {
    startsAt: start.toISOString(),
    endsAt: (end > start ? end : new Date(start.getTime() + length)).toISOString(),
  }
}

/**
 * What becomes of another lesson of the series when one is changed "and the later ones": each thing that changed changes
 * there too if it was the same there. What somebody gave a lesson of its own (a title, another hour) stays its own.
 */
export const changedAlike = (
  before: LessonPlan,
  after: LessonPlan,
  other: LessonPlan,
  timeZone: string,
): LessonPlan => {
  const moved = before.startsAt !== after.startsAt || before.endsAt !== after.endsAt
  return {
    ...other,
    title: other.title === before.title ? after.title : other.title,
    room: other.room === before.room ? after.room : other.room,
    held: other.held === before.held ? after.held : other.held,
    ...(moved && sameBell(before, other, timeZone) && movedAlike(before, after, other, timeZone)),
  }
}

/** Whether two plans say the same; null is no lesson. */
export const samePlan = (a: LessonPlan | null, b: LessonPlan | null): boolean =>
  a === null || b === null
    ? a === b
    : a.title === b.title &&
      a.startsAt === b.startsAt &&
      a.endsAt === b.endsAt &&
      a.state === b.state &&
      a.held === b.held &&
      a.room === b.room
