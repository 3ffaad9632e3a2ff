import type { EventFrame } from '../realtime.ts'
import { reducer } from '../reducer.ts'
import * as contract from './contract.ts'
import type { Message } from './message.ts'
import type { Pin } from './pin.ts'

/** What is pinned in a channel, the newest pin first. */
export interface Pins {
  pins: Pin[]
}

const without = <P extends Pins>(state: P, messageId: string): P =>
  state.pins.some((pin) => pin.message.id === messageId)
    ? { ...state, pins: state.pins.filter((pin) => pin.message.id !== messageId) }
    : state

const changed = <P extends Pins>(state: P, messageId: string, next: (message: Message) => Message): P =>
  state.pins.some((pin) => pin.message.id === messageId)
    ? {
        ...state,
        pins: state.pins.map((pin) =>
          pin.message.id === messageId ? { ...pin, message: next(pin.message) } : pin,
        ),
      }
    : state

/** What is pinned after an event of the channel's topic. A new pin is fetched: its message may be of long ago. */
export const applyPinEvent = <P extends Pins>(state: P, event: EventFrame): P =>
  reducer<P, EventFrame>((on) => [
    on(contract.messageUnpinned, (pins, { messageId }) => without(pins, messageId)),
    on(contract.messageDeleted, (pins, { messageId }) => without(pins, messageId)),
    on(contract.messageEdited, (pins, { messageId, body, editedAt }) =>
      changed(pins, messageId, (message) => ({ ...message, body, editedAt })),
    ),
  ])(state, event)
