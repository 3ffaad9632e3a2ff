import { hardOf, softOf } from './packed.ts'

/** How the search weighs costs now, and how much worse a change may be. */
export interface Limit {
  /** A hard breach counts as much as this much soft cost. */
  hardWeight: number
  /** 1; 0 while only hard breaches are looked at. */
  softWeight: number
  /** How much worse an accepted change is on average. */
  temperature: number
  /** Drawn for each change before it is priced, so that pricing can stop as soon as it is exceeded. */
  most: number
}

export const energyOf = (packed: number, limit: Limit): number =>
  softOf(packed) * limit.softWeight + hardOf(packed) * limit.hardWeight

/** Whether the hard breaches a change brings are alone too much, whatever else it saves. */
export const breaksTooMuch = (packed: number, limit: Limit): boolean =>
  packed >= HALF_HARD && hardOf(packed) * limit.hardWeight > limit.most

// Soft costs alone stay below this, so smaller numbers hold no hard breach.
const HALF_HARD = 1 << 21
