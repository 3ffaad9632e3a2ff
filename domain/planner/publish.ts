import { lessonTimes } from '../lectures/series.ts'
import type { SchoolDay } from './bell.ts'

const DAY_MS = 86_400_000
const dayNumber = (on: string): number => Math.round(Date.parse(`${on}T00:00:00Z`) / DAY_MS)
const dayAt = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10)

/** 1 Monday … 7 Sunday. */
export const weekdayOf = (on: string): number => ((((dayNumber(on) + 3) % 7) + 7) % 7) + 1
/** The Monday of a day's week. */
export const mondayOf = (on: string): string => dayAt(dayNumber(on) - weekdayOf(on) + 1)

/** One lesson of a published week. */
export interface WeekLesson {
  teachingId: string
  index: number
  classId: string
  title: string
  /** Periods. */
  length: number
  /** Which day of the week's days, from 0. */
  day: number
  period: number
  room: string | null
}

/** A timetable that holds from a day on, until the next one does. */
export interface PublishedWeek {
  timetableId: string
  validFrom: string
  week: readonly SchoolDay[]
  lessons: readonly WeekLesson[]
}

/** A lesson on a date. Teaching, index, week and nth name it, whatever timetable it comes from and wherever it is moved. */
export interface DatedLesson {
  timetableId: string
  teachingId: string
  index: number
  /** The Monday of its week. */
  weekOf: string
  /** 0; 1 for the second time in one week, when two of its days follow the same weekday's timetable. */
  nth: number
  classId: string
  title: string
  startsAt: string
  endsAt: string
  room: string | null
}

/** Which weekday's timetable a day follows (1 Monday … 7 Sunday); null: none. Holidays and make-up days say otherwise. */
export type DayPlan = (on: string) => number | null

export const keyOf = ({
  teachingId,
  index,
  weekOf,
  nth,
}: Pick<DatedLesson, 'teachingId' | 'index' | 'weekOf' | 'nth'>): string =>
  `${teachingId}/${index}/${weekOf}/${nth}`

/** The lessons of a day by the week that holds then, at the times of the school's clock. */
const lessonsOn = (
  on: string,
  weekday: number,
  { week, lessons, timetableId }: PublishedWeek,
  zone: string,
) => {
  const day = week.findIndex((each) => each.weekday === weekday)
  const periods = week[day]?.periods ?? []
  return lessons.flatMap((lesson): Omit<DatedLesson, 'nth'>[] => {
    const [first, last] = [periods[lesson.period], periods[lesson.period + lesson.length - 1]]
    if (lesson.day !== day || !first || !last) return []
    const { teachingId, index, classId, title, room } = lesson
    const times = lessonTimes({ on, starts: first.starts, ends: last.ends }, zone)
    return [{ timetableId, teachingId, index, weekOf: mondayOf(on), classId, title, room, ...times }]
  })
}

/**
 * The lessons that published timetables mean from one day through another, each day by the one that began last. A
 * change of the clocks moves no lesson on the school's clock.
 */
export const datedLessons = (
  published: readonly PublishedWeek[],
  { from, to }: { from: string; to: string },
  zone: string,
  dayPlan: DayPlan = weekdayOf,
): DatedLesson[] => {
  const newestFirst = [...published].sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1))
  const seen = new Map<string, number>()
  const days = Math.max(0, dayNumber(to) - dayNumber(from) + 1)
  return Array.from({ length: days }, (_, n) => dayAt(dayNumber(from) + n)).flatMap((on) => {
    const weekday = dayPlan(on)
    const holding = newestFirst.find(({ validFrom }) => validFrom <= on)
    if (weekday === null || !holding) return []
    return lessonsOn(on, weekday, holding, zone).map((lesson) => {
      const key = keyOf({ ...lesson, nth: 0 })
      const nth = seen.get(key) ?? 0
      seen.set(key, nth + 1)
      return { ...lesson, nth }
    })
  })
}

type Plan = Pick<DatedLesson, 'title' | 'startsAt' | 'endsAt' | 'room'>

/** A lesson that a timetable made before: what it was made as, and what it is now. */
export interface MadeLesson extends Pick<DatedLesson, 'teachingId' | 'index' | 'weekOf' | 'nth' | 'classId'> {
  lessonId: string
  made: Plan
  now: Plan
  /** Still only planned. */
  planned: boolean
}

const samePlan = (a: Plan, b: Plan): boolean =>
  a.title === b.title && a.startsAt === b.startsAt && a.endsAt === b.endsAt && a.room === b.room

/** What publishing does. */
export interface Publication {
  appear: DatedLesson[]
  move: { lesson: MadeLesson; to: DatedLesson }[]
  vanish: MadeLesson[]
  /** Changed by hand, cancelled, held or being held: they stay as they are. */
  kept: MadeLesson[]
}

/**
 * What makes of the lessons that there are those that are wanted. A lesson that somebody changed by hand or that was
 * held stays, and nothing appears in its place. What has begun by `now` neither appears nor moves. Done twice, the second
 * time changes nothing.
 */
export const publicationOf = (
  wanted: readonly DatedLesson[],
  made: readonly MadeLesson[],
  now: string,
): Publication => {
  const byKey = new Map(made.map((lesson) => [keyOf(lesson), lesson]))
  const result: Publication = { appear: [], move: [], vanish: [], kept: [] }
  const isAhead = ({ startsAt }: { startsAt: string }) => startsAt > now
  const isUntouched = (lesson: MadeLesson) =>
    lesson.planned && isAhead(lesson.now) && samePlan(lesson.made, lesson.now)
  const keep = (lesson: MadeLesson) => {
    if (isAhead(lesson.now)) result.kept.push(lesson)
  }
  for (const to of wanted) {
    const lesson = byKey.get(keyOf(to))
    if (!lesson) {
      if (isAhead(to)) result.appear.push(to)
    } else if (!isUntouched(lesson)) keep(lesson)
    else if (!samePlan(lesson.now, to) && isAhead(to)) result.move.push({ lesson, to })
  }
  const met = new Set(wanted.map(keyOf))
  for (const lesson of made.filter((one) => !met.has(keyOf(one)))) {
    if (isUntouched(lesson)) result.vanish.push(lesson)
    else keep(lesson)
  }
  return result
}
