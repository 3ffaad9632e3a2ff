import * as z from 'zod/mini'
import { id } from '../contract.ts'

/**
 * The rules a planner chooses from, each a sentence with at most two numbers, about the school or about one subject,
 * teacher or class. What they mean to the search is in `rules-of.ts`.
 */
export const PLANNER_RULES = {
  /** A class has no more than `max` lessons of a subject on one day. */
  'subject-a-day': { about: ['school', 'subject', 'class'], numbers: ['max'] },
  /** Lessons of a subject lie on as many days as asked for. */
  spread: { about: ['school', 'subject', 'class'], numbers: [] },
  /** No more than `max` free periods between lessons of a day. */
  'teacher-gaps': { about: ['school', 'teacher'], numbers: ['max'] },
  'class-gaps': { about: ['school', 'class'], numbers: ['max'] },
  /** At most `max` lessons a day, at least `min` on a day with any. */
  'teacher-day': { about: ['school', 'teacher'], numbers: ['max'] },
  'class-day': { about: ['school', 'class'], numbers: ['max'] },
  'class-day-least': { about: ['school', 'class'], numbers: ['min'] },
  /** No more than `max` periods in a row. */
  'teacher-run': { about: ['school', 'teacher'], numbers: ['max'] },
  /** One of the periods `from` to `to` (counted from 1) is free every day. */
  'teacher-lunch': { about: ['school', 'teacher'], numbers: ['from', 'to'] },
  'class-lunch': { about: ['school', 'class'], numbers: ['from', 'to'] },
  /** No more than `max` days a week. */
  'teacher-days': { about: ['school', 'teacher'], numbers: ['max'] },
  /** Lessons lie in the periods `from` to `to`. */
  'day-part': { about: ['subject', 'class', 'teacher'], numbers: ['from', 'to'] },
  /** Long lessons do not run over the break after period `after`. */
  unbroken: { about: ['school', 'subject'], numbers: ['after'] },
  /** The wished-for free times of teachers. */
  wishes: { about: ['school'], numbers: [] },
  'room-kind': { about: ['school', 'subject', 'class'], numbers: [] },
  'room-seats': { about: ['school', 'subject', 'class'], numbers: [] },
  'room-same': { about: ['school', 'subject', 'class'], numbers: [] },
  /** Time to walk between buildings. */
  'teacher-walk': { about: ['school', 'teacher'], numbers: [] },
  'class-walk': { about: ['school', 'class'], numbers: [] },
} as const satisfies Record<string, { about: readonly About[]; numbers: readonly NumberName[] }>

type About = 'school' | 'subject' | 'teacher' | 'class'
type NumberName = 'max' | 'min' | 'from' | 'to' | 'after'

export type PlannerRuleKind = keyof typeof PLANNER_RULES
export const PLANNER_RULE_KINDS = Object.keys(PLANNER_RULES) as PlannerRuleKind[]

export const MOST_RULES = 300

const count = z.optional(z.int().check(z.minimum(0), z.maximum(60)))

export const plannerRule = z.strictObject({
  id,
  kind: z.enum(PLANNER_RULE_KINDS),
  level: z.enum(['hard', 'soft']),
  weight: z.int().check(z.minimum(1), z.maximum(1000)),
  off: z.boolean(),
  about: z.enum(['school', 'subject', 'teacher', 'class']),
  /** The teacher or class it is about; the subject's name; empty for the school. */
  whom: z.string().check(z.maxLength(60, 'too-long')),
  numbers: z.strictObject({ max: count, min: count, from: count, to: count, after: count }),
})
export type PlannerRule = z.output<typeof plannerRule>

/** Why a rule makes no sense, or null. */
export const faultOfRule = ({ kind, about, whom, numbers }: PlannerRule): 'about' | 'numbers' | null => {
  const { about: allowed, numbers: needed } = PLANNER_RULES[kind]
  if (!(allowed as readonly string[]).includes(about) || (about === 'school') !== (whom === ''))
    return 'about'
  if (needed.some((name) => numbers[name] === undefined)) return 'numbers'
  const { from, to, after, min } = numbers
  if (from !== undefined && (from < 1 || (to ?? 0) < from || (to ?? 0) > 12)) return 'numbers'
  if ((after !== undefined && after < 1) || (min !== undefined && min < 1)) return 'numbers'
  return needed.some((name) => name === 'max') &&
    kind !== 'teacher-gaps' &&
    kind !== 'class-gaps' &&
    numbers.max === 0
    ? 'numbers'
    : null
}

type Usual = Pick<PlannerRule, 'kind' | 'level' | 'weight' | 'numbers'>

/** What most schools want, to begin with. */
export const USUAL_RULES: readonly Usual[] = [
  { kind: 'room-kind', level: 'hard', weight: 1, numbers: {} },
  { kind: 'room-seats', level: 'soft', weight: 1, numbers: {} },
  { kind: 'subject-a-day', level: 'hard', weight: 1, numbers: { max: 2 } },
  { kind: 'subject-a-day', level: 'soft', weight: 5, numbers: { max: 1 } },
  { kind: 'spread', level: 'soft', weight: 3, numbers: {} },
  { kind: 'wishes', level: 'soft', weight: 5, numbers: {} },
  { kind: 'class-gaps', level: 'soft', weight: 5, numbers: { max: 0 } },
  { kind: 'teacher-gaps', level: 'soft', weight: 2, numbers: { max: 1 } },
  { kind: 'teacher-day', level: 'hard', weight: 1, numbers: { max: 7 } },
  { kind: 'teacher-run', level: 'soft', weight: 3, numbers: { max: 4 } },
  { kind: 'room-same', level: 'soft', weight: 1, numbers: {} },
]
