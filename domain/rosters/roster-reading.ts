import * as z from 'zod/mini'
import { ENCODINGS } from '../encodings.ts'
import { SCHOOL_ROLES } from '../permission.ts'

/** How a file of text was read, for a person to judge: its encoding, the first rows of it, and other readings. */
export const rosterReading = z.object({
  encoding: z.enum(ENCODINGS),
  /** Somebody chose the encoding; it was not decided by how plausible the text is. */
  chosen: z.boolean(),
  /** False when another reading is nearly as plausible. */
  sure: z.boolean(),
  /** Cells of the first rows, cut short. */
  preview: z.array(z.array(z.string())),
  /** Other encodings, the more plausible first, each with the same line of the file as it reads in it. */
  others: z.array(z.object({ encoding: z.enum(ENCODINGS), sample: z.string() })),
})
export type RosterReading = z.output<typeof rosterReading>

/** What a person decides about how a file is read. */
export const rosterChoice = z.strictObject({
  /** None: by how plausible the text is. */
  encoding: z.optional(z.enum(ENCODINGS)),
  /** What those become whom the file gives no role. */
  role: z.optional(z.enum(SCHOOL_ROLES)),
})
export type RosterChoice = z.output<typeof rosterChoice>
