import * as z from 'zod/mini'
import { nameKey } from '../accounts/canonical.ts'
import { id, text } from '../contract.ts'

export const MOST_ROOMS = 500

/** A word by which rooms are asked for: laboratory, gym, projector. */
export const roomWord = text(40, 0)

export const room = z.strictObject({
  id,
  name: text(60),
  /** What kind of room it is; empty for a plain one. */
  kind: roomWord,
  features: z.array(text(40)).check(z.maxLength(20, 'too-many')),
  seats: z.int().check(z.minimum(0), z.maximum(10_000)),
  building: roomWord,
})
export type Room = z.output<typeof room>

/** What words for kinds, features and names of rooms are compared by. */
export const wordKey = nameKey
