import * as z from 'zod/mini'
import { instant } from '../contract.ts'
import { messageView } from './message.ts'
import { personView } from './reaction.ts'

/** Messages that can be pinned in one channel at a time: what is always in sight has to be little. */
export const PIN_LIMIT = 50

/** A message that stays in sight of its channel, until somebody takes the pin out. */
export const pinView = z.object({ message: messageView, pinnedAt: instant, pinnedBy: personView })
export type Pin = z.output<typeof pinView>
