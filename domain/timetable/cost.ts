import { type Breach, breachesOf, type Findings } from './breaches.ts'
import { sharedBy } from './clash.ts'
import type { Instance, Rule, Timetable } from './instance.ts'
import { type Placed, type Plan, planOf } from './plan.ts'

/** What is always true of a timetable; a rule of this kind is in every instance, is hard, and cannot be switched off. */
export type AlwaysKind = 'clash' | 'room-taken' | 'not-placed' | 'no-room'

/** One rule's line in the result. */
export interface RuleCost {
  readonly kind: Rule['kind'] | AlwaysKind
  readonly level: 'hard' | 'soft'
  readonly weight: number
  /** How many things the rule looked at. */
  readonly checked: number
  readonly breaches: readonly Breach[]
  /** The amounts of the breaches added up; `cost` is amount × weight, 0 for a hard rule. */
  readonly amount: number
  readonly cost: number
}

export interface TimetableCost {
  /** Hard breaches; feasible when 0. */
  readonly hard: number
  readonly soft: number
  readonly rules: readonly RuleCost[]
}

/** The cost of a timetable by rule, worked out from nothing: what the search's increments must add up to. */
export const costOf = (instance: Instance, timetable: Timetable): TimetableCost => {
  const plan = planOf(instance, timetable)
  const rules = [
    lineOf('not-placed', 'hard', 1, notPlaced(plan)),
    lineOf('clash', 'hard', 1, clashes(plan)),
    lineOf('room-taken', 'hard', 1, roomsTaken(plan)),
    lineOf('no-room', 'hard', 1, withoutRoom(plan)),
    ...instance.rules
      .filter((rule) => !rule.off)
      .map((rule) => lineOf(rule.kind, rule.level, rule.weight, breachesOf(plan, rule))),
  ]
  return {
    hard: rules.reduce((sum, rule) => sum + (rule.level === 'hard' ? rule.amount : 0), 0),
    soft: rules.reduce((sum, rule) => sum + rule.cost, 0),
    rules,
  }
}

const lineOf = (
  kind: RuleCost['kind'],
  level: RuleCost['level'],
  weight: number,
  found: Findings,
): RuleCost => {
  const amount = found.breaches.reduce((sum, breach) => sum + breach.amount, 0)
  return { kind, level, weight, ...found, amount, cost: level === 'soft' ? amount * weight : 0 }
}

const notPlaced = (plan: Plan): Findings => {
  const placed = new Set(plan.placed.map(({ number }) => number))
  const missing = plan.lessons.filter(({ number }) => !placed.has(number))
  return {
    checked: plan.lessons.length,
    breaches: missing.map(({ course }) => ({ names: [course.name], amount: 1 })),
  }
}

/** The slots of a plan with the lessons in each. */
const bySlot = ({ instance, placed }: Plan): Placed[][] => {
  const slots = Array.from({ length: instance.days * instance.periods }, (): Placed[] => [])
  for (const lesson of placed) {
    const first = lesson.at.day * instance.periods + lesson.at.period
    for (let slot = first; slot < first + lesson.length; slot += 1) slots[slot]?.push(lesson)
  }
  return slots
}

const timeOf = (plan: Plan, slot: number) => ({
  day: Math.floor(slot / plan.instance.periods),
  period: slot % plan.instance.periods,
})

const clashes = (plan: Plan): Findings => {
  const shared = sharedBy(plan.instance)
  const breaches = bySlot(plan).flatMap((lessons, slot) =>
    lessons.flatMap((a, at) =>
      lessons.slice(at + 1).flatMap((b): Breach[] => {
        const who = shared(a.course, b.course)
        if (who.length === 0 && a.course.id !== b.course.id) return []
        const names = [...new Set([a.course.name, b.course.name, ...who])]
        return [{ names, ...timeOf(plan, slot), amount: 1 }]
      }),
    ),
  )
  return { checked: plan.placed.length, breaches }
}

const roomsTaken = (plan: Plan): Findings => {
  const breaches = bySlot(plan).flatMap((lessons, slot) =>
    plan.instance.rooms.flatMap((room): Breach[] => {
      const here = lessons.filter(({ at }) => at.room === room.id)
      if (here.length < 2) return []
      const names = [room.name, ...here.map(({ course }) => course.name)]
      return [{ names, ...timeOf(plan, slot), amount: here.length - 1 }]
    }),
  )
  return { checked: plan.placed.length, breaches }
}

const withoutRoom = (plan: Plan): Findings => {
  const known = new Set(plan.instance.rooms.map(({ id }) => id))
  const needing = plan.placed.filter(({ course }) => course.room !== null)
  const breaches = needing
    .filter(({ at }) => at.room === null || !known.has(at.room))
    .map(({ course, at }) => ({ names: [course.name], day: at.day, period: at.period, amount: 1 }))
  return { checked: needing.length, breaches }
}
