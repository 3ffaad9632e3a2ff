import * as z from 'zod/mini'
import { id, instant } from '../contract.ts'

/** A lesson at the same time, and why it is in the way: the class is in it, or somebody who teaches it, or it has the room. */
export const clash = z.object({
  lessonId: id,
  className: z.string(),
  startsAt: instant,
  endsAt: instant,
  /** The class itself. */
  sameClass: z.boolean(),
  /** Teachers of both classes. */
  teachers: z.array(z.string()),
  /** The room, when that is where the other lesson is too. */
  room: z.nullable(z.string()),
})
export type Clash = z.output<typeof clash>

/** More lessons in the way of one than this say nothing new one by one. */
export const CLASHES_SAID = 5

/** The first lessons that are in the way, and how many more there are. */
export const clashes = { clashes: z.array(clash), more: z.int() }
