import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { add, compare, divide, type Fraction, fraction, ZERO } from '../decimal.ts'
import { type Candidate, dropped } from './drop.ts'

const mark = (score: number, points: number): Candidate => ({
  above: fraction(BigInt(Math.round(score * 100)), 100n),
  below: fraction(BigInt(Math.round(points * 100)), 100n),
  points: fraction(BigInt(Math.round(points * 100)), 100n),
})
const marks = (...pairs: [number, number][]) => pairs.map(([score, points]) => mark(score, points))
const dropsOf = (
  droppable: readonly Candidate[],
  rules: { lowest?: number; highest?: number },
  fixed: readonly Candidate[] = [],
) => {
  const out = dropped(droppable, fixed, { lowest: 0, highest: 0, ...rules })
  return [[...out.lowest].sort(), [...out.highest].sort()]
}

describe('drop rules', () => {
  it('leave the best ratio, which dropping the lowest percentage may miss', () => {
    expect(dropsOf(marks([31, 40], [17, 24], [6, 10]), { lowest: 1 })[0]).toEqual([2])
    expect(dropsOf(marks([31, 40], [17, 24], [7, 10]), { lowest: 1 })[0]).toEqual([1])
  })

  it('are exact for scores with decimals and percentages over 1000 %', () => {
    expect(dropsOf(marks([2.93, 5], [1.85, 7], [0.59, 1]), { lowest: 2 })[0]).toEqual([0, 1])
    expect(dropsOf(marks([244, 18], [10, 4], [12, 10]), { lowest: 2 })[0]).toEqual([1, 2])
  })

  it('drop the highest of what the lowest rule has left', () => {
    expect(dropsOf(marks([1, 10], [5, 10], [10, 10]), { lowest: 1, highest: 1 })).toEqual([[0], [2]])
  })

  it('always leave one, and give up on the highest where none would be left', () => {
    expect(dropsOf(marks([5, 10], [6, 10]), { lowest: 9 })).toEqual([[0], []])
    expect(dropsOf(marks([5, 10], [6, 10]), { lowest: 1, highest: 1 })).toEqual([[0], []])
    expect(dropsOf(marks([5, 10], [6, 10]), { highest: 2 })).toEqual([[], []])
    expect(dropsOf([], { lowest: 1, highest: 1 })).toEqual([[], []])
    expect(dropsOf(marks([5, 10]), { lowest: -1, highest: -1 })).toEqual([[], []])
  })

  it('reckon with what is never dropped', () => {
    expect(dropsOf(marks([31, 40], [17, 24]), { lowest: 1 }, marks([6, 10]))[0]).toEqual([1])
  })

  it('never leave zero-point work alone while other work exists', () => {
    expect(dropsOf(marks([5, 0], [1, 10]), { lowest: 1 })[0]).toEqual([0])
    expect(dropsOf(marks([0, 0], [9, 10]), { highest: 1 })[1]).toEqual([0])
    // Beside something with points that always counts, it may.
    expect(dropsOf(marks([5, 0], [1, 10]), { lowest: 1 }, marks([5, 10]))[0]).toEqual([1])
  })

  it('look at the scores where nothing has points', () => {
    expect(dropsOf(marks([5, 0], [1, 0], [3, 0]), { lowest: 1, highest: 1 })).toEqual([[1], [0]])
  })

  it('among equally good choices keep the larger points, then the earlier', () => {
    expect(dropsOf(marks([5, 10], [10, 20]), { lowest: 1 })[0]).toEqual([0])
    expect(dropsOf(marks([10, 20], [5, 10]), { highest: 1 })[1]).toEqual([1])
    expect(dropsOf(marks([5, 10], [5, 10], [5, 10]), { lowest: 1 })[0]).toEqual([2])
  })

  const candidate = fc
    .tuple(
      fc.oneof(
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: -200, max: 30_000 }).map((n) => n / 100),
      ),
      fc.oneof(
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 0, max: 10_000 }).map((n) => n / 100),
      ),
    )
    .map(([score, points]) => mark(score, points))

  const subsets = <T>(list: readonly T[], size: number): T[][] => {
    const [first, ...rest] = list
    if (size === 0) return [[]]
    if (first === undefined || list.length < size) return []
    return [...subsets(rest, size - 1).map((some) => [first, ...some]), ...subsets(rest, size)]
  }
  /** The ratio of a choice; null without points. */
  const ratio = (chosen: readonly Candidate[]): Fraction | null => {
    const below = chosen.reduce((sum, one) => add(sum, one.below), ZERO)
    const above = chosen.reduce((sum, one) => add(sum, one.above), ZERO)
    return below.n === 0n ? null : divide(above, below)
  }
  const bestOf = (list: readonly Candidate[], fixed: readonly Candidate[], size: number, sign: 1 | -1) =>
    subsets(list, size)
      .flatMap((chosen) => ratio([...chosen, ...fixed]) ?? [])
      .reduce<Fraction | null>((best, one) => (best && sign * compare(best, one) >= 0 ? best : one), null)

  it('find what trying every choice finds', () => {
    fc.assert(
      fc.property(
        fc.array(candidate, { minLength: 1, maxLength: 7 }),
        fc.array(candidate, { maxLength: 2 }),
        fc.nat({ max: 4 }),
        fc.nat({ max: 3 }),
        (list, fixed, lowest, highest) => {
          const out = dropped(list, fixed, { lowest, highest })
          const stay = list.filter((_, at) => !out.lowest.has(at))
          const kept = stay.filter((one) => !out.highest.has(list.indexOf(one)))
          expect(ratio([...stay, ...fixed])).toEqual(bestOf(list, fixed, stay.length, 1))
          expect(ratio([...kept, ...fixed])).toEqual(bestOf(stay, fixed, kept.length, -1))
        },
      ),
      { numRuns: 800 },
    )
  })
})
