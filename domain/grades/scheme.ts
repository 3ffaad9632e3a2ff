import { compare, divide, exactOf, type Fraction, fraction, multiply } from '../decimal.ts'

/** How a percentage is called: letters, levels, pass or fail. Plain data; a school writes its own. */
export interface GradingScheme {
  name: string
  /** Whether the bounds are percentages, or points of `scale` (3.9 of 4). */
  basis: 'percent' | 'points'
  /** The full marks of a `points` basis. */
  scale?: string
  /** From the highest to the lowest. The last one takes all that is left, whatever its bound. */
  rows: readonly SchemeRow[]
}

export interface SchemeRow {
  label: string
  /** The lowest value that has this label. */
  from: string
  /** Grade points, where the scheme has them. */
  points?: string | null
}

const HUNDRED = fraction(100n)

/** The bound of a row in percent, whatever the scheme is written in. */
export const boundOf = (scheme: GradingScheme, row: SchemeRow): Fraction =>
  scheme.basis === 'percent'
    ? exactOf(row.from)
    : multiply(divide(exactOf(row.from), exactOf(scheme.scale ?? '1')), HUNDRED)

/**
 * The row of a percentage: the first whose bound it reaches, else the last; null for a scheme without rows. Totals hand
 * in what they show (two places), so what is shown as 90.00 is never called less than 90.
 */
export const rowFor = (scheme: GradingScheme, percent: Fraction): SchemeRow | null =>
  scheme.rows.find((row) => compare(percent, boundOf(scheme, row)) >= 0) ?? scheme.rows.at(-1) ?? null

/** Schemes to start from. `null` where a percentage is not called anything. */
export const SCHEMES = {
  percent: null,
  letters: {
    name: 'A–F',
    basis: 'percent',
    rows: [
      { label: 'A', from: '90' },
      { label: 'B', from: '80' },
      { label: 'C', from: '70' },
      { label: 'D', from: '60' },
      { label: 'F', from: '0' },
    ],
  },
  fiveLevels: {
    name: '优良中差',
    basis: 'percent',
    rows: [
      { label: '优', from: '90' },
      { label: '良', from: '80' },
      { label: '中', from: '70' },
      { label: '及格', from: '60' },
      { label: '差', from: '0' },
    ],
  },
  passFail: {
    name: 'Pass/Fail',
    basis: 'percent',
    rows: [
      { label: 'P', from: '60' },
      { label: 'F', from: '0' },
    ],
  },
  gpa: {
    name: 'GPA',
    basis: 'percent',
    rows: [
      { label: 'A', from: '93', points: '4' },
      { label: 'A-', from: '90', points: '3.7' },
      { label: 'B+', from: '87', points: '3.3' },
      { label: 'B', from: '83', points: '3' },
      { label: 'B-', from: '80', points: '2.7' },
      { label: 'C+', from: '77', points: '2.3' },
      { label: 'C', from: '73', points: '2' },
      { label: 'C-', from: '70', points: '1.7' },
      { label: 'D', from: '60', points: '1' },
      { label: 'F', from: '0', points: '0' },
    ],
  },
  fourPoints: {
    name: '4–1',
    basis: 'points',
    scale: '4',
    rows: [
      { label: '4', from: '3.5' },
      { label: '3', from: '2.5' },
      { label: '2', from: '1.5' },
      { label: '1', from: '0' },
    ],
  },
} as const satisfies Record<string, GradingScheme | null>
