import { createEffect, createSignal, on, onCleanup, untrack } from 'solid-js'
import { createStore, reconcile, type SetStoreFunction } from 'solid-js/store'
import type { EventFrame, Topic } from '#domain/realtime.ts'
import { connectionStatus, subscribe } from './subscribe.ts'

/** What was fetched and stays true: fetched anew when events say that it changed, and after the connection was gone. */
export interface Live<T extends object> {
  /** Undefined until it was fetched. */
  value(): T | undefined
  /** What the last fetch was refused with. */
  problem(): unknown
  refetch(): Promise<void>
  /** For optimistic changes of the fetched value. */
  set: SetStoreFunction<{ value: T | undefined }>
}

/** Events that come together cause one fetch. */
const GATHER_MS = 120

/**
 * Fetches what `source` names (nothing while it is null) and keeps it true. Rows keep their identity by `key`, so that
 * nothing on screen is drawn anew or loses the focus when only figures changed.
 */
export const createLive = <S, T extends object>(options: {
  source: () => S | null
  fetch: (source: S) => Promise<T>
  topics: () => readonly Topic[]
  wants: (event: EventFrame) => boolean
  key?: string
}): Live<T> => {
  const [store, set] = createStore<{ value: T | undefined }>({ value: undefined })
  const [problem, setProblem] = createSignal<unknown>(null)
  let asked = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const refetch = async (): Promise<void> => {
    const source = untrack(options.source)
    const mine = ++asked
    if (source === null) return
    try {
      const value = await options.fetch(source)
      if (mine !== asked) return
      setProblem(null)
      set('value', reconcile(value, { key: options.key ?? 'id', merge: false }))
    } catch (error) {
      if (mine === asked) setProblem(error)
    }
  }
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void refetch(), GATHER_MS)
  }
  createEffect(
    on(options.source, () => {
      set('value', undefined)
      setProblem(null)
      void refetch()
    }),
  )
  createEffect(
    on(
      () => options.topics().join(' '),
      (topics) => {
        for (const topic of topics.split(' ').filter(Boolean)) {
          const { stop } = subscribe(topic as Topic, {
            onEvent: (event) => options.wants(event) && soon(),
            onReset: (no) => {
              soon()
              return no
            },
          })
          onCleanup(stop)
        }
      },
    ),
  )
  createEffect(
    on(connectionStatus, (now, before) => {
      if (before !== undefined && now === 'online' && problem()) soon()
    }),
  )
  onCleanup(() => clearTimeout(timer))
  return { value: () => store.value, problem, refetch, set }
}
