import * as z from 'zod/mini'
import { id } from '../../contract.ts'

/** What the large place shows: the board or a shared screen, everybody, or who speaks. */
export const LAYOUTS = ['stage', 'gallery', 'speaker'] as const
export const layoutKind = z.enum(LAYOUTS)
export type Layout = z.output<typeof layoutKind>

/** Where the teacher has everybody look. */
export const focusState = z.object({
  /** Who is shown large to everybody, whoever speaks. */
  spotlightId: z.nullable(id),
  /** Every screen looks as that of who leads. */
  look: z.boolean(),
  /** What all see while they look. */
  layout: z._default(layoutKind, 'stage'),
})
export type FocusState = z.output<typeof focusState>

export const NO_FOCUS: FocusState = { spotlightId: null, look: false, layout: 'stage' }

/** What is to be another; the rest stays. */
export const focusChange = z.strictObject({
  spotlightId: z.optional(z.nullable(id)),
  look: z.optional(z.boolean()),
  layout: z.optional(layoutKind),
})
