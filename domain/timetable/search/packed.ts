/**
 * Two costs in one 32-bit integer: the upper bits count hard breaches, the lower 22 hold the soft cost (signed). Sums and
 * differences of packed costs are packed costs, so the search adds one number where it would add two.
 * Holds while a sum stays within ±511 hard and ±2,097,151 soft: enough for any one move; totals are kept unpacked.
 */
export const HARD = 1 << 22

/** The largest soft cost a single table entry may have, so that the sum over a move cannot overflow. */
export const MOST_SOFT = 1 << 18

export const softOf = (packed: number): number => (packed << 10) >> 10

export const hardOf = (packed: number): number => (packed - softOf(packed)) >> 22
