import {
  add,
  compare,
  divide,
  exactOf,
  type Fraction,
  formatExact,
  fraction,
  multiply,
  rounded,
  ZERO,
} from '../decimal.ts'
import { type BuiltCategory, buildCategory, overrideOf, percentText, type Work } from './category.ts'
import { countedItem } from './entry.ts'
import type { ExplainedItem, ExplainedSection, Explanation } from './explanation.ts'
import {
  CALCULATION,
  entriesOf,
  type Gradebook,
  type GradebookView,
  type GradingPeriod,
  isAssigned,
  type OwnEntries,
} from './gradebook.ts'
import { carried, weightDivisor } from './method.ts'
import { rowFor } from './scheme.ts'
import { canCount, treeOf } from './tree.ts'

/** A total and why it is that: `percent` is null when nothing counted, which is never the same as zero. */
export interface Total {
  percent: string | null
  /** What it is called by the scheme, or what a person has called it; null without a scheme. */
  letter: string | null
  explanation: Explanation
}

export interface Totals {
  /** Of the work that is graded. */
  current: Total
  /** If nothing more is handed in: ungraded work that was set for the student counts zero. */
  final: Total
}

export interface TotalOptions {
  view: GradebookView
  /** The total of one grading period by itself instead of the course's. */
  periodId?: string | null
  /** Round each period's percentage before it is weighed, as Canvas does; otherwise nothing is rounded but totals. */
  canvasRounding?: boolean
}

const HUNDRED = fraction(100n)
const NO_POINTS = formatExact(ZERO)
/** A total of two places in percent, as a fraction of one. */
const VALUE_PLACES = 4

interface Section extends ExplainedSection {
  value: Fraction | null
  weight: Fraction
  /** Whether there is anything to have points of. */
  hasPoints: boolean
}

/** The whole course, or what one period has of it. */
const sectionOf = (gradebook: Gradebook, work: Work, period: GradingPeriod | null): Section => {
  const { member, parts }: BuiltCategory = buildCategory(treeOf(gradebook), {
    ...work,
    periodId: period?.id ?? null,
  })
  // Also points in a category without weight: they are graded work, though nothing is made of them.
  const hasPoints = parts.some(({ possible }) => possible !== NO_POINTS)
  const weight = exactOf(period?.weight ?? '0')
  if (!period) return { value: member.value, weight, hasPoints, parts, period: null }
  const { value, explained: override } = overrideOf(work.overrides, 'period', period.id, member.value)
  return {
    value,
    weight,
    hasPoints: hasPoints || override?.percent != null,
    parts,
    period: {
      periodId: period.id,
      name: period.name,
      weight: period.weight === null ? null : formatExact(weight),
      share: null,
      percent: percentText(value),
      leftOut: null,
      override,
    },
  }
}

const periodLeftOut = ({ weight, hasPoints }: Section, mode: Explanation['mode']) => {
  if (weight.n === 0n) return 'no-weight'
  return mode === 'current' && !hasPoints ? 'no-points' : null
}

/**
 * Periods by weight, over those that count: in `current` the ones something can be had in, in `final` all; one without
 * a percentage counts zero. Weights under 100 are scaled up, over 100 not down.
 */
const weighPeriods = (sections: readonly Section[], mode: Explanation['mode'], roundFirst: boolean) => {
  for (const section of sections) if (section.period) section.period.leftOut = periodLeftOut(section, mode)
  const counted = sections.filter(({ period }) => period?.leftOut === null)
  const weightSum = counted.reduce((sum, { weight }) => add(sum, weight), ZERO)
  const divisor = weightDivisor(weightSum)
  if (weightSum.n === 0n) return { value: null, weightSum, divisor }
  let value = ZERO
  for (const section of counted) {
    const share = carried(section.weight, false, divisor)
    const exact = section.value ?? ZERO
    value = add(value, multiply(roundFirst ? rounded(exact, VALUE_PLACES) : exact, share))
    if (section.period) section.period.share = percentText(share)
  }
  return { value, weightSum, divisor }
}

/** Items that count nowhere because periods are weighted and they are in none. */
const outsideOf = (gradebook: Gradebook, work: Work, periods: readonly GradingPeriod[]): ExplainedItem[] => {
  const known = new Set(periods.map((period) => period.id))
  return gradebook.items
    .filter((item) => canCount(item) && isAssigned(item, work.studentId) && !known.has(item.periodId ?? ''))
    .map((item) => ({
      ...countedItem(item, work.entries.get(item.id), work.rules).explained,
      leftOut: 'no-period',
    }))
}

