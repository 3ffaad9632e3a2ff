import { createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import type { AnswerOf, EventType, PayloadOf, Signal } from '#domain/contract.ts'
import type { EventFrame, Topic } from '#domain/realtime.ts'
import { Offline } from '../call.ts'
import { type Connection, type ConnectionStatus, createConnection } from './connection.ts'
import type { Subscription, TopicListener } from './topics.ts'

const [status, setStatus] = createSignal<ConnectionStatus>('connecting')
let connection: Connection | null = null

/** Whether the server can be heard now. Reactive. */
export const connectionStatus = status

const wake = () => {
  if (document.visibilityState === 'visible') connection?.wake()
}

/** Whether there is a connection at all, however it stands: nobody signed in has none. */
export const isConnected = (): boolean => connection !== null

/** Opens the tab's one connection; once somebody is signed in. */
export const openConnection = (handlers: {
  onSessionEnded: () => void
  onRefused: (attempt: number) => void
}): void => {
  closeConnection()
  const url = new URL('/api/socket', location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  setStatus('connecting')
  connection = createConnection({ open: () => new WebSocket(url), onStatus: setStatus, ...handlers })
  window.addEventListener('online', wake)
  window.addEventListener('offline', wake)
  document.addEventListener('visibilitychange', wake)
}

/** Tries at once to be heard again. */
export const wakeConnection = (): void => connection?.wake()

/** Closes it: signed out. */
export const closeConnection = (): void => {
  connection?.close()
  connection = null
  window.removeEventListener('online', wake)
  window.removeEventListener('offline', wake)
  document.removeEventListener('visibilitychange', wake)
}

const NOTHING: Subscription = { stop: () => {}, continueAfter: () => {} }

/** Listens to a topic until `stop`. Listeners of the same topic share one subscription. */
export const subscribe = (topic: Topic, listener: TopicListener): Subscription =>
  connection?.subscribe(topic, listener) ?? NOTHING

/**
 * Listens to a topic while the component is on screen, anew when it is another one; null listens to nothing. What is
 * fetched and kept true is `createLive`'s; this is for signals and for events that change nothing on the server's side.
 */
export const useTopic = (topic: () => Topic | null, listener: (topic: Topic) => TopicListener): void => {
  const current = createMemo(topic)
  createEffect(
    on(current, (now) => {
      if (!now) return
      const subscription = subscribe(now, listener(now))
      onCleanup(subscription.stop)
    }),
  )
}

/** Whether a frame is of this event; if so its payload has the event's type. */
export const isEvent = <E extends EventType>(
  frame: EventFrame,
  entry: E,
): frame is EventFrame & { payload: PayloadOf<E> } => frame.name === entry.name

/** Sends a feature's signal; worth nothing later, so nothing is lost when there is no connection. */
export const signal = <S extends Signal>(topic: Topic, entry: S, payload: PayloadOf<S>): void =>
  connection?.signal(topic, entry.name, payload)

/** Sends a feature's request over the socket. Throws `Offline` or the server's `Problem`. */
export const ask = async <S extends Signal>(
  topic: Topic,
  entry: S,
  payload: PayloadOf<S>,
): Promise<AnswerOf<S>> => {
  if (!connection) throw new Offline()
  // The server answers with the contract's shape; it is trusted to keep it, as in `call`.
  return (await connection.ask(topic, entry.name, payload)) as AnswerOf<S>
}
