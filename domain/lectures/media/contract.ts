import * as z from 'zod/mini'
import { done, endpoint, event, id, nothing } from '../../contract.ts'
import { engineJoin, jitsiJoin } from '../engine.ts'
import { floorChange, floorKind, floorState } from './floor.ts'

export const joinMedia = endpoint({
  method: 'POST',
  path: '/api/lectures/:lectureId/media',
  summary:
    'How to connect to the sound and picture of a lecture: once for each connection, as what is answered is good for two minutes.',
  input: nothing,
  output: engineJoin,
})

export const changeFloor = endpoint({
  method: 'POST',
  path: '/api/lectures/:lectureId/floor',
  summary:
    'Give somebody the microphone, camera or screen or take it, or open it to all or close it for all but who leads (staff). Several acts of one tap go together.',
  input: z.strictObject({ changes: z.array(floorChange).check(z.minLength(1), z.maxLength(100)) }),
  output: floorState,
})

export const muteInLecture = endpoint({
  method: 'POST',
  path: '/api/lectures/:lectureId/mute',
  summary:
    'Close what somebody sends now, or what everybody sends who does not lead (staff). Without `mayUnmute` the floor is taken too, for whoever comes later as well.',
  input: z.strictObject({
    floor: floorKind,
    /** Left out: everybody. */
    accountId: z.optional(id),
    mayUnmute: z.boolean(),
  }),
  output: done,
})

export const checkJitsi = endpoint({
  method: 'POST',
  path: '/api/jitsi/check',
  summary:
    'What the Jitsi deployment answers, and a member’s token for a room of its own, to see what role a student would get (administrators).',
  input: nothing,
  output: z.object({
    /** Null when none is named. */
    deployment: z.nullable(
      z.object({
        /** Null when the server does not reach it; browsers may. */
        answers: z.nullable(
          z.object({
            script: z.boolean(),
            refusesFrame: z.boolean(),
            /** By how many seconds its clock is ahead. */
            clockAhead: z.nullable(z.int()),
          }),
        ),
        /** Whether its callbacks are believed. */
        events: z.boolean(),
        join: jitsiJoin,
      }),
    ),
  }),
})

/** Lecture topic. */
export const floorChanged = event(
  'floor.changed',
  'Who may send what has changed.',
  z.object({ floor: floorState }),
  { keep: 'always' },
)
