import { type Draft, entry } from './draft.ts'
import { keysByMember, listsOf } from './lists.ts'
import type { Counts, Days, Pairs, Rules, Tallies, Walks } from './model.ts'

/** The tables of a draft's rules, as the model holds them. */
export const shapesOf = (draft: Draft): Rules => ({
  slotCost: draft.slotCost,
  roomCost: draft.roomCost,
  roomSlotCost: draft.roomSlotCost.some((cost) => cost !== 0) ? draft.roomSlotCost : null,
  lines: daysOf(draft),
  counts: countsOf(draft),
  extraRoom: draft.extraRoom,
  hasExtraRoom: draft.extraRoom.some((cost) => cost !== 0),
  pairs: pairsOf(draft),
  tallies: talliesOf(draft),
  walks: walksOf(draft),
})

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
