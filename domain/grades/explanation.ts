import * as z from 'zod/mini'
import { CALCULATION, GRADEBOOK_VIEWS, METHODS } from './gradebook.ts'

/**
 * Why a total is what it is: plain JSON that is stored beside the total and drawn on *Why this grade*. It holds what
 * counted, what each part weighed, what was left out or taken off and why, and it alone is enough to work the total out
 * again (`recompute.ts`). Percentages are rounded to two places; scores, points and weights are exact.
 */

/** `current` looks at graded work only; `final` counts the rest of the assigned work as zero. */
export const TOTAL_MODES = ['current', 'final'] as const
export type TotalMode = (typeof TOTAL_MODES)[number]

export const LEFT_OUT_REASONS = [
  'excused',
  'not-graded',
  'not-released',
  /** Graded for now only; `final` counts it. */
  'pending',
  'no-weight',
  'no-points',
  'dropped-lowest',
  'dropped-highest',
  'not-among-best',
  /** An extra item where there is no sum it could add to. */
  'extra-alone',
  /** Periods are weighted and it belongs to none. */
  'no-period',
] as const
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number]

const leftOut = z.nullable(z.enum(LEFT_OUT_REASONS))
const text = z.string()
const maybe = z.nullable(text)

export const explainedItem = z.object({
  itemId: text,
  name: text,
  /** The points that count here: `"0"` for ungraded work in `final`; null when there is no score to count. */
  score: maybe,
  possible: text,
  /** Nothing was graded yet and `final` took it as zero. */
  countedAsZero: z.boolean(),
  leftOut,
  /** The score as it was entered, when something was taken off it or it does not count. */
  entered: z.optional(text),
  /** What lateness took off: so many begun hours or days at so many percent of the points each. */
  late: z.optional(
    z.object({ deducted: text, percent: text, intervals: z.int(), per: z.enum(['hour', 'day']) }),
  ),
  /** Not handed in: the policy took so many percent of the points. */
  missing: z.optional(z.object({ percent: text })),
  weight: z.optional(text),
  /** The percent of its category it carried, where weights decide. */
  share: z.optional(text),
  extra: z.optional(z.boolean()),
})
export type ExplainedItem = z.output<typeof explainedItem>

/** A total or value that a person has set, instead of what the sum gives. */
export const explainedOverride = z.object({
  percent: maybe,
  letter: maybe,
  by: text,
  reason: text,
  /** What it would be without: two places. */
  instead: maybe,
})
export type ExplainedOverride = z.output<typeof explainedOverride>

/** The course itself or a category; each stands after the one it is in. */
export const explainedPart = z.object({
  /** Null for the course itself, which is the first. */
  categoryId: maybe,
  name: maybe,
  /** The category it stands in; null for the course itself and for what stands in it directly. */
  parentId: maybe,
  /** 0 for the course itself. */
  depth: z.int(),
  method: z.enum(METHODS),
  /** The weight as it was set, null when none was. */
  weight: maybe,
  extra: z.boolean(),
  /** The percent of what it stands in that it really carried after scaling; null when it carried none. */
  share: maybe,
  /** Points; where the method makes no sum of points, the points of what counted at the part's percentage. */
  score: text,
  possible: text,
  /** The part by itself; null when it has none. */
  percent: maybe,
  leftOut,
  /** `weighted`: the sum of the weights of what counted, without extra ones. */
  weightSum: maybe,
  /** What that sum was divided by: itself below 100 (scaled up), 100 above (never scaled down). */
  dividedBy: maybe,
  /** The drop rule, and the percentage without it. */
  drops: z.nullable(
    z.object({ lowest: z.int(), highest: z.int(), best: z.nullable(z.int()), withAll: maybe }),
  ),
  override: z.nullable(explainedOverride),
  items: z.array(explainedItem),
})
export type ExplainedPart = z.output<typeof explainedPart>

/** The whole course, or what one grading period has of it. */
export const explainedSection = z.object({
  period: z.nullable(
    z.object({
      periodId: text,
      name: text,
      weight: maybe,
      share: maybe,
      /** Shown of the period; what is not null counts zero in `final`. */
      percent: maybe,
      leftOut,
      override: z.nullable(explainedOverride),
    }),
  ),
  parts: z.array(explainedPart).check(z.minLength(1)),
})
export type ExplainedSection = z.output<typeof explainedSection>

export const explanation = z.object({
  version: z.literal([1, CALCULATION]),
  mode: z.enum(TOTAL_MODES),
  view: z.enum(GRADEBOOK_VIEWS),
  /** One, or one for each period when periods are weighted. */
  sections: z.array(explainedSection),
  /** Weighted periods: the sum of the weights of those that counted, and what it was divided by. */
  weightSum: maybe,
  dividedBy: maybe,
  /** Each period's percentage was rounded before it was weighed, as Canvas does. */
  periodsRounded: z.boolean(),
  /** Items that count nowhere, because they belong to no period. */
  outside: z.array(explainedItem),
  /** The largest total, and whether it cut this one. */
  cap: z.nullable(z.object({ percent: text, cut: z.boolean() })),
  override: z.nullable(explainedOverride),
  /** Rounded once, half away from zero, to two places; null when nothing counted. */
  percent: maybe,
  /** What that is called: the letter, the bound it reached, the grade points. */
  letter: z.nullable(z.object({ label: text, from: text, points: maybe })),
})
export type Explanation = z.output<typeof explanation>
