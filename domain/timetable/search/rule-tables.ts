import { Problem } from '../../problem.ts'
import { gapsOf, isolatedOf, loadOf, missedLunchOf, outsideOf, overrunOf } from '../day.ts'
import {
  type DistinctDays,
  type Instance,
  isAmong,
  type Lesson,
  type People,
  type Rule,
  type RuleKind,
  type Unavailable,
} from '../instance.ts'
import { roomSuits } from '../room-need.ts'
import { coursesOf, type Draft, entry, lessonsAmong, lineOf, peopleWithCourses, priceOf } from './draft.ts'

/** How each kind of rule becomes costs in one of the shapes of the model. */
type Tables = { readonly [Kind in RuleKind]: (draft: Draft, rule: Extract<Rule, { kind: Kind }>) => void }

/** Adds a cost to every start slot of a lesson by the amount found there. */
const addBySlot = (
  draft: Draft,
  rule: Rule,
  lesson: Lesson,
  amountAt: (day: number, period: number) => number,
) => {
  const { periods } = draft.instance
  for (let slot = 0; slot < draft.slots; slot += 1) {
    const amount = amountAt(Math.floor(slot / periods), slot % periods)
    draft.slotCost[lesson.number * draft.slots + slot]! += entry(priceOf(rule), amount)
  }
}

const addByRoom = (draft: Draft, rule: Rule, lesson: Lesson, amountIn: (room: number) => number) => {
  for (let room = 0; room < draft.noRoom; room += 1) {
    draft.roomCost[lesson.number * (draft.noRoom + 1) + room]! += entry(priceOf(rule), amountIn(room))
  }
}

/** Adds a cost to every day of some people by the periods they have lessons in. */
const addByDay = (draft: Draft, rule: Rule, people: People, amountOf: (taught: number) => number) => {
  for (const courses of peopleWithCourses(draft.instance, people)) {
    const { table } = lineOf(draft, courses)
    for (let taught = 0; taught < table.length; taught += 1)
      table[taught]! += entry(priceOf(rule), amountOf(taught))
  }
}

/** Adds a cost to the sum over the cycle of a value of each day. */
const addBySum = (
  draft: Draft,
  rule: Rule,
  people: People,
  value: (taught: number) => number,
  amountOf: (sum: number) => number,
) => {
  const cost = (sum: number) => entry(priceOf(rule), amountOf(sum))
  for (const courses of peopleWithCourses(draft.instance, people))
    lineOf(draft, courses).sums.push({ value, cost })
}

const wished = (draft: Draft, slots: Unavailable['times'][number]['slots']): Uint8Array => {
  const { days, periods } = draft.instance
  const marks = new Uint8Array(draft.slots)
  for (const { day, period } of slots) if (day < days && period < periods) marks[day * periods + period] = 1
  return marks
}

const unavailable = (draft: Draft, rule: Unavailable) => {
  for (const { who, slots } of rule.times) {
    const marks = wished(draft, slots)
    if (who.kind === 'room') closeRoom(draft, rule, who.id, marks)
    else keepFree(draft, rule, coursesOf(draft.instance, who.kind, who.id), marks)
  }
}

const closeRoom = (draft: Draft, rule: Rule, id: string, marks: Uint8Array) => {
  const room = draft.instance.rooms.findIndex((each) => each.id === id)
  if (room < 0) return
  for (let slot = 0; slot < draft.slots; slot += 1) {
    draft.roomSlotCost[room * draft.slots + slot]! += marks[slot]! * priceOf(rule)
  }
}

const keepFree = (draft: Draft, rule: Unavailable, courses: readonly number[], marks: Uint8Array) => {
  const { periods } = draft.instance
  const theirs = new Set(courses.map((at) => draft.instance.courses[at]))
  const values = new Map<number, Int32Array>()
  for (const lesson of draft.lessons.filter(({ course }) => theirs.has(course))) {
    const unmet = (day: number, period: number) =>
      loadOfMarks(marks, day * periods + period, Math.min(lesson.length, periods - period))
    if (!rule.fair) addBySlot(draft, rule, lesson, unmet)
    else {
      const bySlot = Int32Array.from(marks, (_, slot) => unmet(Math.floor(slot / periods), slot % periods))
      values.set(lesson.number, bySlot)
    }
  }
  if (rule.fair) draft.tallies.push({ price: priceOf(rule), values })
}

const loadOfMarks = (marks: Uint8Array, from: number, length: number): number =>
  marks.subarray(from, from + length).reduce((sum, mark) => sum + mark, 0)

const distinctDays = (draft: Draft, rule: DistinctDays) => {
  for (const courses of countedTogether(draft.instance, rule)) {
    draft.counts.push({
      courses,
      byDay: (lessons) => entry(priceOf(rule), Math.max(0, lessons - (rule.max ?? 1))),
      byUsed: () => 0,
    })
  }
}

/** The sets of courses, by position, whose lessons a `distinct-days` rule counts together. */
export const countedTogether = ({ courses: all }: Instance, rule: DistinctDays): number[][] => {
  const among = all.flatMap((course, at) => (isAmong(rule.courses, course.id) ? [at] : []))
  if (rule.together === 'all') return [among]
  if (rule.together === 'course') return among.map((at) => [at])
  const sets = new Map<string, number[]>()
  for (const at of among) {
    for (const group of all[at]!.groups) {
      const key = JSON.stringify([group, all[at]!.subject])
      sets.set(key, [...(sets.get(key) ?? []), at])
    }
  }
  return [...sets.values()]
}

const numbersOf = (draft: Draft, course: string): number[] =>
  draft.lessons.filter((lesson) => lesson.course.id === course).map((lesson) => lesson.number)

