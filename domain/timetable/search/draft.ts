import { Problem } from '../../problem.ts'
import {
  type Course,
  type Instance,
  isAmong,
  type Lesson,
  lessonsOf,
  type People,
  type PersonKind,
  type Rule,
  type Some,
} from '../instance.ts'
import { HARD, MOST_SOFT } from './packed.ts'

/** A person's days, while rules are still being added to it. */
export interface LineDraft {
  readonly courses: readonly number[]
  readonly table: Int32Array
  readonly sums: { value: (taught: number) => number; cost: (sum: number) => number }[]
}

export interface CountDraft {
  readonly courses: readonly number[]
  readonly byDay: (lessons: number) => number
  readonly byUsed: (days: number) => number
}

export interface PairDraft {
  readonly a: number
  readonly b: number
  readonly shift: number
  readonly cost: number
}

export interface TallyDraft {
  readonly price: number
  /** By lesson: what it adds in each start slot. */
  readonly values: Map<number, Int32Array>
}

/** A model while it is being made: each rule adds its costs to the shape it falls in. */
export interface Draft {
  readonly instance: Instance
  readonly lessons: readonly Lesson[]
  readonly slots: number
  readonly noRoom: number
  readonly slotCost: Int32Array
  readonly roomCost: Int32Array
  readonly roomSlotCost: Int32Array
  readonly lines: Map<string, LineDraft>
  readonly counts: CountDraft[]
  readonly extraRoom: Int32Array
  readonly pairs: PairDraft[]
  readonly tallies: TallyDraft[]
  readonly walks: Map<string, { courses: readonly number[]; cost: number }>
}

export const createDraft = (instance: Instance): Draft => {
  const lessons = lessonsOf(instance)
  const slots = instance.days * instance.periods
  const noRoom = instance.rooms.length
  return {
    instance,
    lessons,
    slots,
    noRoom,
    slotCost: new Int32Array(lessons.length * slots),
    roomCost: new Int32Array(lessons.length * (noRoom + 1)),
    roomSlotCost: new Int32Array(noRoom * slots),
    lines: new Map(),
    counts: [],
    extraRoom: new Int32Array(instance.courses.length),
    pairs: [],
    tallies: [],
    walks: new Map(),
  }
}

/** What one breach of a rule costs, packed. */
export const priceOf = (rule: Rule): number => (rule.level === 'hard' ? HARD : rule.weight)

/** A table entry that must not overflow in a sum. Throws `invalid` when the weight is too large for its amounts. */
export const entry = (price: number, amount: number): number => {
  if (price < HARD && price * amount > MOST_SOFT) {
    throw new Problem('invalid', { detail: `A weight of ${price} is too large for a breach of ${amount}.` })
  }
  return price * Math.min(amount, price < HARD ? amount : 100)
}

export const lessonsAmong = (draft: Draft, some: Some): Lesson[] =>
  draft.lessons.filter((lesson) => isAmong(some, lesson.course.id))

/** Positions of the courses with a person in them, or of the one course. */
export const coursesOf = (instance: Instance, kind: PersonKind | 'course', id: string): number[] =>
  instance.courses.flatMap((course, at) => (idsOf(course, kind).includes(id) ? [at] : []))

const idsOf = (course: Course, kind: PersonKind | 'course'): readonly string[] =>
  kind === 'course' ? [course.id] : kind === 'teacher' ? course.teachers : course.groups

/** The people a rule is about, each with the courses they are in. */
export const peopleWithCourses = (instance: Instance, people: People): number[][] => {
  const teachers = instance.teachers.filter((teacher) => isAmong(people.teachers, teacher.id))
  const groups = instance.groups.filter((group) => isAmong(people.groups, group.id))
  return [
    ...teachers.map((teacher) => coursesOf(instance, 'teacher', teacher.id)),
    ...groups.map((group) => coursesOf(instance, 'group', group.id)),
  ].filter((courses) => courses.length > 0)
}

/** The line of people with exactly these courses: two curricula of the same courses share one, with both their costs. */
export const lineOf = (draft: Draft, courses: readonly number[]): LineDraft => {
  const key = courses.join(' ')
  const line = draft.lines.get(key) ?? {
    courses,
    table: new Int32Array(1 << draft.instance.periods),
    sums: [],
  }
  draft.lines.set(key, line)
  return line
}
