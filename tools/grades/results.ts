import { add, exactOf, formatExact, formatRounded, rounded, ZERO } from '#domain/decimal.ts'
import type { ExplainedItem, ExplainedPart, Explanation, TotalMode } from '#domain/grades/explanation.ts'
import { lateDeduction } from '#domain/grades/late.ts'
import { type GradingScheme, rowFor } from '#domain/grades/scheme.ts'
import { type Total, type Totals, totalsFor } from '#domain/grades/total.ts'
import { assignmentOf, gradebookOf, groupKey, STUDENT } from './case-gradebook.ts'
import type { ExpectedSide, GradeCase, GradeCases, LateRow } from './format.ts'

/** What the calculator gives for a case, in the words of the format. */
export interface CaseResult {
  unit: 'points' | 'percentage'
  current: ExpectedSide
  final: ExpectedSide
  groups: Record<string, Record<TotalMode, Required<ExpectedSide>>>
  periods: Record<string, Record<TotalMode, ExpectedSide> & { unit: CaseResult['unit'] }>
}

const partsOf = (tree: Explanation): ExplainedPart[] => tree.sections.flatMap(({ parts }) => parts)

/** An exact sum, as decimal text. */
export const sumOf = (texts: readonly string[]): string => formatExact(texts.map(exactOf).reduce(add, ZERO))

/**
 * A total as the format writes it. Points: the two sums. A percentage is out of 100, or out of nothing while `current`
 * has no points at all.
 */
const sideOf = (unit: CaseResult['unit'], mode: TotalMode, { percent, explanation }: Total): ExpectedSide => {
  const parts = partsOf(explanation)
  if (unit === 'points') return { score: parts[0]?.score ?? '0', possible: parts[0]?.possible ?? '0' }
  const anything = mode === 'final' || parts.some(({ possible }) => exactOf(possible).n !== 0n)
  return { score: percent, possible: anything ? '100' : '0' }
}

/** Weighted periods are out of 100 whatever there is, and nothing to weigh is zero. */
const weightedSide = ({ percent }: Total): ExpectedSide => ({ score: percent ?? '0', possible: '100' })

const isDropped = (item: ExplainedItem): boolean =>
  item.leftOut === 'dropped-lowest' || item.leftOut === 'dropped-highest'

/** Has a score, whether or not it counts now. */
const isGraded = (item: ExplainedItem): boolean =>
  !item.countedAsZero && (item.leftOut === null || item.leftOut === 'pending' || isDropped(item))

const groupSide = (parts: readonly ExplainedPart[]): Required<ExpectedSide> => {
  const items = parts.flatMap((part) => part.items)
  return {
    score: sumOf(parts.map((part) => part.score)),
    possible: sumOf(parts.map((part) => part.possible)),
    dropped: items.filter(isDropped).map((item) => assignmentOf(item.itemId)),
    graded: items.filter(isGraded).length,
  }
}

const bothModes = <T>(one: (mode: TotalMode) => T): Record<TotalMode, T> => ({
  current: one('current'),
  final: one('final'),
})

/** Works a case out. Group sides of weighted periods are the sums over the periods. */
export const resultOf = (gradeCase: GradeCase): CaseResult => {
  const gradebook = gradebookOf(gradeCase)
  const options = { view: 'teacher', canvasRounding: true } as const
  const totals: Totals = totalsFor(gradebook, STUDENT, options)
  const unit = gradeCase.weighting === 'percent' ? 'percentage' : 'points'
  const weighted = gradeCase.periods?.weighted === true
  const groupParts = (mode: TotalMode, at: number) =>
    partsOf(totals[mode].explanation).filter((part) => part.categoryId === groupKey(at))
  const periods = (gradeCase.periods?.list ?? []).map(({ id }) => {
    const own = totalsFor(gradebook, STUDENT, { ...options, periodId: id })
    return [id, { unit, ...bothModes((mode) => sideOf(unit, mode, own[mode])) }] as const
  })
  return {
    unit: weighted ? 'percentage' : unit,
    ...bothModes((mode) => (weighted ? weightedSide(totals[mode]) : sideOf(unit, mode, totals[mode]))),
    groups: Object.fromEntries(
      gradeCase.groups.map(({ id }, at) => [id, bothModes((mode) => groupSide(groupParts(mode, at)))]),
    ),
    periods: Object.fromEntries(periods),
  }
}

/** To four significant digits, half up, as the format's bounds are compared. */
const significant = (text: string): string => {
  const [whole = '', places = ''] = text.replace('-', '').split('.')
  const leading = whole.replace(/^0+/, '')
  const zeros = leading === '' ? (/^0*/.exec(places)?.[0].length ?? 0) : -leading.length
  return formatRounded(exactOf(text), Math.max(0, 4 + zeros))
}

const schemeOf = (rows: GradeCases['schemes'][string]): GradingScheme => ({
  name: '',
  basis: 'points',
  scale: '1',
  rows: rows.map(([label, from]) => ({ label, from: significant(from) })),
})

/** The letter of a percentage, compared to four places and never below zero. */
export const letterOf = (rows: GradeCases['schemes'][string], percent: string): string | null => {
  const value = rounded(exactOf(percent), 4)
  return rowFor(schemeOf(rows), value.n < 0n ? ZERO : value)?.label ?? null
}

/** What lateness takes off a score, and what is left. */
export const lateOf = ({ score, possible, lateSeconds, policy }: LateRow) => {
  const seconds = exactOf(lateSeconds)
  // A begun second is late by all of it: the intervals are rounded up from there in any case.
  const whole = seconds.n > 0n ? (seconds.n + seconds.d - 1n) / seconds.d : 0n
  const found = lateDeduction(exactOf(score), exactOf(possible), whole, {
    percent: policy.deductPercent,
    per: policy.interval,
    floor: policy.lowestPossiblePercent ?? null,
  })
  return {
    deducted: formatExact(found?.deducted ?? ZERO),
    score: formatExact(found?.score ?? exactOf(score)),
  }
}
