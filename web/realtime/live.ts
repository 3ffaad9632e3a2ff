import { createEffect, createMemo, createSignal, on, onCleanup, untrack } from 'solid-js'
import { createStore, reconcile, type SetStoreFunction, unwrap } from 'solid-js/store'
import { Problem, type ProblemKind } from '#domain/problem.ts'
import type { EventFrame, Topic } from '#domain/realtime.ts'
import { Offline } from '../call.ts'
import { createRefetch } from './refetch.ts'
import { connectionStatus } from './subscribe.ts'
import { createTopicSet } from './topic-set.ts'

/** What was fetched and stays true: kept so by events, and fetched anew where events cannot say what is true. */
export interface Live<T extends object> {
  /** Undefined until it was fetched, and when it is no longer there for its reader. Reactive. */
  value(): T | undefined
  /** What the last fetch was refused with. Reactive. */
  problem(): unknown
  /** Resolves when something fetched after this call is there. */
  refetch(): Promise<void>
  /** Brings up to date what is there by the answer to an act, where an event would do the same. */
  amend(change: (value: T) => T): void
  /** For optimistic changes of the fetched value. */
  set: SetStoreFunction<{ value: T | undefined }>
}

export interface LiveOptions<S, T extends object> {
  /** Names what is fetched; nothing while it is null. Compared by value. */
  source: () => S | null
  fetch: (source: S, signal: AbortSignal) => Promise<T>
  /**
   * Brings up to date what is there, where that is less than fetching it anew; null where it cannot be. `events` are all
   * that made it old since the last fetch; null where something else may have.
   */
  renew?: (
    value: T,
    source: S,
    signal: AbortSignal,
    events: readonly EventFrame[] | null,
  ) => Promise<T | null>
  /** Where its changes are told; may depend on what was fetched. Compared by value. */
  topics: (value: T | undefined) => readonly Topic[]
  /** The number of a topic that the value stands at, where it says so: the rest is told, and nothing fetched for it. */
  since?: (value: T, topic: Topic) => number | undefined
  /** The value after an event, by a rule of `domain`; the same value for an event that does not concern it. */
  apply?: (value: T, event: EventFrame) => T
  /** Whether an event means that the value has to be fetched anew. */
  wants?: (event: EventFrame) => boolean
  /** By what rows are recognised, so that nothing is drawn anew when only figures changed. */
  key?: string
  /** What was there stays on screen while another source is fetched. */
  stays?: boolean
}

/**
 * How long the server's word that it listens for us is waited for before the first fetch: it is worth little, since the
 * server says later whether anything was missed, and a page that waits shows nothing.
 */
const PATIENCE_MS = 50
/** What was committed so long before its event was told to be of that time is in no doubt: transactions are shorter. */
const COMMITTED_MS = 30_000

const isSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

/** Not there for this reader. */
const isGone = (error: unknown): boolean =>
  error instanceof Problem && (error.kind === 'not-found' || error.kind === 'forbidden')

/** Not to be had at the moment. */
const isPassing = (error: unknown): boolean =>
  error instanceof Offline || (error instanceof Problem && PASSING.has(error.kind))
const PASSING = new Set<ProblemKind>(['unavailable', 'internal', 'limit-reached'])

/**
 * Keeps what `source` names true while the owner lives. It listens first, then fetches; events that come meanwhile are
 * held and applied to what was fetched, so that nothing between the two is missed. An event is applied (`apply`) or
 * causes a fetch (`wants`). This is how a screen is live; see docs/realtime.md.
 */
