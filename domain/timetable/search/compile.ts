import { sharedBy } from '../clash.ts'
import type { Instance, Rule, RuleKind } from '../instance.ts'
import { createDraft, type Draft } from './draft.ts'
import { listsOf } from './lists.ts'
import type { Model } from './model.ts'
import { HARD, hardOf } from './packed.ts'
import { TABLES } from './rule-tables.ts'
import { shapesOf } from './shapes-of.ts'

/** Turns an instance into the numbers the search works on. Throws `invalid` for a rule that makes no sense. */
export const compile = (instance: Instance): Model => {
  const draft = createDraft(instance)
  for (const rule of instance.rules) if (!rule.off) addRule(draft, rule)
  forbidWhatCannotBe(draft)
  const { lessons, slots, noRoom } = draft
  const position = new Map(instance.courses.map((course, at) => [course, at]))
  const courseOf = Int32Array.from(lessons, (lesson) => position.get(lesson.course) ?? 0)
  const lessonsByCourse: number[][] = instance.courses.map(() => [])
  for (const lesson of lessons) lessonsByCourse[courseOf[lesson.number]!]!.push(lesson.number)
  const { conflicting, conflicts } = conflictsOf(instance)
  return {
    instance,
    lessons,
    days: instance.days,
    periods: instance.periods,
    slots,
    rooms: noRoom,
    courses: instance.courses.length,
    courseOf,
    length: Int32Array.from(lessons, (lesson) => lesson.length),
    lessonsByCourse: listsOf(lessonsByCourse),
    longest: lessons.reduce((most, { length }) => Math.max(most, length), 1),
    hasLong: lessons.some((lesson) => lesson.length > 1),
    slotChoice: listsOf(lessons.map((lesson) => possible(draft.slotCost, lesson.number, slots))),
    roomChoice: listsOf(lessons.map((lesson) => possible(draft.roomCost, lesson.number, noRoom + 1))),
    ...shapesOf(draft),
    conflicts,
    conflicting,
    coupled: coupledOf(draft, conflicting, courseOf),
  }
}

/**
 * The same lessons under one rule alone, and without clashes: what a lesson costs there is what it costs by this rule.
 */
export const compileRule = (model: Model, rule: Rule): Model => {
  const draft = createDraft(model.instance)
  addRule(draft, rule)
  return { ...model, ...shapesOf(draft), conflicts: listsOf(model.instance.courses.map(() => [])) }
}

// The table of a kind takes the rule of that kind, which the compiler cannot follow through the index.
const addRule = <Kind extends RuleKind>(draft: Draft, rule: Extract<Rule, { kind: Kind }>) =>
  (TABLES[rule.kind as Kind] as (draft: Draft, rule: Rule) => void)(draft, rule)

/** A start slot from which a lesson would run over the end of the day costs more than any breach, and so is no choice. */
const NEVER = HARD * 100

const forbidWhatCannotBe = (draft: Draft) => {
  const { periods } = draft.instance
  for (const { number, length, course } of draft.lessons) {
    for (let slot = 0; slot < draft.slots; slot += 1) {
      if ((slot % periods) + length > periods) draft.slotCost[number * draft.slots + slot] = NEVER
    }
    const rooms = number * (draft.noRoom + 1)
    if (course.room === null) draft.roomCost.fill(HARD, rooms, rooms + draft.noRoom)
    else draft.roomCost[rooms + draft.noRoom] = HARD
  }
}

/** The choices that break the fewest hard rules: none, unless the instance is impossible by this lesson alone. */
const possible = (costs: Int32Array, lesson: number, choices: number): number[] => {
  const hard = Array.from(costs.subarray(lesson * choices, (lesson + 1) * choices), hardOf)
  const least = Math.min(...hard)
  return hard.flatMap((breaches, at) => (breaches === least ? [at] : []))
}

const conflictsOf = (instance: Instance) => {
  const number = instance.courses.length
  const shared = sharedBy(instance)
  const conflicting = new Uint8Array(number * number)
  const lists = instance.courses.map((course, a) => {
    conflicting[a * number + a] = 1
    const others = instance.courses.flatMap((other, b) =>
      b !== a && shared(course, other).length > 0 ? [b] : [],
    )
    for (const b of others) conflicting[a * number + b] = 1
    return [a, ...others]
  })
  return { conflicting, conflicts: listsOf(lists) }
}

const coupledOf = (draft: Draft, conflicting: Uint8Array, courseOf: Int32Array): Uint8Array => {
  const number = draft.instance.courses.length
  const coupled = Uint8Array.from(conflicting)
  const couple = (courses: readonly number[]) => {
    for (const a of courses) for (const b of courses) coupled[a * number + b] = 1
  }
  for (const { courses } of draft.counts) couple(courses)
  for (const { courses } of draft.lines.values()) couple(courses)
  for (const { courses } of draft.walks.values()) couple(courses)
  for (const { a, b } of draft.pairs) couple([courseOf[a]!, courseOf[b]!])
  for (const { values } of draft.tallies)
    couple([...new Set([...values.keys()].map((lesson) => courseOf[lesson]!))])
  return coupled
}