const capped = (value: Fraction | null, cap: string | null | undefined) => {
  if (cap == null) return { value, explained: null }
  const limit = divide(exactOf(cap), HUNDRED)
  const cut = value !== null && compare(value, limit) > 0
  return { value: cut ? limit : value, explained: { percent: cap, cut } }
}

const letterOf = (gradebook: Gradebook, percent: string | null): Explanation['letter'] => {
  const row = gradebook.scheme && percent !== null ? rowFor(gradebook.scheme, exactOf(percent)) : null
  return row && { label: row.label, from: row.from, points: row.points ?? null }
}

/** One total, step by step. Steps 1 to 3 are in `entry.ts`, 5 to 7 in `category.ts`. */
const totalFor = (gradebook: Gradebook, work: Work, options: TotalOptions): Total => {
  const { mode, view } = work.rules
  const periods = gradebook.periods?.list ?? []
  const onlyPeriod = options.periodId == null ? null : periods.find(({ id }) => id === options.periodId)
  if (onlyPeriod === undefined) throw new RangeError('no such grading period')

  // 4. Weighted periods are worked out one by one, each with its own drops.
  const splits = !onlyPeriod && gradebook.periods?.weighted === true
  const sections = splits
    ? periods.map((period) => sectionOf(gradebook, work, period))
    : [sectionOf(gradebook, work, onlyPeriod)]

  // 8. Then they are weighed. Canvas rounds them first, where they are percentages.
  const periodsRounded = splits && options.canvasRounding === true && treeOf(gradebook).method === 'weighted'
  const weighed = splits ? weighPeriods(sections, mode, periodsRounded) : null
  const sum = weighed ? weighed.value : (sections[0]?.value ?? null)

  // 9. The cap and 10. what a person has set are of the course.
  const cap = capped(sum, onlyPeriod ? null : gradebook.cap)
  const { value, explained: override } = onlyPeriod
    ? { value: cap.value, explained: null }
    : overrideOf(work.overrides, 'course', null, cap.value)

  // 11. Rounded once. 12. and 13. The letter and the grade points are those of what is shown.
  const percent = percentText(value)
  const letter = letterOf(gradebook, percent)
  return {
    percent,
    letter: override?.letter ?? letter?.label ?? null,
    explanation: {
      version: CALCULATION,
      mode,
      view,
      sections: sections.map(({ period, parts }) => ({ period, parts })),
      weightSum: weighed && formatExact(weighed.weightSum),
      dividedBy: weighed && formatExact(weighed.divisor),
      periodsRounded,
      outside: splits ? outsideOf(gradebook, work, periods) : [],
      cap: cap.explained,
      override,
      percent,
      letter,
    },
  }
}

/** `totalsFor` for entries that are not those of the gradebook: a what-if, or one changed mark. */
export const totalsOf = (
  gradebook: Gradebook,
  studentId: string,
  entries: OwnEntries,
  options: TotalOptions,
): Totals => {
  const { latePolicy, missingPercent } = gradebook
  const overrides = (gradebook.overrides ?? []).filter((one) => one.studentId === studentId)
  const inMode = (mode: Explanation['mode']) => {
    const rules = { mode, view: options.view, latePolicy, missingPercent }
    return totalFor(gradebook, { studentId, entries, overrides, rules, periodId: null }, options)
  }
  return { current: inMode('current'), final: inMode('final') }
}

/**
 * Both totals of one student, exact until the one rounding at the end (two places, half away from zero). The order of
 * calculation, every step one rule (docs/grades.md tells them with their reasons):
 *
 *  1. An entry becomes the score that counts: excused is out, missing work gets its policy's score, late work loses.
 *  2. What the viewer may see: the teacher everything, the student what was released; only what was set for the student.
 *  3. `current` takes graded work, `final` takes all of it and zero for what has no grade.
 *  4. Weighted grading periods split the work before anything is dropped.
 *  5. Drop rules choose in each category, by the exact optimum.
 *  6. Each category makes its value by its method.
 *  7. Weights under 100 are scaled up, over 100 not down; extra ones only add.
 *  8. Periods are weighed the same way.
 *  9. The course may have a largest total.
 * 10. A person may have set the total instead.
 * 11. It is rounded, once.
 * 12. The letter is that of the rounded total. 13. So are the grade points.
 *
 * Throws a `RangeError` for text that is no decimal, categories too deep or in a circle, and an unknown period.
 */
export const totalsFor = (gradebook: Gradebook, studentId: string, options: TotalOptions): Totals =>
  totalsOf(gradebook, studentId, entriesOf(gradebook, studentId), options)
