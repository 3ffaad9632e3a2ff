import * as z from 'zod/mini'
import { id } from '../../contract.ts'

/** Where the teacher has everybody look. */
export const focusState = z.object({
  /** Who is shown large to everybody, whoever speaks. */
  spotlightId: z.nullable(id),
  /** Every screen shows the board, or what is shared over it. */
  look: z.boolean(),
})
export type FocusState = z.output<typeof focusState>

export const NO_FOCUS: FocusState = { spotlightId: null, look: false }
