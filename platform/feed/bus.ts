import type { EventFrame } from '#domain/realtime.ts'

/** The name of the NOTIFY channel; each database has its own. */
export const CHANNEL = 'lectern'
/** Bytes that fit into a NOTIFY (PostgreSQL's limit is 7,999). */
export const NOTIFY_LIMIT = 7_900

/** What processes tell each other. Numbers decide order, never arrival. */
export type BusMessage =
  | { from: string; kind: 'event'; event: EventFrame }
  /** An event too long to carry: read it from the feed. */
  | { from: string; kind: 'number'; topic: string; no: number }
  /** A signal for the sockets of a topic in the other processes; `frame` is the text to send. */
  | { from: string; kind: 'signal'; topic: string; frame: string }
  /** Something of this name has work waiting: `outbox`. */
  | { from: string; kind: 'wake'; name: string }
  /** This process hears signals from now on: none may be kept from it. */
  | { from: string; kind: 'hello' }
  /** The answer to `hello`: none will be. */
  | { from: string; kind: 'seen'; to: string }

export interface Bus {
  /** True while events are announced by NOTIFY inside the transaction that writes them. */
  readonly inDatabase: boolean
  /** True while what should carry it does not, and PostgreSQL does. */
  readonly slowed: boolean
  /** Announces committed events to the other processes (those that were not announced `inDatabase`). Never throws. */
  publishEvents(events: EventFrame[]): void
  /** Sends a signal to the other processes; lost when they are not listening. */
  signal(topic: string, frame: string): void
  wake(name: string): void
  /**
   * Hears the other processes, not itself, but for `wake`, which it hears too. Who hears signals for its sockets says so:
   * when this resolves, whatever any process signals reaches it. Without it they are heard by luck. `onGap` is told when
   * something may have been missed, `onDeaf` again and again while something may be missed now.
   */
  listen(
    onMessage: (message: BusMessage) => void,
    onGap: () => void,
    options?: { signals: boolean; onDeaf?: () => void },
  ): Promise<void>
  close(): Promise<void>
}

/** Reads a message off the wire; null for what is not one. */
export const parseBusMessage = (text: string): BusMessage | null => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && 'kind' in value && 'from' in value
      ? (value as BusMessage)
      : null
  } catch {
    return null
  }
}
