import {
  compare,
  divide,
  exactOf,
  type Fraction,
  fraction,
  larger,
  multiply,
  smaller,
  subtract,
  ZERO,
} from '../decimal.ts'
import type { LatePolicy } from './gradebook.ts'

const HUNDRED = fraction(100n)
const SECONDS = { hour: 3600n, day: 86_400n } as const

export interface LateDeduction {
  /** Hours or days that have begun since the end of the grace time. */
  intervals: number
  deducted: Fraction
  score: Fraction
}

/**
 * What lateness takes off a score: `percent` of the points for each interval that has begun, but never so much that the
 * score falls below the floor, or below zero unless it was there. Nothing is taken of an item without points. Null when
 * the work counts as in time. The formula is that of Canvas, with a grace time before it.
 */
export const lateDeduction = (
  score: Fraction,
  possible: Fraction,
  lateSeconds: bigint,
  policy: LatePolicy,
): LateDeduction | null => {
  const late = lateSeconds - BigInt(policy.graceSeconds ?? 0)
  if (late <= 0n || possible.n === 0n) return null
  const unit = SECONDS[policy.per]
  const intervals = (late + unit - 1n) / unit
  const charged = multiply(exactOf(policy.percent), fraction(intervals))
  const percent = divide(multiply(score, HUNDRED), possible)
  const aboveFloor = larger(subtract(percent, exactOf(policy.floor ?? '0')), ZERO)
  const deducted = divide(multiply(possible, smaller(charged, aboveFloor)), HUNDRED)
  const left = subtract(score, deducted)
  const lowest = compare(score, ZERO) < 0 ? score : ZERO
  return { intervals: Number(intervals), deducted, score: larger(left, lowest) }
}

/** The score that missing work gets: the points less `percent` of them. */
export const missingScore = (possible: Fraction, percent: string): Fraction =>
  divide(multiply(possible, subtract(HUNDRED, exactOf(percent))), HUNDRED)
