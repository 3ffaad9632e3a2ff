import * as z from 'zod/mini'
import { id, instant } from '../contract.ts'

/** A raised hand. `calledAt` is set when the teacher calls on the person; the hand stays up until it is lowered. */
export const hand = z.object({
  id,
  accountId: id,
  displayName: z.string(),
  raisedAt: instant,
  calledAt: z.nullable(instant),
})
export type Hand = z.output<typeof hand>

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Whoever raised first comes first; ids decide between two of the same millisecond, so that every screen agrees. */
export const compareHands = (a: Hand, b: Hand): number =>
  compare(a.raisedAt, b.raisedAt) || compare(a.id, b.id)

/** The queue with this hand in its place. A person has one hand: raising it again changes nothing. */
export const withHand = (queue: readonly Hand[], raised: Hand): Hand[] =>
  [...queue.filter((other) => other.id !== raised.id && other.accountId !== raised.accountId), raised].sort(
    compareHands,
  )

/** The queue without these hands. */
export const withoutHands = (queue: readonly Hand[], handIds: readonly string[]): Hand[] =>
  queue.filter((other) => !handIds.includes(other.id))

/** The queue after the teacher called on a hand. */
export const withCall = (queue: readonly Hand[], handId: string, calledAt: string): Hand[] =>
  queue.map((other) => (other.id === handId ? { ...other, calledAt } : other))

/** Whose turn it is next: the first who was not yet called on. */
export const nextHand = (queue: readonly Hand[]): Hand | null =>
  [...queue].sort(compareHands).find((other) => other.calledAt === null) ?? null
