import { createEffect, createMemo, onCleanup } from 'solid-js'
import type { EventFrame, Topic } from '#domain/realtime.ts'
import { subscribe } from './subscribe.ts'

/** How long several topics that become ready together are waited for, so that what they need is fetched once. */
const TOGETHER_MS = 250

/**
 * Follows several topics for one list on screen: every event goes to `onEvent`; `refetch` is called once when the
 * topics are listened to (what happened before that was missed) and whenever too much was missed.
 */
export const useTopics = (
  topics: () => readonly Topic[],
  listener: { onEvent: (event: EventFrame) => void; refetch: () => unknown },
): void => {
  const key = createMemo(() => topics().join(' '))
  createEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const soon = () => {
      clearTimeout(timer)
      timer = setTimeout(() => void listener.refetch(), TOGETHER_MS)
    }
    const seen = new Set<Topic>()
    const subscriptions = (key() === '' ? [] : (key().split(' ') as Topic[])).map((topic) =>
      subscribe(topic, {
        onEvent: listener.onEvent,
        onReady: () => {
          if (!seen.has(topic)) soon()
          seen.add(topic)
        },
        onReset: (no) => {
          soon()
          return no
        },
      }),
    )
    onCleanup(() => {
      clearTimeout(timer)
      for (const subscription of subscriptions) subscription.stop()
    })
  })
}
