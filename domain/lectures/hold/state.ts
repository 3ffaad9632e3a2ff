import * as z from 'zod/mini'
import { reducer } from '../../reducer.ts'
import { doorChanged, focusChanged, personPicked, timerChanged } from './contract.ts'
import { doorState } from './entry.ts'
import { focusState, NO_FOCUS } from './focus.ts'
import { pickedState } from './picker.ts'
import { timerState } from './timer.ts'

/** What the teacher holds the room with, as every screen in it has it. */
export const holdState = z.object({
  /** How one comes in. */
  door: doorState,
  focus: focusState,
  timer: timerState,
  picked: pickedState,
})
export type HoldState = z.output<typeof holdState>

/** Before anything is known. */
export const NO_HOLD: HoldState = {
  door: { waitingRoom: 'off', locked: false, waiting: 0 },
  focus: NO_FOCUS,
  timer: null,
  picked: null,
}

/** The same after an event of the lecture topic. */
export const applyToHold = reducer<HoldState>((on) => [
  on(doorChanged, (hold, { door }) => ({ ...hold, door })),
  on(focusChanged, (hold, { focus }) => ({ ...hold, focus })),
  on(timerChanged, (hold, { timer }) => ({ ...hold, timer })),
  on(personPicked, (hold, { picked }) => ({ ...hold, picked })),
])
