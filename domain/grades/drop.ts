import type { Fraction } from '../decimal.ts'

/**
 * Which items of a category do not count. The value of a choice is a ratio, sum of scores over sum of points, so the
 * best choice is not to drop the lowest percentages one by one: 31/40, 17/24 and 6/10 lose the 6/10, while a small item
 * with a worse percentage may be cheaper to keep. Finding the subset with the best ratio is the problem of Kane and Kane,
 * "Dropping Lowest Grades"; they search for the ratio by bisection, here Dinkelbach's iteration finds it exactly.
 */
export interface Candidate {
  /** What it adds above and below the fraction bar. `below` is not negative. */
  above: Fraction
  below: Fraction
  /** Its points, which decide between choices of the same value: the larger ones stay. */
  points: Fraction
}

interface Scaled {
  at: number
  above: bigint
  below: bigint
  points: bigint
}

const lowestCommon = (values: readonly bigint[]): bigint => {
  const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b))
  return values.reduce((sum, value) => (sum / gcd(sum, value)) * value, 1n)
}

/** The candidates in whole numbers: every fraction times their common denominator. */
const scaled = (candidates: readonly Candidate[]): Scaled[] => {
  const unit = lowestCommon(candidates.flatMap(({ above, below, points }) => [above.d, below.d, points.d]))
  const whole = ({ n, d }: Fraction) => n * (unit / d)
  return candidates.map(({ above, below, points }, at) => ({
    at,
    above: whole(above),
    below: whole(below),
    points: whole(points),
  }))
}

const sumOf = (items: readonly Scaled[]) => ({
  above: items.reduce((sum, item) => sum + item.above, 0n),
  below: items.reduce((sum, item) => sum + item.below, 0n),
})

const signOf = (value: bigint): number => (value === 0n ? 0 : value < 0n ? -1 : 1)

/**
 * The `count` items that bring most against the ratio `above / below` (least, when `worst`): what they have above what
 * the ratio asks of their points. Of equal ones the larger points stay, then the earlier. A choice without any points
 * has no ratio, so the last of it makes room for an item with points, if one exists.
 */
const pick = (
  items: readonly Scaled[],
  fixedBelow: bigint,
  count: number,
  ratio: { above: bigint; below: bigint },
  worst: boolean,
): Scaled[] => {
  const surplus = new Map(items.map((item) => [item, item.above * ratio.below - ratio.above * item.below]))
  const ranked = [...items].sort((a, b) => {
    const more = signOf((surplus.get(b) ?? 0n) - (surplus.get(a) ?? 0n))
    return (worst ? -more : more) || signOf(b.points - a.points) || a.at - b.at
  })
  const kept = ranked.slice(0, count)
  if (fixedBelow + sumOf(kept).below !== 0n) return kept
  const withPoints = ranked.find((item) => item.below !== 0n)
  return withPoints ? [...kept.slice(0, -1), withPoints] : kept
}

/**
 * Dinkelbach: take the best choice against a ratio, work out its own ratio, and go on while that is better. The ratio
 * rises strictly and there are finitely many choices, so it ends, and it ends at the optimum.
 */
const best = (
  items: readonly Scaled[],
  fixed: readonly Scaled[],
  count: number,
  worst: boolean,
): Scaled[] => {
  const base = sumOf(fixed)
  const ratioOf = (kept: readonly Scaled[]) => {
    const own = sumOf(kept)
    return { above: base.above + own.above, below: base.below + own.below }
  }
  let kept = pick(items, base.below, count, { above: 0n, below: 1n }, worst)
  let ratio = ratioOf(kept)
  // Nothing has points: the scores alone decide, and they have.
  if (ratio.below === 0n) return kept
  for (;;) {
    kept = pick(items, base.below, count, ratio, worst)
    const next = ratioOf(kept)
    const gain = next.above * ratio.below - ratio.above * next.below
    if (worst ? gain >= 0n : gain <= 0n) return kept
    ratio = next
  }
}

/** Positions in the list of candidates. */
export interface Dropped {
  lowest: ReadonlySet<number>
  highest: ReadonlySet<number>
}

/**
 * What the rules drop of `droppable` beside the `fixed` ones, which always count: first the `lowest` that leave the best
 * value, then of the rest the `highest` that leave the worst. One item always stays; `highest` is ignored where both
 * together would leave none. What stays is never without points while something with points exists.
 */
export const dropped = (
  droppable: readonly Candidate[],
  fixed: readonly Candidate[],
  rules: { lowest: number; highest: number },
): Dropped => {
  const count = droppable.length
  const lowest = Math.max(0, Math.min(rules.lowest, count - 1))
  const highest = lowest + rules.highest >= count ? 0 : Math.max(0, rules.highest)
  const all = scaled([...droppable, ...fixed])
  const [own, rest] = [all.slice(0, count), all.slice(count)]
  const without = (from: readonly Scaled[], kept: readonly Scaled[]) =>
    new Set(from.filter((item) => !kept.includes(item)).map((item) => item.at))
  const afterLowest = lowest > 0 ? best(own, rest, count - lowest, false) : own
  const afterHighest = highest > 0 ? best(afterLowest, rest, count - lowest - highest, true) : afterLowest
  return { lowest: without(own, afterLowest), highest: without(afterLowest, afterHighest) }
}
