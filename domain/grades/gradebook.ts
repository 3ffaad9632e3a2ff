/**
 * What a gradebook holds, as plain values: everything `totalsFor` needs about one class and nothing else. Decimals are
 * strings (`"8.5"`, at most four places where people enter them), never JavaScript numbers. What is optional is off
 * when it is left out.
 */
import type { GradingScheme } from './scheme.ts'

/** The rules of `totalsFor`. Stored with each total: other rules get another number, and what is stored stays as it is. */
export const CALCULATION = 2

/**
 * How the members of a category make its value. `points`: their points are added up. `weighted`: their percentages by
 * weight. The others look at their percentages alone.
 */
export const METHODS = ['points', 'weighted', 'mean', 'median', 'highest', 'lowest'] as const
export type Method = (typeof METHODS)[number]

/** Categories stand in one another, the course itself not counted. */
export const MAX_DEPTH = 4

export interface GradeCategory {
  id: string
  name: string
  /** Percent of what it stands in; null when it has no weight. */
  weight: string | null
  /** The category it stands in; null or unknown for the course itself. */
  parentId?: string | null
  /** `points` when left out. */
  method?: Method
  /** Adds to what it stands in without being expected: its points or weight enlarge no sum. */
  extra?: boolean
  /** How many of its own items do not count: the choice that gives the best, or the worst, value. */
  dropLowest?: number
  dropHighest?: number
  /** Instead of `dropLowest`: how many of its own items count, the best ones. */
  keepBest?: number | null
}

/** What a grade is entered as. It always arrives as points; the kind decides which policies apply. */
export const GRADE_KINDS = ['points', 'percent', 'letter', 'gpa', 'pass-fail', 'comment'] as const
export type GradeKind = (typeof GRADE_KINDS)[number]

export interface GradeItem {
  id: string
  name: string
  categoryId: string | null
  /** Zero is allowed: such an item can only add points to its category. */
  maxPoints: string
  /** The students it was set for; null means the whole class. */
  assignedTo: readonly string[] | null
  /** `points` when left out. A `comment` counts nowhere. */
  kind?: GradeKind
  /** `normal` when left out. `extra` adds its score and enlarges no sum. */
  counting?: 'normal' | 'extra' | 'not-counted'
  /** Percent of a `weighted` category. */
  weight?: string | null
  neverDrop?: boolean
  periodId?: string | null
  /** Scores below zero count as they are; otherwise as zero. */
  allowsNegative?: boolean
}

/** The grade that counts now: at most one for each item and student (the latest of its recorded changes). */
export interface GradeEntry {
  itemId: string
  studentId: string
  /** Null while the work is not graded. */
  score: string | null
  excused: boolean
  /** Whether the student and guardian may see it. */
  released: boolean
  /** Graded for now, to be looked at again: counts in `final` alone. */
  pending?: boolean
  /** Not handed in, so the missing policy gives the score until there is a real one. */
  missing?: boolean
  /** How late it was handed in, in whole seconds since the minute shown as due was over (`domain/deadline.ts`). */
  lateSeconds?: number
}

/** What is taken off late work: so many percent of the points for each hour or day that has begun. */
export interface LatePolicy {
  percent: string
  per: 'hour' | 'day'
  /** The percentage that lateness alone takes no score below; null for zero. */
  floor: string | null
  /** Free of charge; the hours and days are counted from its end. */
  graceSeconds?: number
}

export interface GradingPeriod {
  id: string
  name: string
  /** Percent of the course; null counts as zero. */
  weight: string | null
}

/** A total that a person has set. The newest stands for a place; a letter can be set for the course alone. */
export interface TotalOverride {
  studentId: string
  scope: 'course' | 'period' | 'category'
  /** The period or category; null for the course. */
  scopeId: string | null
  percent: string | null
  letter: string | null
  by: string
  reason: string
}

export interface Gradebook {
  categories: readonly GradeCategory[]
  items: readonly GradeItem[]
  entries: readonly GradeEntry[]
  /** How the course is made of its categories. Left out: `weighted` when one of them has a weight, else `points`. */
  method?: Method
  /** With `weighted`, each period is worked out by itself and then weighed. Without, periods change no course total. */
  periods?: { weighted: boolean; list: readonly GradingPeriod[] } | null
  latePolicy?: LatePolicy | null
  /** Percent of the points that missing work loses: `"100"` makes it zero. */
  missingPercent?: string | null
  /** The largest total of the course, in percent. */
  cap?: string | null
  overrides?: readonly TotalOverride[]
  scheme?: GradingScheme | null
}

/** The teacher sees every grade; the student, and the guardian, only what was released. */
export const GRADEBOOK_VIEWS = ['teacher', 'student'] as const
export type GradebookView = (typeof GRADEBOOK_VIEWS)[number]

/** Whether an item was set for this student. */
export const isAssigned = (item: GradeItem, studentId: string): boolean =>
  item.assignedTo === null || item.assignedTo.includes(studentId)

/** One student's entries by item. */
export type OwnEntries = ReadonlyMap<string, GradeEntry>

const indexes = new WeakMap<readonly GradeEntry[], Map<string, Map<string, GradeEntry>>>()

const indexOf = (entries: readonly GradeEntry[]): Map<string, Map<string, GradeEntry>> => {
  const known = indexes.get(entries)
  if (known) return known
  const index = new Map<string, Map<string, GradeEntry>>()
  for (const entry of entries) {
    const own = index.get(entry.studentId) ?? new Map<string, GradeEntry>()
    index.set(entry.studentId, own.set(entry.itemId, entry))
  }
  indexes.set(entries, index)
  return index
}

const NONE: OwnEntries = new Map()

/** One student's entries by item. The list is indexed once and must not be changed afterwards. */
export const entriesOf = (gradebook: Gradebook, studentId: string): OwnEntries =>
  indexOf(gradebook.entries).get(studentId) ?? NONE
