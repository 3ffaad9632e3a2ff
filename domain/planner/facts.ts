import * as z from 'zod/mini'
import { id, who } from '../contract.ts'
import { bells, MOST_BELLS } from './bell.ts'
import { MOST_ROOMS, room } from './room.ts'
import { MOST_RULES, plannerRule } from './rule.ts'
import { MOST_TEACHINGS, teaching } from './teaching.ts'

/** `away`: is not there. `wish`: would rather be free. */
export const TIME_LEVELS = ['away', 'wish'] as const

export const personTime = z.strictObject({
  /** 1 Monday … 7 Sunday. */
  weekday: z.int().check(z.minimum(1), z.maximum(7)),
  /** From 0. */
  period: z.int().check(z.minimum(0), z.maximum(11)),
  level: z.enum(TIME_LEVELS),
})
export type PersonTime = z.output<typeof personTime>

/** Somebody's times in which no lessons should be. */
export const teacherTimes = z.strictObject({
  accountId: id,
  times: z.array(personTime).check(z.maxLength(84)),
})
export type TeacherTimes = z.output<typeof teacherTimes>

/** A class of the term as the planner sees it. */
export const plannedClass = z.object({
  id,
  code: z.string(),
  name: z.string(),
  subject: z.string(),
  hue: z.int(),
  students: z.int(),
  teacherIds: z.array(id),
})
export type PlannedClass = z.output<typeof plannedClass>

/** Everything a timetable is made from. */
export const plannerFacts = z.object({
  termId: z.nullable(id),
  classes: z.array(plannedClass),
  teachers: z.array(who),
  /** Sets of classes that some student is in all of: they clash. Largest sets only. */
  together: z.array(z.array(id)),
  bells: z.array(bells),
  rooms: z.array(room),
  teachings: z.array(teaching),
  times: z.array(teacherTimes),
  rules: z.array(plannerRule),
})
export type PlannerFacts = z.output<typeof plannerFacts>

const changes = <Row extends z.core.$ZodType>(row: Row, most: number) =>
  z.optional(
    z.strictObject({
      rows: z.array(row).check(z.maxLength(most, 'too-many')),
      removed: z.array(id).check(z.maxLength(most, 'too-many')),
    }),
  )

/** One act of a planner on the facts: rows that are new or changed, rows that go. */
export const factChanges = z.strictObject({
  bells: changes(bells, MOST_BELLS),
  rooms: changes(room, MOST_ROOMS),
  teachings: changes(teaching, MOST_TEACHINGS),
  rules: changes(plannerRule, MOST_RULES),
  /** A teacher with no times is free always. */
  times: z.optional(z.array(teacherTimes).check(z.maxLength(2000, 'too-many'))),
})
export type FactChanges = z.output<typeof factChanges>
