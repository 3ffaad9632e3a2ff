import type { Instance, Lesson, Rule } from '../instance.ts'
import { compile } from '../search/compile.ts'
import type { Model } from '../search/model.ts'
import { hardOf } from '../search/packed.ts'

export const FACT_KINDS = [
  'lesson-time',
  'lesson-room',
  'free-periods',
  'day-limit',
  'working-days',
  'spread',
  'per-day',
  'rooms',
  'parallel-time',
  'parallel-teacher',
  'parallel-rooms',
] as const

export interface Fact {
  readonly kind: (typeof FACT_KINDS)[number]
  /** The names of whom or what it is about: a course, a person, rooms. */
  readonly who: readonly string[]
  /** The names of the courses concerned. */
  readonly courses: readonly string[]
  readonly needed: number
  readonly available: number
}

/** Where lessons may lie by the rules that look at a lesson alone. */
export interface Choices {
  readonly instance: Instance
  readonly model: Model
  /** By lesson: slots it may start in, slots it may so cover, rooms it may have (by position). */
  readonly starts: readonly (readonly number[])[]
  readonly covered: readonly (readonly number[])[]
  readonly rooms: readonly (readonly number[])[]
}

export const choicesOf = (instance: Instance): Choices => {
  const model = compile(instance)
  const allowed = (costs: Int32Array, lesson: number, width: number) =>
    Array.from({ length: width }, (_, at) => at).filter((at) => hardOf(costs[lesson * width + at] ?? 0) === 0)
  const starts = model.lessons.map(({ number }) => allowed(model.slotCost, number, model.slots))
  const covered = model.lessons.map(({ number, length }) => [
    ...new Set((starts[number] ?? []).flatMap((slot) => Array.from({ length }, (_, n) => slot + n))),
  ])
  const rooms = model.lessons.map(({ number }) => allowed(model.roomCost, number, model.rooms + 1))
  return { instance, model, starts, covered, rooms }
}

export const namesOf = (lessons: readonly Lesson[]): string[] => [
  ...new Set(lessons.map(({ course }) => course.name)),
]

export const isHard = (rule: Rule): boolean => rule.level === 'hard' && !rule.off

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

/** As many times as it has periods. */
export const unitsOf = (lessons: readonly Lesson[]): Lesson[] =>
  lessons.flatMap((lesson) => Array.from({ length: lesson.length }, () => lesson))
