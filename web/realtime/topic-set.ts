import { createEffect, createMemo, onCleanup, untrack } from 'solid-js'
import type { EventFrame, Topic } from '#domain/realtime.ts'
import { isConnected, subscribe } from './subscribe.ts'

/** What is told of a set of topics. */
export interface TopicSetListener {
  onEvent: (event: EventFrame) => void
  /**
   * The server listens for us from now on, or will never: what is fetched after this misses nothing of the topic. With
   * `quiet`, nothing had happened in it for so many milliseconds.
   */
  onSettled: (quiet?: number) => void
  /** Too much was missed to be told, or the right to a topic is gone: only fetching anew says what is true. */
  onUnsure: () => void
}

interface Member {
  stop: () => void
  settled: boolean
}

/**
 * Listens to a set of topics while the owner lives. Sets are compared by value: a topic that stays in the set stays
 * listened to, whatever caused the set to be made anew.
 */
export const createTopicSet = (
  topics: () => readonly Topic[],
  listener: TopicSetListener,
  /** The number from which a topic is to be told, where what is there says so: then nothing of it is missed. */
  sinceOf: (topic: Topic) => number | undefined = () => undefined,
) => {
  const members = new Map<Topic, Member>()
  const key = createMemo(() => [...new Set(topics())].sort().join(' '))

  const settle = (member: Member, quiet?: number) => {
    if (member.settled) return
    member.settled = true
    listener.onSettled(quiet)
  }
  const add = (topic: Topic) => {
    // Without a connection nobody will ever answer.
    const since = sinceOf(topic)
    const member: Member = { stop: () => {}, settled: !isConnected() || since !== undefined }
    members.set(topic, member)
    const { stop } = subscribe(topic, {
      since,
      onEvent: listener.onEvent,
      onReady: (_, quiet) => settle(member, quiet),
      onReset: (no) => {
        listener.onUnsure()
        return no
      },
      onWithdrawn: () => (member.settled ? listener.onUnsure() : settle(member)),
    })
    member.stop = stop
  }
  const drop = (topic: Topic) => {
    members.get(topic)?.stop()
    members.delete(topic)
  }
  createEffect(() => {
    const wanted = new Set(key().split(' ').filter(Boolean) as Topic[])
    untrack(() => {
      for (const topic of [...members.keys()]) if (!wanted.has(topic)) drop(topic)
      for (const topic of wanted) if (!members.has(topic)) add(topic)
    })
  })
  onCleanup(() => {
    for (const topic of [...members.keys()]) drop(topic)
  })
  return {
    /** Whether every topic of the set is listened to, or never will be. */
    isSettled: () => [...members.values()].every((member) => member.settled),
  }
}
