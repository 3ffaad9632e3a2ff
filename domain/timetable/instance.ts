/**
 * What a timetable is made for: the cycle of days and periods, the rooms and people, the courses with their lessons,
 * and the rules. Plain values; ids are unique in their list. ITC-2007 CB-CTT is one set of these rules (`ctt.ts`).
 *
 * Always true, so not rules one can switch off: nobody and no room is in two lessons at once, and a lesson stays inside
 * one day. Co-teaching is a course with several teachers; a joint class is a course with several groups; double periods
 * are lessons of length 2; A/B weeks are a cycle of two weeks with a `repeat` rule for what comes in both.
 */
export interface Instance {
  readonly name: string
  /** Days of the cycle: 5 for a week, 10 for A/B weeks. Counted from 0. */
  readonly days: number
  /** Periods of every day, at most 12. Counted from 0. */
  readonly periods: number
  readonly rooms: readonly Room[]
  readonly teachers: readonly Teacher[]
  readonly groups: readonly Group[]
  readonly courses: readonly Course[]
  readonly rules: readonly Rule[]
}

export interface Slot {
  readonly day: number
  readonly period: number
}

export interface Room {
  readonly id: string
  readonly name: string
  readonly capacity: number
  readonly kind?: string
  readonly features?: readonly string[]
  readonly building?: string
}

export interface Teacher {
  readonly id: string
  readonly name: string
}

/** People who are all in the same lessons: a homeroom, a curriculum, a language set. */
export interface Group {
  readonly id: string
  readonly name: string
}

/** A series of lessons with the same people. */
export interface Course {
  readonly id: string
  readonly name: string
  readonly subject: string
  /** Length in periods of each lesson of the cycle: `[2, 1, 1]` is one double and two single periods. */
  readonly lessons: readonly number[]
  readonly teachers: readonly string[]
  readonly groups: readonly string[]
  readonly students: number
  /** Days over which `minimum-days` wants the lessons spread; 1 when left out. */
  readonly minDays?: number
  /** What room it needs; null for a course that needs none. */
  readonly room: RoomNeed | null
}

/** A room suits when it is of the kind, has every feature and, where rooms are named, is one of them. */
export interface RoomNeed {
  readonly kind?: string
  readonly features?: readonly string[]
  readonly rooms?: readonly string[]
}

/** One lesson to be placed. Lessons are numbered through all courses in order: see `lessonsOf`. */
export interface Lesson {
  readonly number: number
  readonly course: Course
  /** Position in `course.lessons`. */
  readonly index: number
  readonly length: number
}

/** Where a lesson is: the first of its periods, and the room (null: none). */
export interface Placement {
  readonly day: number
  readonly period: number
  readonly room: string | null
}

/** One entry for each lesson, in the order of `lessonsOf`; null: not placed. */
export type Timetable = readonly (Placement | null)[]

export type PersonKind = 'teacher' | 'group'

/** Somebody or something a rule is about. */
export interface Who {
  readonly kind: PersonKind | 'course' | 'room'
  readonly id: string
}

/** All of a kind, or the named ones. */
export type Some = 'all' | readonly string[]

/** Whose days a rule looks at. */
export interface People {
  readonly teachers?: Some
  readonly groups?: Some
}

interface RuleBase {
  /** Hard: a timetable that breaks it is not feasible. Soft: each breach costs the weight. */
  readonly level: 'hard' | 'soft'
  /** Positive integer up to 1,000; of soft rules only. */
  readonly weight: number
  readonly off?: boolean
}

/** Periods in which somebody is not there, or (soft) would rather not be. Amount: periods taught in them. */
export interface Unavailable extends RuleBase {
  readonly kind: 'unavailable'
  readonly times: readonly { readonly who: Who; readonly slots: readonly Slot[] }[]
  /** The second unmet wish of the same one counts 2, the third 3 …, which keeps the worst off from being forgotten. */
  readonly fair?: boolean
}

/** Hard subjects in the morning, sport not first: lessons lie in these periods of the day. Amount: periods outside. */
export interface DayPeriods extends RuleBase {
  readonly kind: 'day-periods'
  readonly courses: Some
  readonly periods: readonly number[]
}

/** A lesson that has its day, period or room already; what is left out is free. Amount: 1 for another time, 1 for another room. */
export interface Fixed extends RuleBase {
  readonly kind: 'fixed'
  readonly course: string
  readonly lesson: number
  readonly day?: number
  readonly period?: number
  readonly room?: string
}