export const createLive = <S, T extends object>(options: LiveOptions<S, T>): Live<T> => {
  const [store, set] = createStore<{ value: T | undefined }>({ value: undefined })
  const [problem, setProblem] = createSignal<unknown>(null)
  const source = createMemo(options.source, undefined, { equals: isSame })
  /** What came while a fetch is under way, for its answer may be older; null while none is. */
  let held: EventFrame[] | null = null
  let fetching = new AbortController()
  /** The events that ask for the next fetch; null where not events alone do. */
  let wanted: EventFrame[] | null = null
  let begun = false
  let begunAt = { ran: 0, clock: 0 }
  /** Whether what is there is of the source, and not of the one before. */
  let isOwn = false
  let patience: ReturnType<typeof setTimeout> | undefined

  const after = (value: T, event: EventFrame): T => options.apply?.(value, event) ?? value
  const show = (value: T) => set('value', reconcile(value, { key: options.key ?? 'id', merge: false }))

  const take = (value: T) => {
    setProblem(null)
    isOwn = true
    show((held ?? []).reduce(after, value))
    held = null
  }
  const refuse = (error: unknown): boolean => {
    held = null
    wanted = null
    setProblem(() => error)
    if (isGone(error)) set('value', undefined)
    // Who sees the problem tries again when they like; who looks at something old does not know that they should.
    return unwrap(store).value === undefined || !isPassing(error)
  }
  const load = async (now: S, signal: AbortSignal): Promise<T> => {
    const { value } = unwrap(store)
    const events = wanted
    wanted = []
    const renewed = value && isOwn && options.renew ? await options.renew(value, now, signal, events) : null
    return renewed ?? options.fetch(now, signal)
  }
  const refetch = createRefetch(async () => {
    const now = untrack(source)
    if (now === null) return true
    const { signal } = fetching
    held = []
    try {
      const value = await load(now, signal)
      if (!signal.aborted) take(value)
      return true
    } catch (error) {
      return signal.aborted || refuse(error)
    }
  })

  const now = (): Promise<void> => {
    wanted = null
    return refetch.now()
  }
  const begin = () => {
    clearTimeout(patience)
    begun = true
    begunAt = { ran: performance.now(), clock: Date.now() }
    void now()
  }
  /** One clock stands still while the computer sleeps, the other may be set: what is longer is on the safe side. */
  const sinceBegun = () => Math.max(performance.now() - begunAt.ran, Date.now() - begunAt.clock)
  const hear = (event: EventFrame) => {
    if (!begun) return
    held?.push(event)
    const value = unwrap(store).value
    if (value) {
      const next = after(value, event)
      if (next !== value) show(next)
    }
    if (!options.wants?.(event)) return
    wanted?.push(event)
    refetch.soon()
  }
  /** Something may have changed that no event has told. */
  const doubt = () => {
    wanted = null
    refetch.soon()
  }
  const sinceOf = (topic: Topic): number | undefined => {
    const { value } = unwrap(store)
    return value && options.since?.(value, topic)
  }
  const amend = (change: (value: T) => T) => {
    const value = unwrap(store).value
    if (value) show(change(value))
  }
  const listener = {
    onEvent: hear,
    onSettled: (quiet?: number) => {
      // What was fetched before the server listened may lack what happened in between, where something did.
      if (begun) {
        if ((quiet ?? 0) < sinceBegun() + COMMITTED_MS) doubt()
      } else if (topics.isSettled() && untrack(source) !== null) begin()
    },
    onUnsure: () => begun && doubt(),
  }
  const topics = createTopicSet(() => options.topics(store.value), listener, sinceOf)
  createEffect(
    on(source, (now) => {
      fetching.abort()
      fetching = new AbortController()
      refetch.reset()
      begun = false
      isOwn = false
      clearTimeout(patience)
      setProblem(null)
      if (!options.stays || now === null) set('value', undefined)
      if (now === null) return
      if (topics.isSettled() || connectionStatus() === 'offline') begin()
      else patience = setTimeout(begin, PATIENCE_MS)
    }),
  )
  createEffect(
    on(connectionStatus, (now, before) => {
      if (before !== undefined && now === 'online' && begun && problem()) doubt()
    }),
  )
  onCleanup(() => {
    clearTimeout(patience)
    fetching.abort()
    refetch.reset()
  })
  return { value: () => store.value, problem, refetch: now, amend, set }
}
