import { type Happened, reducer } from '../reducer.ts'
import { handCalled, handRaised, handsLowered, lectureEnded, lectureJoined, lectureLeft } from './contract.ts'
import { type Hand, withCall, withHand, withoutHands } from './hand-queue.ts'
import { applyToHold, type HoldState } from './hold/state.ts'
import { comparePeople, type PersonHere } from './lecture.ts'
import { floorChanged } from './media/contract.ts'
import type { FloorState } from './media/floor.ts'

/** What every screen in a lesson room shows the same. */
export interface RoomState {
  people: PersonHere[]
  hands: Hand[]
  floor: FloorState
  hold: HoldState
  endedAt: string | null
}

const applyToPeople = reducer<RoomState>((on) => [
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
  on(floorChanged, (room, { floor }) => (floor.no > room.floor.no ? { ...room, floor } : room)),
  on(lectureEnded, (room, { endedAt }) => ({ ...room, endedAt, people: [], hands: [] })),
])

/**
 * The room after an event of its lecture topic: the same as fetching it anew. Applying an event that the room already
 * includes changes nothing once the later ones are applied too, so a snapshot may be newer than its number.
 */
export const applyToRoom = (room: RoomState, event: Happened): RoomState => {
  const next = applyToPeople(room, event)
  const hold = applyToHold(next.hold, event)
  return hold === next.hold ? next : { ...next, hold }
}