/** Long lessons do not run over these breaks, each given by the period before it. Amount: lessons that do. */
export interface Unbroken extends RuleBase {
  readonly kind: 'unbroken'
  readonly courses: Some
  readonly breaksAfter: readonly number[]
}

/** Room kinds, features and named rooms of `Course.room`. Amount: lessons in a room that does not suit. */
export interface RoomSuits extends RuleBase {
  readonly kind: 'room-suits'
  readonly courses: Some
}

/** Amount: for each lesson the students over the room's capacity (hard: 1 for each such lesson). */
export interface RoomCapacity extends RuleBase {
  readonly kind: 'room-capacity'
  readonly courses: Some
}

/** Amount: for each course its distinct rooms beyond the first. */
export interface RoomStability extends RuleBase {
  readonly kind: 'room-stability'
  readonly courses: Some
}

/** Amount: for each course the days its lessons miss to `Course.minDays`. */
export interface MinimumDays extends RuleBase {
  readonly kind: 'minimum-days'
  readonly courses: Some
}

/** At most `max` (1) lessons of a course, of a subject for a group, or of the named courses together, on one day. */
export interface DistinctDays extends RuleBase {
  readonly kind: 'distinct-days'
  readonly courses: Some
  readonly together: 'course' | 'subject' | 'all'
  readonly max?: number
}

/** Free periods between two lessons of a day. Amount: those over `max`, counted by day or over the cycle. */
export interface Gaps extends RuleBase {
  readonly kind: 'gaps'
  readonly people: People
  readonly max: number
  readonly per: 'day' | 'cycle'
}

/** Amount: taught periods with no taught period right before or after on that day. */
export interface Isolated extends RuleBase {
  readonly kind: 'isolated'
  readonly people: People
}

/** Taught periods of a day; `min` counts on days with any. Amount: periods over or under. */
export interface DayLoad extends RuleBase {
  readonly kind: 'day-load'
  readonly people: People
  readonly min?: number
  readonly max?: number
}

/** Amount: in each unbroken run of taught periods, those beyond `max`. */
export interface Consecutive extends RuleBase {
  readonly kind: 'consecutive'
  readonly people: People
  readonly max: number
}

/** At least `free` (1) of the periods `from`..`to` is free on every day. Amount: free periods missing. */
export interface Lunch extends RuleBase {
  readonly kind: 'lunch'
  readonly people: People
  readonly from: number
  readonly to: number
  readonly free?: number
}

/** Days of the cycle with lessons: part-time teachers. Amount: days over `max` or under `min`. */
export interface WorkingDays extends RuleBase {
  readonly kind: 'working-days'
  readonly people: People
  readonly min?: number
  readonly max?: number
}

/**
 * Parallel groups: the first lessons of all courses start together, the second ones too … Amount: lessons that do not
 * start with the first course's. The courses split their groups between them, so they do not clash by a shared group.
 */
export interface SameTime extends RuleBase {
  readonly kind: 'same-time'
  readonly courses: readonly string[]
}

/** A/B weeks: the lessons of each course come in rounds of `every` days, at the same times. Amount: lessons that differ from the round before. */
export interface Repeat extends RuleBase {
  readonly kind: 'repeat'
  readonly courses: Some
  readonly every: number
}

/** Amount: neighbouring periods of a day taught in two buildings, with no time to walk. */
export interface BuildingChange extends RuleBase {
  readonly kind: 'building-change'
  readonly people: People
}

/** Change of a running timetable: lessons stay where they are. Amount: lessons at another time, or in another room. */
export interface Unmoved extends RuleBase {
  readonly kind: 'unmoved'
  readonly what: 'time' | 'room'
  readonly from: Timetable
}

export type Rule =
  | Unavailable
  | DayPeriods
  | Fixed
  | Unbroken
  | RoomSuits
  | RoomCapacity
  | RoomStability
  | MinimumDays
  | DistinctDays
  | Gaps
  | Isolated
  | DayLoad
  | Consecutive
  | Lunch
  | WorkingDays
  | SameTime
  | Repeat
  | BuildingChange
  | Unmoved

export type RuleKind = Rule['kind']

/** All lessons of an instance, numbered from 0 in the order of the courses. */
export const lessonsOf = (instance: Instance): Lesson[] => {
  const lessons: Lesson[] = []
  for (const course of instance.courses) {
    course.lessons.forEach((length, index) => {
      lessons.push({ number: lessons.length, course, index, length })
    })
  }
  return lessons
}

/** Whether an id is among all or the named ones; nothing named is nobody. */
export const isAmong = (some: Some | undefined, id: string): boolean =>
  some === 'all' || (some?.includes(id) ?? false)
