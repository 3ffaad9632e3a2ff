import * as z from 'zod/mini'
import { reducer } from '../../reducer.ts'
import {
  doorChanged,
  feedbackChanged,
  feedbackCleared,
  focusChanged,
  personPicked,
  screenAsked,
  screenEnded,
  screenShared,
  timerChanged,
} from './contract.ts'
import { doorState } from './entry.ts'
import { feedback, withFeedback } from './feedback.ts'
import { focusState, NO_FOCUS } from './focus.ts'
import { pickedState } from './picker.ts'
import { NO_SCREEN, screenState, withSharer } from './screen.ts'
import { timerState } from './timer.ts'

/** What the teacher holds the room with, as every screen in it has it. */
export const holdState = z.object({
  /** How one comes in. */
  door: doorState,
  focus: focusState,
  timer: timerState,
  picked: pickedState,
  /** What pupils say without a word. */
  feedback: z.array(feedback),
  screen: screenState,
})
export type HoldState = z.output<typeof holdState>

/** Before anything is known. */
export const NO_HOLD: HoldState = {
  door: { waitingRoom: 'off', locked: false, waiting: 0 },
  focus: NO_FOCUS,
  timer: null,
  picked: null,
  feedback: [],
  screen: NO_SCREEN,
}

/** The same after an event of the lecture topic. */
export const applyToHold = reducer<HoldState>((on) => [
  on(doorChanged, (hold, { door }) => ({ ...hold, door })),
  on(focusChanged, (hold, { focus }) => ({ ...hold, focus })),
  on(timerChanged, (hold, { timer }) => ({ ...hold, timer })),
  on(personPicked, (hold, { picked }) => ({ ...hold, picked })),
  on(feedbackChanged, (hold, { accountId, said }) => ({
    ...hold,
    feedback: withFeedback(hold.feedback, accountId, said),
  })),
  on(feedbackCleared, (hold) => ({ ...hold, feedback: [] })),
  on(screenShared, (hold, { accountId }) => ({ ...hold, screen: withSharer(hold.screen, accountId) })),
  on(screenEnded, (hold, { accountId }) =>
    hold.screen.sharerId === accountId ? { ...hold, screen: { ...hold.screen, sharerId: null } } : hold,
  ),
  on(screenAsked, (hold, { askIds }) => ({ ...hold, screen: { ...hold.screen, askIds } })),
])