export const TABLES: Tables = {
  unavailable,
  'day-periods': (draft, rule) => {
    for (const lesson of lessonsAmong(draft, rule.courses)) {
      addBySlot(draft, rule, lesson, (_, period) => {
        const taught = Array.from({ length: lesson.length }, (_, at) => period + at)
        return taught.filter((each) => !rule.periods.includes(each)).length
      })
    }
  },
  fixed: (draft, rule) => {
    const lesson = draft.lessons.find(
      ({ course, index }) => course.id === rule.course && index === rule.lesson,
    )
    if (lesson === undefined) {
      throw new Problem('invalid', { detail: `Course "${rule.course}" has no lesson ${rule.lesson}.` })
    }
    addBySlot(draft, rule, lesson, (day, period) =>
      (rule.day ?? day) === day && (rule.period ?? period) === period ? 0 : 1,
    )
    if (rule.room !== undefined) {
      addByRoom(draft, rule, lesson, (room) => (draft.instance.rooms[room]!.id === rule.room ? 0 : 1))
    }
  },
  unbroken: (draft, rule) => {
    for (const lesson of lessonsAmong(draft, rule.courses)) {
      addBySlot(draft, rule, lesson, (_, period) =>
        rule.breaksAfter.some((after) => after >= period && after < period + lesson.length - 1) ? 1 : 0,
      )
    }
  },
  'room-suits': (draft, rule) => {
    for (const lesson of lessonsAmong(draft, rule.courses)) {
      addByRoom(draft, rule, lesson, (room) =>
        roomSuits(draft.instance.rooms[room]!, lesson.course.room) ? 0 : 1,
      )
    }
  },
  'room-capacity': (draft, rule) => {
    for (const lesson of lessonsAmong(draft, rule.courses)) {
      addByRoom(draft, rule, lesson, (room) => {
        const over = Math.max(0, lesson.course.students - draft.instance.rooms[room]!.capacity)
        return rule.level === 'hard' ? Math.min(1, over) : over
      })
    }
  },
  'room-stability': (draft, rule) => {
    draft.instance.courses.forEach((course, at) => {
      if (isAmong(rule.courses, course.id)) draft.extraRoom[at]! += priceOf(rule)
    })
  },
  'minimum-days': (draft, rule) => {
    draft.instance.courses.forEach((course, at) => {
      const least = course.minDays ?? 1
      if (!isAmong(rule.courses, course.id) || least <= 1) return
      draft.counts.push({
        courses: [at],
        byDay: () => 0,
        byUsed: (days) => entry(priceOf(rule), Math.max(0, least - days)),
      })
    })
  },
  'distinct-days': distinctDays,
  gaps: (draft, rule) => {
    const beyond = (gaps: number) => Math.max(0, gaps - rule.max)
    if (rule.per === 'day') addByDay(draft, rule, rule.people, (taught) => beyond(gapsOf(taught)))
    else addBySum(draft, rule, rule.people, gapsOf, beyond)
  },
  isolated: (draft, rule) => addByDay(draft, rule, rule.people, isolatedOf),
  'day-load': (draft, rule) =>
    addByDay(draft, rule, rule.people, (taught) =>
      taught === 0 ? 0 : outsideOf(loadOf(taught), rule.min, rule.max),
    ),
  consecutive: (draft, rule) => addByDay(draft, rule, rule.people, (taught) => overrunOf(taught, rule.max)),
  lunch: (draft, rule) =>
    addByDay(draft, rule, rule.people, (taught) => missedLunchOf(taught, rule.from, rule.to, rule.free ?? 1)),
  'working-days': (draft, rule) =>
    addBySum(
      draft,
      rule,
      rule.people,
      (taught) => (taught === 0 ? 0 : 1),
      (days) => outsideOf(days, rule.min, rule.max),
    ),
  'same-time': (draft, rule) => {
    const [first = [], ...others] = rule.courses.map((course) => numbersOf(draft, course))
    for (const other of others) {
      other.forEach((b, at) => {
        const a = first[at]
        if (a !== undefined) draft.pairs.push({ a, b, shift: 0, cost: priceOf(rule) })
      })
    }
  },
  repeat: (draft, rule) => {
    const rounds = draft.instance.days / rule.every
    for (const course of draft.instance.courses) {
      if (!isAmong(rule.courses, course.id)) continue
      const numbers = numbersOf(draft, course.id)
      const each = numbers.length / rounds
      if (!Number.isInteger(each)) {
        throw new Problem('invalid', {
          detail: `The lessons of "${course.name}" do not divide into ${rounds} rounds.`,
        })
      }
      numbers.slice(each).forEach((b, at) => {
        draft.pairs.push({
          a: numbers[at]!,
          b,
          shift: rule.every * draft.instance.periods,
          cost: priceOf(rule),
        })
      })
    }
  },
  'building-change': (draft, rule) => {
    for (const courses of peopleWithCourses(draft.instance, rule.people)) {
      const key = courses.join(' ')
      const cost = (draft.walks.get(key)?.cost ?? 0) + priceOf(rule)
      draft.walks.set(key, { courses, cost })
    }
  },
  unmoved: (draft, rule) => {
    for (const lesson of draft.lessons) {
      const from = rule.from[lesson.number]
      if (!from) continue
      if (rule.what === 'time') {
        addBySlot(draft, rule, lesson, (day, period) => (day === from.day && period === from.period ? 0 : 1))
      } else addByRoom(draft, rule, lesson, (room) => (draft.instance.rooms[room]!.id === from.room ? 0 : 1))
    }
  },
}
