import * as z from 'zod/mini'
import {
  add,
  compare,
  decimalOf,
  divide,
  type Fraction,
  formatRounded,
  fraction,
  fractionOf,
  multiply,
  ZERO,
} from '../decimal.ts'

/**
 * Why a total is what it is: plain JSON that is stored beside the total and drawn on *Why this grade*. It holds what
 * counted, what each part weighed and what was left out, and it alone is enough to work the total out again.
 */

/** `current` looks at graded work only; `final` counts the rest of the assigned work as zero. */
export const TOTAL_MODES = ['current', 'final'] as const
export type TotalMode = (typeof TOTAL_MODES)[number]

export const LEFT_OUT_REASONS = ['excused', 'not-graded', 'not-released', 'no-weight', 'no-points'] as const
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number]

const leftOut = z.nullable(z.enum(LEFT_OUT_REASONS))

export const explainedItem = z.object({
  itemId: z.string(),
  name: z.string(),
  /** The points that count here: `"0"` for ungraded work in `final`; null when nothing counts. */
  score: z.nullable(z.string()),
  possible: z.string(),
  /** Nothing was graded yet and `final` took it as zero. */
  countedAsZero: z.boolean(),
  leftOut,
})
export type ExplainedItem = z.output<typeof explainedItem>

export const explainedPart = z.object({
  /** Null for the items without a category. */
  categoryId: z.nullable(z.string()),
  name: z.nullable(z.string()),
  /** The weight as it was set, null when none was. */
  weight: z.nullable(z.string()),
  /** The percent of the total this part really carried after scaling, to two places; null when it carried none. */
  share: z.nullable(z.string()),
  score: z.string(),
  possible: z.string(),
  /** The part by itself, to two places; null when it has no points. */
  percent: z.nullable(z.string()),
  leftOut,
  items: z.array(explainedItem),
})
export type ExplainedPart = z.output<typeof explainedPart>

export const explanation = z.object({
  /** The rules that produced it; a later release with other rules writes another number. */
  version: z.literal(1),
  mode: z.enum(TOTAL_MODES),
  view: z.enum(['teacher', 'student']),
  /** `weighted`: parts times weights. `points`: all points in one sum. */
  method: z.enum(['weighted', 'points']),
  /** The sum of the weights of the parts that counted; null with `points`. */
  weightSum: z.nullable(z.string()),
  /** What that sum was divided by: itself below 100 (scaled up), 100 above (never scaled down). */
  dividedBy: z.nullable(z.string()),
  parts: z.array(explainedPart),
  /** Rounded once, half away from zero, to two places; null when nothing counted. */
  percent: z.nullable(z.string()),
})
export type Explanation = z.output<typeof explanation>

const HUNDRED = fraction(100n)
const read = (text: string): Fraction => fractionOf(decimalOf(text))

const pointsOf = (parts: readonly ExplainedPart[]): { score: Fraction; possible: Fraction } => {
  let [score, possible] = [ZERO, ZERO]
  for (const item of parts.flatMap((part) => part.items)) {
    if (item.leftOut !== null || item.score === null) continue
    score = add(score, read(item.score))
    possible = add(possible, read(item.possible))
  }
  return { score, possible }
}

const weightedPercent = (parts: readonly ExplainedPart[]): Fraction | null => {
  let [sum, weights] = [ZERO, ZERO]
  for (const part of parts) {
    const { score, possible } = pointsOf([part])
    if (part.leftOut !== null || part.weight === null || possible.n === 0n) continue
    sum = add(sum, multiply(divide(score, possible), read(part.weight)))
    weights = add(weights, read(part.weight))
  }
  if (weights.n === 0n) return null
  return multiply(divide(sum, compare(weights, HUNDRED) < 0 ? weights : HUNDRED), HUNDRED)
}

/**
 * The total worked out again from the explanation's items and weights alone, without its subtotals: `"91.67"` or null.
 * It is written apart from `totalsFor` on purpose, so that each proves the other.
 */
export const recompute = (tree: Explanation): string | null => {
  if (tree.method === 'weighted') {
    const percent = weightedPercent(tree.parts)
    return percent && formatRounded(percent, 2)
  }
  const { score, possible } = pointsOf(tree.parts)
  return possible.n === 0n ? null : formatRounded(multiply(divide(score, possible), HUNDRED), 2)
}
