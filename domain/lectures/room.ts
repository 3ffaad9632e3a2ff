import type { EventType, PayloadOf } from '../contract.ts'
import { handCalled, handRaised, handsLowered, lectureEnded, lectureJoined, lectureLeft } from './contract.ts'
import { type Hand, withCall, withHand, withoutHands } from './hand-queue.ts'
import { comparePeople, type PersonHere } from './lecture.ts'

/** What every screen in a lesson room shows the same. */
export interface RoomState {
  people: PersonHere[]
  hands: Hand[]
  endedAt: string | null
}

type Apply = (room: RoomState, payload: unknown) => RoomState

const on = <E extends EventType>(
  entry: E,
  apply: (room: RoomState, payload: PayloadOf<E>) => RoomState,
): [string, Apply] => [
  entry.name,
  // The server validated the payload against the same contract before it wrote the event.
  apply as Apply,
]

const handlers = new Map<string, Apply>([
  on(lectureJoined, (room, { person }) => ({
    ...room,
    people: [...room.people.filter((other) => other.id !== person.id), person].sort(comparePeople),
  })),
  on(lectureLeft, (room, { accountId }) => ({
    ...room,
    people: room.people.filter((person) => person.id !== accountId),
  })),
  on(handRaised, (room, { hand }) => ({ ...room, hands: withHand(room.hands, hand) })),
  on(handsLowered, (room, { handIds }) => ({ ...room, hands: withoutHands(room.hands, handIds) })),
  on(handCalled, (room, { handId, calledAt }) => ({
    ...room,
    hands: withCall(room.hands, handId, calledAt),
  })),
  on(lectureEnded, (room, { endedAt }) => ({ ...room, endedAt, people: [], hands: [] })),
])

/**
 * The room after an event of its lecture topic: the same as fetching it anew. Applying an event that the room already
 * includes changes nothing once the later ones are applied too, so a snapshot may be newer than its number.
 */
export const applyToRoom = (room: RoomState, event: { name: string; payload: unknown }): RoomState =>
  handlers.get(event.name)?.(room, event.payload) ?? room
