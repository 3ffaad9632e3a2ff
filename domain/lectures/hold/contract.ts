import * as z from 'zod/mini'
import { done, endpoint, event, id, instant, nothing, who } from '../../contract.ts'
import { doorState, personAtDoor, waitingRoom } from './entry.ts'
import { feedbackKind } from './feedback.ts'
import { focusChange, focusState } from './focus.ts'
import { pickedState } from './picker.ts'
import { screenState } from './screen.ts'
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
    'Show one person large to everybody (null: nobody), or have every screen look as that of who leads: at the board or what is shared over it, at everybody, or at who speaks (staff).',
  input: focusChange,
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

export const giveFeedback = endpoint({
  method: 'PUT',
  path: '/api/lectures/:lectureId/feedback',
  summary:
    'Say something without a word, or take it back (null). It stands for some minutes, or until who leads clears all. Five at once, then one every three seconds.',
  input: z.strictObject({ kind: z.nullable(feedbackKind) }),
  output: done,
})

export const clearFeedback = endpoint({
  method: 'DELETE',
  path: '/api/lectures/:lectureId/feedback',
  summary: 'Clear what everybody said without a word (staff).',
  input: nothing,
  output: done,
})

export const askToShare = endpoint({
  method: 'POST',
  path: '/api/lectures/:lectureId/screen/asks',
  summary:
    'Ask to share the own screen in place of the one that is shared. Who shares it or leads the lecture decides. Three times at once, then one every twenty seconds.',
  input: nothing,
  output: screenState,
})

export const answerAsk = endpoint({
  method: 'POST',
  path: '/api/lectures/:lectureId/screen/answer',
  summary:
    'Let somebody who asked share their screen, which ends the one that is shared, or say no (who shares, and staff). An answer to a question that stands no longer changes nothing.',
  input: z.strictObject({ accountId: id, yes: z.boolean() }),
  output: screenState,
})

/** How long one person talked in a lesson, as the relay heard it. */
const talkTime = z.object({ ...who.shape, talkMs: z.int() })

export const getTalkTime = endpoint({
  method: 'GET',
  path: '/api/lessons/:lessonId/talk',
  summary:
    'How long each who was in a lesson talked, who talked most first; empty where nothing was heard by the built-in relay (staff). A fact, and part of no grade.',
  input: nothing,
  output: z.object({ people: z.array(talkTime) }),
})

/** Lecture topic. */
export const feedbackChanged = event(
  'feedback.changed',
  'Somebody said something without a word, or took it back.',
  z.object({
    accountId: id,
    said: z.nullable(z.object({ kind: feedbackKind, until: instant })),
  }),
)
export const feedbackCleared = event(
  'feedback.cleared',
  'What everybody said without a word is no longer shown.',
  z.object({}),
)
/** Lecture topic: the lesson's log of shared screens. */
export const screenShared = event(
  'screen.shared',
  'Somebody began to share their screen.',
  z.object({ accountId: id }),
  { keep: 'always' },
)
export const screenEnded = event(
  'screen.ended',
  'The screen of somebody is no longer shared.',
  z.object({ accountId: id }),
  { keep: 'always' },
)
export const screenAsked = event(
  'screen.asked',
  'Who asks to share their screen has changed.',
  z.object({ askIds: z.array(id) }),
)
/** Account topic. */
export const screenAnswered = event(
  'screen.answered',
  'Whether somebody who asked may share their screen now.',
  z.object({ lectureId: id, yes: z.boolean() }),
)

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
