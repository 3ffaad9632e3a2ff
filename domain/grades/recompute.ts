import {
  add,
  compare,
  divide,
  exactOf,
  type Fraction,
  formatExact,
  formatRounded,
  fraction,
  multiply,
  rounded,
  ZERO,
} from '../decimal.ts'
import type { ExplainedPart, ExplainedSection, Explanation } from './explanation.ts'

/** What an explanation adds up to, place by place; each is to equal what the explanation shows there. */
export interface Recomputed {
  percent: string | null
  sections: { percent: string | null; parts: { score: string; possible: string; percent: string | null }[] }[]
}

interface Line {
  score: Fraction
  possible: Fraction
  ratio: Fraction | null
  weight: Fraction
  extra: boolean
}

const HUNDRED = fraction(100n)
const read = (text: string | null | undefined): Fraction => (text == null ? ZERO : exactOf(text))
const inPercent = (ratio: Fraction | null): string | null =>
  ratio === null ? null : formatRounded(multiply(ratio, HUNDRED), 2)
const ratioOf = (score: Fraction, possible: Fraction): Fraction | null =>
  possible.n === 0n ? null : divide(score, possible)

const linesOf = (part: ExplainedPart): Line[] => {
  const lines: Line[] = []
  for (const item of part.items) {
    if (item.leftOut !== null) continue
    const [score, possible] = [read(item.score), read(item.possible)]
    const ratio = ratioOf(score, possible)
    lines.push({ score, possible, ratio, weight: read(item.weight), extra: item.extra === true })
  }
  return lines
}

/** Score, points and weight of all lines, and weight times percentage, expected and extra ones apart. */
const addUp = (lines: readonly Line[]) => {
  const sums = { score: ZERO, possible: ZERO, weight: ZERO, weighted: ZERO, bonus: ZERO }
  for (const { score, possible, ratio, weight, extra } of lines) {
    const points = multiply(weight, ratio ?? ZERO)
    sums.score = add(sums.score, score)
    if (extra) {
      sums.bonus = add(sums.bonus, points)
      continue
    }
    sums.possible = add(sums.possible, possible)
    sums.weight = add(sums.weight, weight)
    sums.weighted = add(sums.weighted, points)
  }
  return sums
}

const scaledUp = (weighted: Fraction, weight: Fraction): Fraction =>
  divide(weighted, compare(weight, HUNDRED) > 0 ? HUNDRED : weight)

const middleOf = (ratios: Fraction[]): Fraction | null => {
  const sorted = ratios.sort(compare)
  while (sorted.length > 2) {
    sorted.shift()
    sorted.pop()
  }
  const [low, high = low] = sorted
  return low && high ? divide(add(low, high), fraction(2n)) : null
}

/** The ratio of a part by its method. */
const combined = (part: ExplainedPart, lines: readonly Line[]): Fraction | null => {
  const ratios = lines.flatMap((line) => line.ratio ?? [])
  const sums = addUp(lines)
  const expected = BigInt(lines.filter((line) => !line.extra).length)
  switch (part.method) {
    case 'points':
      return ratioOf(sums.score, sums.possible)
    case 'weighted':
      if (sums.weight.n === 0n) return null
      return add(scaledUp(sums.weighted, sums.weight), divide(sums.bonus, HUNDRED))
    case 'mean':
      return expected === 0n ? null : divide(ratios.reduce(add, ZERO), fraction(expected))
    case 'median':
      return middleOf(ratios)
    case 'highest':
      return ratios.reduce<Fraction | null>((top, one) => (top && compare(top, one) >= 0 ? top : one), null)
    case 'lowest':
      return ratios.reduce<Fraction | null>((low, one) => (low && compare(low, one) <= 0 ? low : one), null)
  }
}

/** A section from its last part to its first, so that what stands in a part is known before the part itself. */
const recomputeSection = ({ parts }: ExplainedSection) => {
  const within = new Map<string | null, Line[]>()
  const shown: Recomputed['sections'][number]['parts'] = []
  let course: Line | null = null
  for (const part of [...parts].reverse()) {
    const lines = [...linesOf(part), ...(within.get(part.categoryId) ?? [])]
    const { score, possible } = addUp(lines)
    const byMethod = combined(part, lines)
    const set = part.override?.percent
    const ratio = set == null ? byMethod : divide(exactOf(set), HUNDRED)
    const keepsPoints = part.method === 'points' && set == null
    const points = keepsPoints ? score : multiply(ratio ?? ZERO, possible)
    shown.unshift({ score: formatExact(points), possible: formatExact(possible), percent: inPercent(ratio) })
    course = { score: points, possible, ratio, weight: read(part.weight), extra: part.extra }
    if (part.leftOut !== null || part.depth === 0) continue
    within.set(part.parentId, [course, ...(within.get(part.parentId) ?? [])])
  }
  return { ratio: course?.ratio ?? null, parts: shown }
}

const periodRatio = ({ period }: ExplainedSection, ratio: Fraction | null): Fraction | null =>
  period?.override?.percent == null ? ratio : divide(exactOf(period.override.percent), HUNDRED)

/** Weighted periods leave out none but those that say so; one without a percentage counts zero. */
const weighed = (tree: Explanation, ratios: readonly (Fraction | null)[]): Fraction | null => {
  let [sum, weights] = [ZERO, ZERO]
  tree.sections.forEach(({ period }, at) => {
    if (!period || period.leftOut !== null) return
    const ratio = ratios[at] ?? ZERO
    sum = add(sum, multiply(tree.periodsRounded ? rounded(ratio, 4) : ratio, read(period.weight)))
    weights = add(weights, read(period.weight))
  })
  return weights.n === 0n ? null : scaledUp(sum, weights)
}

const total = (tree: Explanation, ratios: readonly (Fraction | null)[]): Fraction | null => {
  if (tree.override?.percent != null) return divide(exactOf(tree.override.percent), HUNDRED)
  const sum = tree.weightSum === null ? (ratios[0] ?? null) : weighed(tree, ratios)
  if (sum === null || tree.cap === null) return sum
  const cap = divide(exactOf(tree.cap.percent), HUNDRED)
  return compare(sum, cap) > 0 ? cap : sum
}

/**
 * Every total worked out again from the items, weights and methods of an explanation alone, without its subtotals. It
 * shares nothing with `totalsFor` but the number type, so that each proves the other.
 */
export const recompute = (tree: Explanation): Recomputed => {
  const sections = tree.sections.map(recomputeSection)
  const ratios = sections.map(({ ratio }, at) => {
    const section = tree.sections[at]
    return section ? periodRatio(section, ratio) : null
  })
  return {
    percent: inPercent(total(tree, ratios)),
    sections: sections.map(({ parts }, at) => ({ percent: inPercent(ratios[at] ?? null), parts })),
  }
}
