import type { AnswerOf, PayloadOf, Signal } from '#domain/contract.ts'
import { type Topic, topicOf } from '#domain/realtime.ts'
import type { Subscription, TopicListener } from '../realtime/topics.ts'
import type { Line } from './room.ts'

/** The parts of the tab's connection that a board needs. */
export interface Wire {
  subscribe(topic: Topic, listener: TopicListener): Subscription
  ask<S extends Signal>(topic: Topic, entry: S, payload: PayloadOf<S>): Promise<AnswerOf<S>>
  /** Calls back when the connection is lost; returns what stops it. */
  onLost(listener: () => void): () => void
}

/** The topic of one board, over the tab's connection. */
export const boardLine = (wire: Wire, boardId: string): Line => {
  const topic = topicOf('board', boardId)
  let hear: (name: string, payload: unknown) => void = () => {}
  let connected: (open: boolean) => void = () => {}
  let subscription: Subscription | null = null
  let stopLost = () => {}
  return {
    ask: (signal, payload) => wire.ask(topic, signal, payload as PayloadOf<typeof signal>),
    hear: (listener) => {
      hear = listener
    },
    connected: (listener) => {
      connected = listener
      stopLost = wire.onLost(() => connected(false))
      subscription = wire.subscribe(topic, {
        onEvent: (event) => hear(event.name, event.payload),
        onSignal: (frame) => hear(frame.name, frame.payload),
        onReady: () => connected(true),
        onWithdrawn: () => connected(false),
      })
    },
    close: () => {
      stopLost()
      subscription?.stop()
    },
  }
}
