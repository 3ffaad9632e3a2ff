import * as z from 'zod/mini'
import { reducer } from '../../reducer.ts'
import { doorChanged } from './contract.ts'
import { doorState } from './entry.ts'

/** What the teacher holds the room with, as every screen in it has it. */
export const holdState = z.object({
  /** How one comes in. */
  door: doorState,
})
export type HoldState = z.output<typeof holdState>

/** Before anything is known. */
export const NO_HOLD: HoldState = { door: { waitingRoom: 'off', locked: false, waiting: 0 } }

/** The same after an event of the lecture topic. */
export const applyToHold = reducer<HoldState>((on) => [
  on(doorChanged, (hold, { door }) => ({ ...hold, door })),
])
