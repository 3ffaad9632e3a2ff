import { sharedBy } from '../clash.ts'
import type { Instance, Rule, RuleKind } from '../instance.ts'
import { createDraft, type Draft, entry } from './draft.ts'
import { keysByMember, listsOf } from './lists.ts'
import type { Counts, Days, Model, Pairs, Tallies, Walks } from './model.ts'
import { HARD, hardOf } from './packed.ts'
import { TABLES } from './rule-tables.ts'

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
    hasLong: lessons.some((lesson) => lesson.length > 1),
    slotChoice: listsOf(lessons.map((lesson) => possible(draft.slotCost, lesson.number, slots))),
    roomChoice: listsOf(lessons.map((lesson) => possible(draft.roomCost, lesson.number, noRoom + 1))),
    slotCost: draft.slotCost,
    roomCost: draft.roomCost,
    roomSlotCost: draft.roomSlotCost.some((cost) => cost !== 0) ? draft.roomSlotCost : null,
    conflicts,
    conflicting,
    coupled: coupledOf(draft, conflicting, courseOf),
    lines: daysOf(draft),
    counts: countsOf(draft),
    extraRoom: draft.extraRoom,
    hasExtraRoom: draft.extraRoom.some((cost) => cost !== 0),
    pairs: pairsOf(draft),
    tallies: talliesOf(draft),
    walks: walksOf(draft),
  }
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

/** Puts tables one after the other, equal ones once, and says where each begins. */
const stack = (tables: readonly ArrayLike<number>[]) => {
  const begin = new Map<string, number>()
  const all: number[] = []
  const starts = tables.map((table) => {
    const values = Array.from(table)
    const key = values.join(' ')
    const at = begin.get(key) ?? all.length
    if (at === all.length) {
      begin.set(key, at)
      for (const value of values) all.push(value)
    }
    return at
  })
  return { starts: Int32Array.from(starts), values: Int32Array.from(all) }
}

const daysOf = (draft: Draft): Days => {
  const lines = [...draft.lines.values()]
  const sums = lines.flatMap((line) => line.sums)
  const masks = Array.from({ length: 1 << draft.instance.periods }, (_, taught) => taught)
  const values = sums.map(({ value }) => masks.map(value))
  const most = sums.map((_, at) => draft.instance.days * Math.max(...values[at]!))
  const table = stack(lines.map((line) => line.table))
  const value = stack(values)
  const cost = stack(
    sums.map((sum, at) => Array.from({ length: most[at]! + 1 }, (_, total) => sum.cost(total))),
  )
  let next = 0
  return {
    number: lines.length,
    ofCourse: keysByMember(
      lines.map((line) => line.courses),
      draft.instance.courses.length,
    ),
    tableOf: table.starts,
    table: table.values,
    sums: sums.length,
    sumsOfLine: listsOf(lines.map((line) => line.sums.map(() => next++))),
    valueOf: value.starts,
    value: value.values,
    costOf: cost.starts,
    cost: cost.values,
  }
}

const countsOf = (draft: Draft): Counts => {
  const lessons = (courses: readonly number[]) =>
    courses.reduce((sum, at) => sum + draft.instance.courses[at]!.lessons.length, 0)
  const upTo = (most: number, cost: (count: number) => number) =>
    Array.from({ length: most + 1 }, (_, count) => cost(count))
  const byDay = stack(draft.counts.map((count) => upTo(lessons(count.courses), count.byDay)))
  const byUsed = stack(draft.counts.map((count) => upTo(draft.instance.days, count.byUsed)))
  return {
    number: draft.counts.length,
    ofCourse: keysByMember(
      draft.counts.map((count) => count.courses),
      draft.instance.courses.length,
    ),
    byDayOf: byDay.starts,
    byDay: byDay.values,
    byUsedOf: byUsed.starts,
    byUsed: byUsed.values,
  }
}

const pairsOf = (draft: Draft): Pairs => {
  const ends = draft.pairs.flatMap(({ a, b, shift, cost }) => [
    { of: a, other: b, shift, cost },
    { of: b, other: a, shift: -shift, cost },
  ])
  return {
    number: draft.pairs.length,
    ofLesson: keysByMember(
      ends.map((end) => [end.of]),
      draft.lessons.length,
    ),
    other: Int32Array.from(ends, (end) => end.other),
    shift: Int32Array.from(ends, (end) => end.shift),
    cost: Int32Array.from(ends, (end) => end.cost),
  }
}

const talliesOf = (draft: Draft): Tallies => {
  const parts = draft.tallies.flatMap(({ values }, key) =>
    [...values].map(([lesson, bySlot]) => ({ key, lesson, bySlot })),
  )
  const cost = stack(
    draft.tallies.map(({ price, values }) => {
      const most = [...values.values()].reduce((sum, bySlot) => sum + Math.max(...bySlot), 0)
      return Array.from({ length: most + 1 }, (_, unmet) => entry(price, (unmet * (unmet + 1)) / 2))
    }),
  )
  return {
    number: draft.tallies.length,
    ofLesson: keysByMember(
      parts.map((part) => [part.lesson]),
      draft.lessons.length,
    ),
    key: Int32Array.from(parts, (part) => part.key),
    value: Int32Array.from(parts.flatMap((part) => Array.from(part.bySlot))),
    costOf: cost.starts,
    cost: cost.values,
  }
}

const walksOf = (draft: Draft): Walks => {
  const walks = [...draft.walks.values()]
  const buildings = [...new Set(draft.instance.rooms.flatMap((room) => room.building ?? []))]
  const numberOf = (name: string | undefined) => (name === undefined ? 0 : buildings.indexOf(name) + 1)
  return {
    number: walks.length,
    ofCourse: keysByMember(
      walks.map((walk) => walk.courses),
      draft.instance.courses.length,
    ),
    cost: Int32Array.from(walks, (walk) => walk.cost),
    buildings: buildings.length,
    // The last one is "no room".
    buildingOf: Int32Array.from([...draft.instance.rooms.map((room) => numberOf(room.building)), 0]),
  }
}
