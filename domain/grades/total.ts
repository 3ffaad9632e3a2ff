import {
  add,
  compare,
  decimalOf,
  divide,
  type Fraction,
  formatDecimal,
  formatRounded,
  fraction,
  fractionOf,
  multiply,
  ZERO,
} from '../decimal.ts'
import type { ExplainedItem, ExplainedPart, Explanation, TotalMode } from './explanation.ts'
import {
  entriesOf,
  type Gradebook,
  type GradebookView,
  type GradeCategory,
  type GradeEntry,
  type GradeItem,
  isAssigned,
} from './gradebook.ts'

/** A total and why it is that: `percent` is null when nothing counted, which is never the same as zero. */
export interface Total {
  percent: string | null
  explanation: Explanation
}

export interface Totals {
  /** Of the work that is graded. */
  current: Total
  /** If nothing more is handed in: ungraded work that was set for the student counts zero. */
  final: Total
}

interface Rules {
  mode: TotalMode
  view: GradebookView
  weighted: boolean
}

interface Part {
  explained: ExplainedPart
  /** Score over possible, exact; null when the part does not count. */
  value: Fraction | null
  weight: Fraction
}

const HUNDRED = fraction(100n)
const percentText = (value: Fraction): string => formatRounded(multiply(value, HUNDRED), 2)
const plain = (text: string): string => formatDecimal(decimalOf(text))

/** One item of one student under the rules: what counts, or why nothing does. */
const explainItem = (item: GradeItem, entry: GradeEntry | undefined, rules: Rules): ExplainedItem => {
  const base = { itemId: item.id, name: item.name, possible: plain(item.maxPoints) }
  const out = (leftOut: ExplainedItem['leftOut']) => ({ ...base, score: null, countedAsZero: false, leftOut })
  const graded = entry !== undefined && (entry.excused || entry.score !== null)
  if (graded && rules.view === 'student' && !entry.released) return out('not-released')
  if (entry?.excused) return out('excused')
  if (graded && entry.score !== null)
    return { ...base, score: plain(entry.score), countedAsZero: false, leftOut: null }
  return rules.mode === 'final'
    ? { ...base, score: '0', countedAsZero: true, leftOut: null }
    : out('not-graded')
}

const sumsOf = (items: readonly ExplainedItem[]) => {
  let [score, possible] = [0n, 0n]
  for (const item of items) {
    if (item.score === null) continue
    score += decimalOf(item.score)
    possible += decimalOf(item.possible)
  }
  return { score, possible }
}

const partLeftOut = (rules: Rules, weight: bigint, possible: bigint): ExplainedPart['leftOut'] => {
  if (!rules.weighted) return null
  if (weight === 0n) return 'no-weight'
  return possible > 0n ? null : 'no-points'
}

const partOf = (category: GradeCategory | null, items: ExplainedItem[], rules: Rules): Part => {
  const { score, possible } = sumsOf(items)
  const weight = decimalOf(category?.weight ?? '0')
  const value = possible > 0n ? fraction(score, possible) : null
  const leftOut = partLeftOut(rules, weight, possible)
  return {
    value: leftOut === null ? value : null,
    weight: fractionOf(weight),
    explained: {
      categoryId: category?.id ?? null,
      name: category?.name ?? null,
      weight: category?.weight == null ? null : formatDecimal(weight),
      share: null,
      score: formatDecimal(score),
      possible: formatDecimal(possible),
      percent: value && percentText(value),
      leftOut,
      items,
    },
  }
}

/** The categories in their order, then the items without one (or of one that is gone). */
const partsOf = (gradebook: Gradebook, studentId: string, rules: Rules): Part[] => {
  const entries = entriesOf(gradebook, studentId)
  const known = new Set(gradebook.categories.map((category) => category.id))
  const byCategory = new Map<string | null, ExplainedItem[]>()
  for (const item of gradebook.items) {
    if (!isAssigned(item, studentId)) continue
    const key = item.categoryId !== null && known.has(item.categoryId) ? item.categoryId : null
    const list = byCategory.get(key) ?? []
    list.push(explainItem(item, entries.get(item.id), rules))
    byCategory.set(key, list)
  }
  const parts = gradebook.categories.map((category) =>
    partOf(category, byCategory.get(category.id) ?? [], rules),
  )
  const loose = byCategory.get(null)
  return loose ? [...parts, partOf(null, loose, rules)] : parts
}

const weightedTotal = (parts: readonly Part[]) => {
  let [sum, weights] = [ZERO, ZERO]
  for (const part of parts) {
    if (part.value === null) continue
    sum = add(sum, multiply(part.value, part.weight))
    weights = add(weights, part.weight)
  }
  const divisor = compare(weights, HUNDRED) < 0 ? weights : HUNDRED
  if (weights.n === 0n) return { percent: null, weights, divisor }
  for (const part of parts)
    if (part.value !== null) part.explained.share = percentText(divide(part.weight, divisor))
  return { percent: percentText(divide(sum, divisor)), weights, divisor }
}

const pointsTotal = (parts: readonly Part[]): string | null => {
  let [score, possible] = [0n, 0n]
  for (const { explained } of parts) {
    score += decimalOf(explained.score)
    possible += decimalOf(explained.possible)
  }
  return possible > 0n ? percentText(fraction(score, possible)) : null
}

const totalFor = (gradebook: Gradebook, studentId: string, rules: Rules): Total => {
  const parts = partsOf(gradebook, studentId, rules)
  const weighted = rules.weighted ? weightedTotal(parts) : null
  const percent = weighted ? weighted.percent : pointsTotal(parts)
  return {
    percent,
    explanation: {
      version: 1,
      mode: rules.mode,
      view: rules.view,
      method: weighted ? 'weighted' : 'points',
      weightSum: weighted && formatRounded(weighted.weights, 2),
      dividedBy: weighted && formatRounded(weighted.divisor, 2),
      parts: parts.map((part) => part.explained),
      percent,
    },
  }
}

const hasWeights = (gradebook: Gradebook): boolean =>
  gradebook.categories.some((category) => category.weight !== null && decimalOf(category.weight) > 0n)

/**
 * Both totals of one student, exact until the one rounding at the end (two places, half away from zero).
 *
 * Inside a category points are summed; categories are combined by weight over those with points in them: weights that
 * sum to less than 100 are scaled up to it, more than 100 are not scaled down (that is how extra credit works, as in
 * Canvas). When no category has a weight, all points make one sum. Excused work is left out of both totals. In the
 * student's view a grade that is not released is left out of both, whatever it is.
 */
export const totalsFor = (gradebook: Gradebook, studentId: string, view: GradebookView): Totals => {
  const weighted = hasWeights(gradebook)
  return {
    current: totalFor(gradebook, studentId, { mode: 'current', view, weighted }),
    final: totalFor(gradebook, studentId, { mode: 'final', view, weighted }),
  }
}
