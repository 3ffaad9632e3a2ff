import type { EventType, PayloadOf } from './contract.ts'

/** What a rule needs of an event; the frames of the feed are such. */
export interface Happened {
  name: string
  payload: unknown
}

type Handler<State, Event extends Happened> = (state: State, payload: never, event: Event) => State

/** One event of the contract and what it does to the state. */
export type On<State, Event extends Happened> = <E extends EventType>(
  entry: E,
  apply: (state: State, payload: PayloadOf<E>, event: Event) => State,
) => [name: string, handler: Handler<State, Event>]

/**
 * What a state is after an event, put together from one line an event. An event that is not among them changes nothing:
 * the same state comes back, so that a store can tell.
 */
export const reducer = <State, Event extends Happened = Happened>(
  lines: (on: On<State, Event>) => [string, Handler<State, Event>][],
): ((state: State, event: Event) => State) => {
  const handlers = new Map(lines((entry, apply) => [entry.name, apply]))
  return (state, event) => {
    const apply = handlers.get(event.name)
    // The server writes payloads by the same contract, so they need not be checked again.
    return apply ? apply(state, event.payload as never, event) : state
  }
}
