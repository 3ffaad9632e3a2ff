import { createSignal, onCleanup } from 'solid-js'
import { TYPING_SECONDS, typing } from '#domain/messages/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import { signal } from '../realtime/subscribe.ts'
import type { SignalFrame } from '../realtime/topics.ts'

/** A little longer than the pause between two signs of life. */
const FORGET_MS = (TYPING_SECONDS + 2) * 1000

/** Who is writing in a channel now, and telling that we are. */
export const createTyping = (channelId: string, me: string) => {
  const [people, setPeople] = createSignal<ReadonlyMap<string, string>>(new Map())
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  let told = 0
  onCleanup(() => {
    for (const timer of timers.values()) clearTimeout(timer)
  })
  const forget = (accountId: string) => {
    clearTimeout(timers.get(accountId))
    setPeople((now) => new Map([...now].filter(([id]) => id !== accountId)))
  }
  return {
    /** They, with the names they were announced by. Reactive. */
    people: () => [...people()].map(([id, displayName]) => ({ id, displayName })),
    forget,
    hear: (frame: SignalFrame) => {
      if (frame.name !== typing.name || !frame.by || frame.by === me) return
      const accountId = frame.by
      // The server fills in the name; it is trusted to keep the contract.
      const { displayName } = frame.payload as { displayName?: string }
      setPeople((now) => new Map(now).set(accountId, displayName ?? ''))
      clearTimeout(timers.get(accountId))
      timers.set(
        accountId,
        setTimeout(() => forget(accountId), FORGET_MS),
      )
    },
    tell: () => {
      if (Date.now() - told < TYPING_SECONDS * 1000) return
      told = Date.now()
      signal(topicOf('channel', channelId), typing, {})
    },
  }
}
