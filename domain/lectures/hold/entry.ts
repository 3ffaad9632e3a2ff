import * as z from 'zod/mini'
import { id, instant } from '../../contract.ts'
import type { ClassRole } from '../../permission.ts'

/** Who waits before the door until somebody who leads lets them in. */
export const WAITING_ROOMS = ['off', 'guests', 'all'] as const
export const waitingRoom = z.enum(WAITING_ROOMS)
export type WaitingRoom = z.output<typeof waitingRoom>

/** How one comes into a lecture. */
export const doorState = z.object({
  waitingRoom,
  /** Nobody else comes in; whoever was in may come back. */
  locked: z.boolean(),
  /** How many wait. */
  waiting: z.int(),
})
export type DoorState = z.output<typeof doorState>

/** What a lecture keeps of a person at its door: they wait, were let in, or were sent out. */
export const ENTRIES = ['waiting', 'in', 'out'] as const
export type Entry = (typeof ENTRIES)[number]

/** Somebody before the door, or sent out. */
export const personAtDoor = z.object({ id, displayName: z.string(), since: instant })
export type PersonAtDoor = z.output<typeof personAtDoor>

/** Who stands before the door, as far as it matters there. */
export interface Comer {
  /** Whoever leads is never kept out. */
  leads: boolean
  role: ClassRole | null
  /** What the lecture keeps of them. */
  entry: Entry | null
  /** They were in this lecture before. */
  wasIn: boolean
}

/**
 * Whether somebody may be in the lecture. Who was sent out stays out until let in again, whatever the door; who was in,
 * or was let in, comes back through a locked door as well.
 */
export const standingOf = (door: Pick<DoorState, 'waitingRoom' | 'locked'>, comer: Comer): Entry => {
  if (comer.leads) return 'in'
  if (comer.entry === 'out') return 'out'
  if (comer.entry === 'in' || comer.wasIn) return 'in'
  if (door.locked || door.waitingRoom === 'all') return 'waiting'
  return door.waitingRoom === 'guests' && comer.role === 'guest' ? 'waiting' : 'in'
}
