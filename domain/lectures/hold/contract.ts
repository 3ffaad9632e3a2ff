import * as z from 'zod/mini'
import { done, endpoint, event, id, nothing } from '../../contract.ts'
import { doorState, personAtDoor, waitingRoom } from './entry.ts'
import { focusState } from './focus.ts'
import { pickedState } from './picker.ts'
import { timerAct, timerState } from './timer.ts'

/** What the teacher holds the room with: docs/lectures.md, *The door*. */

export const setDoor = endpoint({
  method: 'PATCH',
  path: '/api/lectures/:lectureId/door',
  summary:
    'Who waits before coming in, and whether anybody else comes in at all (staff). Whom the door no longer keeps comes in.',
  input: z.strictObject({ waitingRoom: z.optional(waitingRoom), locked: z.optional(z.boolean()) }),
  output: doorState,
})

export const listAtDoor = endpoint({
  method: 'GET',
  path: '/api/lectures/:lectureId/door',
  summary: 'Who waits, first come first, and who was sent out (staff).',
  input: nothing,
  output: z.object({ waiting: z.array(personAtDoor), out: z.array(personAtDoor) }),
})

export const admit = endpoint({
  method: 'POST',
  path: '/api/lectures/:lectureId/admit',
  summary: 'Let in somebody who waits or was sent out, or without `accountId` everybody who waits (staff).',
  input: z.strictObject({ accountId: z.optional(id) }),
  output: done,
})

export const sendOut = endpoint({
  method: 'POST',
  path: '/api/lectures/:lectureId/out',
  summary:
    'Send somebody out of the room, or turn them away at its door (staff): they do not come in again until let in.',
  input: z.strictObject({ accountId: id }),
  output: done,
})

export const stopWaiting = endpoint({
  method: 'DELETE',
  path: '/api/lectures/:lectureId/door',
  summary: 'Wait no longer.',
  input: nothing,
  output: done,
})

export const setFocus = endpoint({
  method: 'PATCH',
  path: '/api/lectures/:lectureId/focus',
  summary:
    'Show one person large to everybody (null: nobody), or have every screen look at the board or what is shared over it (staff).',
  input: z.strictObject({ spotlightId: z.optional(z.nullable(id)), look: z.optional(z.boolean()) }),
  output: focusState,
})

export const setTimer = endpoint({
  method: 'POST',
  path: '/api/lectures/:lectureId/timer',
  summary: 'Start, pause, prolong or end the countdown that all see (staff).',
  input: timerAct,
  output: z.object({ timer: timerState }),
})

export const askToUnmute = endpoint({
  method: 'POST',
  path: '/api/lectures/:lectureId/unmute',
  summary:
    'Ask somebody in the room to open their microphone, which they may then (staff); it is never opened from afar. Three times at once, then one every twenty seconds.',
  input: z.strictObject({ accountId: id }),
  output: done,
})

export const pickPerson = endpoint({
  method: 'POST',
  path: '/api/lectures/:lectureId/pick',
  summary:
    'Have chance pick a pupil who is in the room and show it to all: of those picked least, one who was called on least; nobody twice before all (staff). Null where no pupil is.',
  input: nothing,
  output: z.object({ picked: pickedState }),
})

export const clearPick = endpoint({
  method: 'DELETE',
  path: '/api/lectures/:lectureId/pick',
  summary: 'Take whom chance picked from the screens; that they were picked is kept (staff).',
  input: nothing,
  output: done,
})

/** Lecture topic. */
export const personPicked = event(
  'person.picked',
  'Chance picked somebody of the room, or who was picked is no longer shown.',
  z.object({ picked: pickedState }),
)
/** Account topic. */
export const unmuteAsked = event(
  'unmute.asked',
  'Who leads a lecture asks this person to open their microphone.',
  z.object({ lectureId: id }),
)
/** Lecture topic. */
export const focusChanged = event(
  'focus.changed',
  'Where everybody is to look has changed.',
  z.object({ focus: focusState }),
)
export const timerChanged = event(
  'timer.changed',
  'The countdown of a lecture was started, paused, prolonged or ended.',
  z.object({ timer: timerState }),
)
/** Lecture topic. */
export const doorChanged = event(
  'door.changed',
  'The door of a lecture, or who stands before it, has changed.',
  z.object({ door: doorState }),
)
/** Account topic. */
export const entryChanged = event(
  'entry.changed',
  'Somebody who waited was let in, or somebody was sent out.',
  z.object({ lessonId: id, lectureId: id, in: z.boolean() }),
)
