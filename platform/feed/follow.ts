import type { EventType, PayloadOf } from '#domain/contract.ts'
import type { Topic } from '#domain/realtime.ts'
import type { Transaction } from '../context.ts'

/** Something that happened in a transaction that has not committed yet. */
export interface Happened<Payload = unknown> {
  topic: Topic
  payload: Payload
}

/** What a feature does when another feature's event happens: part of the same commit, or the commit fails. */
export interface Follower {
  event: EventType
  /** Called once for all events of the kind that one request brought, so that many need no query each. */
  run(tx: Transaction, happened: Happened[]): Promise<void>
}

/** Declares what follows an event: `on(memberJoined, async (tx, happened) => …)`. */
export const on = <E extends EventType>(
  event: E,
  run: (tx: Transaction, happened: Happened<PayloadOf<E>>[]) => Promise<void>,
): Follower => ({ event, run: run as Follower['run'] })

/** An event that waits to be written at the end of the transaction, and whose request it came from. */
export interface Unwritten extends Happened {
  name: string
  tx: Transaction
}

/** Followers whose events are followed in turn: more than this is a circle. */
const ROUNDS = 8

/** What happened in each request, of the events with this name. */
const byRequest = (events: readonly Unwritten[], name: string): Map<Transaction, Happened[]> => {
  const found = new Map<Transaction, Happened[]>()
  for (const event of events) {
    if (event.name !== name) continue
    const { topic, payload, tx } = event
    const others = found.get(tx)
    if (others) others.push({ topic, payload })
    else found.set(tx, [{ topic, payload }])
  }
  return found
}

/**
 * Runs the followers of all `events`, and of those that the followers add to it, before anything is written. Work that
 * may be slow or may fail belongs into a job that a follower enqueues.
 */
export const runFollowers = async (
  followers: readonly Follower[],
  events: readonly Unwritten[],
): Promise<void> => {
  let seen = 0
  for (let round = 0; seen < events.length; round++) {
    if (round === ROUNDS) throw new Error(`followers follow each other: ${events.at(-1)?.name}`)
    const fresh = events.slice(seen)
    seen = events.length
    const names = new Set(fresh.map((event) => event.name))
    for (const { event, run } of followers) {
      if (!names.has(event.name)) continue
      for (const [tx, happened] of byRequest(fresh, event.name)) await run(tx, happened)
    }
  }
}
