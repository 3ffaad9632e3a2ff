import * as z from 'zod/mini'
import { decimalOf, formatDecimal } from '../decimal.ts'
import { type ExplainedPart, type Explanation, explanation } from './explanation.ts'

/**
 * Explanations outlive the release that wrote them: a total that nobody works out again, of a closed term say, keeps
 * the number of its calculation and its sums for ever. Here the shapes of earlier calculations are read.
 */

const maybe = z.nullable(z.string())
const leftOut = z.nullable(z.enum(['excused', 'not-graded', 'not-released', 'no-weight', 'no-points']))

/** Calculation 1: one level of categories, weighted or not; loose items made a part of their own at the end. */
const first = z.object({
  version: z.literal(1),
  mode: z.enum(['current', 'final']),
  view: z.enum(['teacher', 'student']),
  method: z.enum(['weighted', 'points']),
  weightSum: maybe,
  dividedBy: maybe,
  parts: z.array(
    z.object({
      categoryId: maybe,
      name: maybe,
      weight: maybe,
      share: maybe,
      score: z.string(),
      possible: z.string(),
      percent: maybe,
      leftOut,
      items: z.array(
        z.object({
          itemId: z.string(),
          name: z.string(),
          score: maybe,
          possible: z.string(),
          countedAsZero: z.boolean(),
          leftOut,
        }),
      ),
    }),
  ),
  percent: maybe,
})
type First = z.output<typeof first>

const plainPart = {
  parentId: null,
  method: 'points',
  extra: false,
  weightSum: null,
  dividedBy: null,
  drops: null,
  override: null,
} as const

const sumOf = (texts: readonly string[]): string =>
  formatDecimal(texts.reduce((sum, text) => sum + decimalOf(text), 0n))

const upToDate = (old: First): Explanation => {
  const loose = old.parts.find((part) => part.categoryId === null)
  const counted = old.parts.filter((part) => part.leftOut === null)
  const course: ExplainedPart = {
    ...plainPart,
    categoryId: null,
    name: null,
    depth: 0,
    method: old.method,
    weight: null,
    share: null,
    score: sumOf(counted.map((part) => part.score)),
    possible: sumOf(counted.map((part) => part.possible)),
    percent: old.percent,
    leftOut: null,
    weightSum: old.weightSum,
    dividedBy: old.dividedBy,
    items: (loose?.items ?? []).map((item) => ({ ...item, leftOut: item.leftOut ?? loose?.leftOut ?? null })),
  }
  const categories = old.parts
    .filter((part) => part !== loose)
    .map((part): ExplainedPart => ({ ...plainPart, ...part, depth: 1 }))
  return {
    version: 1,
    mode: old.mode,
    view: old.view,
    sections: [{ period: null, parts: [course, ...categories] }],
    weightSum: null,
    dividedBy: null,
    periodsRounded: false,
    outside: [],
    cap: null,
    override: null,
    percent: old.percent,
    letter: null,
  }
}

/** An explanation as it was stored, in the shape of today; its `version` says which rules made it. */
export const storedExplanation = (stored: unknown): Explanation => {
  const old = first.safeParse(stored)
  return old.success ? upToDate(old.data) : explanation.parse(stored)
}
