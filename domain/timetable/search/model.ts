import type { Instance, Lesson } from '../instance.ts'
import type { Lists } from './lists.ts'

/**
 * An instance as the search sees it: everything is a number, every rule has become a table, and costs are packed
 * (`packed.ts`). All rules of the catalogue fall into these few shapes; an instance pays only for the shapes it has.
 * Slot = day * periods + period. Room number `rooms` stands for "no room": lessons that need none, or have found none.
 */
export interface Model extends Rules {
  readonly instance: Instance
  readonly lessons: readonly Lesson[]
  readonly days: number
  readonly periods: number
  readonly slots: number
  readonly rooms: number
  readonly courses: number

  readonly courseOf: Int32Array
  readonly length: Int32Array
  readonly lessonsByCourse: Lists
  /** The most periods of a lesson, and whether that is more than one. */
  readonly longest: number
  readonly hasLong: boolean

  /** Where a lesson may start and in which rooms it may be, without breaking a hard rule by that alone. */
  readonly slotChoice: Lists
  readonly roomChoice: Lists
  /** Courses that share somebody and must not meet: a list for each course (itself first), and a matrix. */
  readonly conflicts: Lists
  readonly conflicting: Uint8Array
  /** Courses whose costs depend on each other in any way, so that a swap is not the sum of two moves. */
  readonly coupled: Uint8Array
}

/** The rules as tables. */
export interface Rules {
  /** Shape 1: cost of a lesson starting in a slot `[lesson * slots + slot]`, in a room `[lesson * (rooms + 1) + room]`. */
  readonly slotCost: Int32Array
  readonly roomCost: Int32Array
  /** Cost of a room in a slot `[room * slots + slot]`; null: every room is always there. */
  readonly roomSlotCost: Int32Array | null
  /** Shape 2: the days of a person (line): taught periods of a day as a mask → cost. */
  readonly lines: Days
  /** Shape 3: counts of lessons of a set of courses by day → cost. */
  readonly counts: Counts
  /** Shape 4: cost of each distinct room of a course beyond the first. */
  readonly extraRoom: Int32Array
  readonly hasExtraRoom: boolean
  /** Shape 5: lessons that start together, or a fixed number of slots apart. */
  readonly pairs: Pairs
  /** Shape 6: what adds up over the cycle for one person (unmet wishes) → cost. */
  readonly tallies: Tallies
  /** Shape 7: buildings in neighbouring periods. */
  readonly walks: Walks
}

export interface Days {
  readonly number: number
  /** Lines of each course. */
  readonly ofCourse: Lists
  /** Where the table of a line starts in `table`; a table has 2^periods entries. */
  readonly tableOf: Int32Array
  readonly table: Int32Array
  /** Sums over the cycle: `value[mask]` is added up over the days and looked up in `cost`. */
  readonly sums: number
  readonly sumsOfLine: Lists
  readonly valueOf: Int32Array
  readonly value: Int32Array
  readonly costOf: Int32Array
  readonly cost: Int32Array
}

export interface Counts {
  readonly number: number
  readonly ofCourse: Lists
  /** `byDay[byDayOf[key] + lessons of the day]`. */
  readonly byDayOf: Int32Array
  readonly byDay: Int32Array
  /** `byUsed[byUsedOf[key] + days with any]`. */
  readonly byUsedOf: Int32Array
  readonly byUsed: Int32Array
}

export interface Pairs {
  readonly number: number
  /** Positions in the arrays below for each lesson; every pair stands twice, seen from both ends. */
  readonly ofLesson: Lists
  readonly other: Int32Array
  /** The other lesson should start in my slot plus this. */
  readonly shift: Int32Array
  readonly cost: Int32Array
}

export interface Tallies {
  readonly number: number
  /** Positions for each lesson; `key` is the tally, `value[position * slots + slot]` what the lesson adds there. */
  readonly ofLesson: Lists
  readonly key: Int32Array
  readonly value: Int32Array
  readonly costOf: Int32Array
  readonly cost: Int32Array
}

export interface Walks {
  readonly number: number
  readonly ofCourse: Lists
  readonly cost: Int32Array
  readonly buildings: number
  /** Building of each room; 0: none, which is never a change. */
  readonly buildingOf: Int32Array
}
