import * as z from 'zod/mini'
import { day, failure, id, instant, text, who } from '../contract.ts'
import { FACT_KINDS } from '../timetable/facts/choices.ts'

export const SEARCH_STATES = ['waiting', 'searching', 'ready', 'impossible', 'failed'] as const
export type SearchState = (typeof SEARCH_STATES)[number]
export const TIMETABLE_STATUSES = ['draft', 'published'] as const

/** The longest search that one click asks for (seconds). */
export const LONGEST_SEARCH = 1800
/** Timetables of one school; old drafts are deleted by hand. */
export const MOST_TIMETABLES = 100

export const timetableName = text(80)

/** The best at a moment of the search. */
const curvePoint = z.object({ seconds: z.number(), hard: z.int(), soft: z.int() })
export type CurvePoint = z.output<typeof curvePoint>

/** Why no timetable can exist: what the search's `Fact` says. */
export const impossibility = z.object({
  kind: z.enum(FACT_KINDS),
  who: z.array(z.string()),
  courses: z.array(z.string()),
  needed: z.int(),
  available: z.int(),
})
export type Impossibility = z.output<typeof impossibility>

/** One rule's line in the result. */
export const costLine = z.object({
  kind: z.string(),
  level: z.enum(['hard', 'soft']),
  weight: z.int(),
  checked: z.int(),
  /** How many wishes are not met; `breaches` has the first of them. */
  unmet: z.int(),
  amount: z.int(),
  cost: z.int(),
  breaches: z.array(
    z.object({
      names: z.array(z.string()),
      day: z.optional(z.int()),
      period: z.optional(z.int()),
      amount: z.int(),
    }),
  ),
})
export type CostLine = z.output<typeof costLine>

export const timetableView = z.object({
  id,
  name: z.string(),
  termId: id,
  status: z.enum(TIMETABLE_STATUSES),
  /** The first day it holds on; null for a draft. */
  validFrom: z.nullable(day),
  state: z.enum(SEARCH_STATES),
  seed: z.int(),
  /** What the search was given, and how much of it is spent. */
  seconds: z.int(),
  percent: z.int(),
  stopping: z.boolean(),
  hard: z.nullable(z.int()),
  soft: z.nullable(z.int()),
  error: failure,
  /** Rises with each change of its lessons. */
  version: z.int(),
  createdBy: who,
  createdAt: instant,
})
export type TimetableView = z.output<typeof timetableView>

/** Where one lesson of the week is. */
export const timetableSlot = z.object({
  teachingId: id,
  /** Which of the teaching's lessons, from 0. */
  index: z.int().check(z.minimum(0), z.maximum(19)),
  /** Which day of the timetable's week, from 0. */
  day: z.int().check(z.minimum(0), z.maximum(6)),
  period: z.int().check(z.minimum(0), z.maximum(11)),
  roomId: z.nullable(id),
  locked: z.boolean(),
})
export type TimetableSlot = z.output<typeof timetableSlot>
