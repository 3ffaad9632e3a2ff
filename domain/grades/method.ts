import { add, compare, divide, type Fraction, fraction, multiply, smaller, ZERO } from '../decimal.ts'
import type { LeftOutReason } from './explanation.ts'
import type { Method } from './gradebook.ts'

/** An item, or a category in another: what it brings to the value of what it stands in. */
export interface Member {
  score: Fraction
  possible: Fraction
  /** Score over possible; null without points. */
  value: Fraction | null
  weight: Fraction | null
  extra: boolean
}

export interface MethodValue {
  score: Fraction
  possible: Fraction
  value: Fraction | null
  /** `weighted` alone: the sum of the weights, and what it was divided by. */
  weights: { sum: Fraction; divisor: Fraction } | null
}

const HUNDRED = fraction(100n)
const sum = (values: readonly Fraction[]): Fraction => values.reduce(add, ZERO)

/** Why a member cannot take part in a method; null when it does. */
export const notPartOf = (method: Method, { value, weight, extra }: Member): LeftOutReason | null => {
  if (method === 'points') return null
  if (method === 'weighted' && (weight === null || weight.n === 0n)) return 'no-weight'
  if (value === null) return 'no-points'
  return extra && method !== 'weighted' && method !== 'mean' ? 'extra-alone' : null
}

/** Weights that sum to less than 100 are scaled up to it; more than 100 are not scaled down. */
export const weightDivisor = (weightSum: Fraction): Fraction => smaller(weightSum, HUNDRED)

/** What a weight really carries: of the divisor, or on top of it for an extra one, which is never scaled. */
export const carried = (weight: Fraction, extra: boolean, divisor: Fraction): Fraction =>
  divide(weight, extra ? HUNDRED : divisor)

const weighted = (members: readonly Member[]): Pick<MethodValue, 'value' | 'weights'> => {
  const weightOf = (member: Member) => member.weight ?? ZERO
  const weightSum = sum(members.filter((member) => !member.extra).map(weightOf))
  const divisor = weightDivisor(weightSum)
  if (weightSum.n === 0n) return { value: null, weights: { sum: weightSum, divisor } }
  const value = sum(
    members.map((member) => multiply(member.value ?? ZERO, carried(weightOf(member), member.extra, divisor))),
  )
  return { value, weights: { sum: weightSum, divisor } }
}

const mean = (members: readonly Member[]): Fraction | null => {
  const count = members.filter((member) => !member.extra).length
  return count === 0 ? null : divide(sum(members.map(({ value }) => value ?? ZERO)), fraction(BigInt(count)))
}

/** Where the middle is: one place of the sorted list, or the two around it. */
const median = (sorted: readonly Fraction[]): Fraction | null => {
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return low && high ? divide(add(low, high), fraction(2n)) : null
}

const byPercentages = (method: Method, members: readonly Member[]): Fraction | null => {
  if (method === 'mean') return mean(members)
  const sorted = members.flatMap(({ value }) => value ?? []).sort(compare)
  if (method === 'median') return median(sorted)
  return (method === 'highest' ? sorted.at(-1) : sorted[0]) ?? null
}

/**
 * The value of a category from the members that take part. `points`: all scores over all points, extra ones above the
 * bar only. `weighted`: the sum of value times weight. The others look at the values. A category that makes no sum of
 * points brings to a sum around it the points of its members, at its own percentage.
 */
export const categoryValue = (method: Method, members: readonly Member[]): MethodValue => {
  const possible = sum(members.filter((member) => !member.extra).map((member) => member.possible))
  if (method === 'points') {
    const score = sum(members.map((member) => member.score))
    return { score, possible, value: possible.n === 0n ? null : divide(score, possible), weights: null }
  }
  const { value, weights } =
    method === 'weighted' ? weighted(members) : { value: byPercentages(method, members), weights: null }
  return { score: multiply(value ?? ZERO, possible), possible, value, weights }
}
