import type { ClientFrame, EventFrame, ServerFrame } from '#domain/realtime.ts'

/** What a listener of a topic is told. Events come one by one, in order, without gaps and without repeats. */
export interface TopicListener {
  /** The number the listener's state stands at: it gets everything after it. Without it, what happens from now on. */
  since?: number
  onEvent: (event: EventFrame) => void
  onSignal?: (signal: SignalFrame) => void
  /**
   * Too much was missed up to `no`: fetch the state anew and return the number it stands at (`no` itself will do).
   * Nothing comes meanwhile.
   */
  onReset?: (no: number) => number | Promise<number>
  /** The server listens for us from `no` on; nothing had happened for `quiet` milliseconds, where it says so. */
  onReady?: (no: number, quiet?: number) => void
  /** The right to the topic is gone, or never was there. Nothing more will come. */
  onWithdrawn?: () => void
}

export type SignalFrame = Extract<ServerFrame, { t: 'signal' }>
type SubscribedFrame = Extract<ServerFrame, { t: 'subscribed' }>

export interface Subscription {
  stop: () => void
  /** The state was fetched anew and stands at `no`: go on after it. */
  continueAfter: (no: number) => void
}

interface Member {
  listener: TopicListener
  /** The last number it got; null until the server said where we stand. */
  last: number | null
  paused: boolean
}

interface TopicState {
  members: Set<Member>
  /** The id of the subscribe frame that is under way. */
  asking: number | null
  /** The number up to which everything was heard; null while the server does not listen for us. */
  head: number | null
}

const PASSING = new Set(['unavailable', 'internal', 'limit-reached'])

/** Where the listeners of a topic stand, those that stand somewhere. */
const numbersOf = (state: TopicState): number[] =>
  [...state.members].flatMap((member) => (member.last === null ? [] : [member.last]))

/**
 * Which topics are listened to and where each listener stands. Pure bookkeeping: frames go out through `send`, come in
 * through `receive`. Several listeners of a topic share one subscription; each keeps its own number.
 */
export const createTopics = (send: (frame: ClientFrame) => boolean, nextId: () => number) => {
  const topics = new Map<string, TopicState>()

  /** Asks for a topic from the earliest number any listener needs. */
  const ask = (topic: string, state: TopicState) => {
    const id = nextId()
    const known = numbersOf(state)
    const since = known.length > 0 ? Math.min(...known) : undefined
    state.asking = send({ t: 'subscribe', id, topic, since }) ? id : null
  }

  const catchUp = (topic: string, state: TopicState) => {
    if (state.asking === null) ask(topic, state)
  }

  const reset = async (topic: string, member: Member, no: number) => {
    const { onReset } = member.listener
    member.last = no
    if (!onReset) return
    member.paused = true
    try {
      member.last = await onReset(no)
    } finally {
      member.paused = false
      const state = topics.get(topic)
      // What came while it was fetching was held back: ask for it again.
      if (state?.members.has(member)) catchUp(topic, state)
    }
  }

  /** Hands the event to a listener whose turn it is; false if something before it is missing. */
  const handTo = (member: Member, event: EventFrame, asking: boolean): boolean => {
    const { last } = member
    // Without a number, what comes before `subscribed` is not yet for it.
    if (member.paused || (last === null ? asking : event.no <= last)) return true
    if (last !== null && event.no > last + 1) return false
    member.last = event.no
    member.listener.onEvent(event)
    return true
  }

  const deliver = (topic: string, state: TopicState, event: EventFrame) => {
    if (state.head !== null && event.no === state.head + 1) state.head = event.no
    const inOrder = [...state.members].map((member) => handTo(member, event, state.asking !== null))
    if (inOrder.includes(false)) catchUp(topic, state)
  }

  const tellReady = (member: Member, { topic, no, quiet, reset: missed }: SubscribedFrame) => {
    if (member.last === null) member.last = no
    else if (missed && member.last < no) void reset(topic, member, no)
    member.listener.onReady?.(no, quiet)
  }

  const onSubscribed = (state: TopicState, frame: SubscribedFrame) => {
    if (state.asking !== frame.id) return
    state.asking = null
    // Missed events follow at once; until they are here the topic stands where the request did.
    state.head = frame.reset ? frame.no : Math.min(frame.no, ...numbersOf(state))
    for (const member of [...state.members]) if (!member.paused) tellReady(member, frame)
  }

  const withdraw = (topic: string) => {
    const state = topics.get(topic)
    topics.delete(topic)
    for (const member of state?.members ?? []) member.listener.onWithdrawn?.()
  }

  const onRefused = (frame: Extract<ServerFrame, { t: 'refused' }>): void => {
    for (const [topic, state] of topics) {
      if (frame.id === undefined || state.asking !== frame.id) continue
      state.asking = null
      if (PASSING.has(frame.kind)) setTimeout(() => topics.has(topic) && catchUp(topic, state), 3000)
      else withdraw(topic)
      return
    }
  }

  const receiveOf = (frame: Extract<ServerFrame, { t: 'event' | 'signal' | 'subscribed' }>) => {
    const state = topics.get(frame.topic)
    if (!state) return
    if (frame.t === 'event') deliver(frame.topic, state, frame)
    else if (frame.t === 'subscribed') onSubscribed(state, frame)
    else for (const member of [...state.members]) member.listener.onSignal?.(frame)
  }

  const receive = (frame: ServerFrame): void => {
    if (frame.t === 'refused') onRefused(frame)
    else if (frame.t === 'withdrawn') withdraw(frame.topic)
    else if (frame.t === 'event' || frame.t === 'signal' || frame.t === 'subscribed') receiveOf(frame)
  }

  const stop = (topic: string, member: Member) => {
    const state = topics.get(topic)
    if (!state?.members.delete(member) || state.members.size > 0) return
    // The next screen may want the same topic in this very moment.
    setTimeout(() => {
      if (state.members.size > 0 || topics.get(topic) !== state) return
      topics.delete(topic)
      send({ t: 'unsubscribe', topic })
    })
  }

  /** Who wants only what happens from now on joins a topic that is heard already without asking the server. */
  const joinAt = (topic: string, state: TopicState, member: Member): void => {
    if (member.last !== null || state.head === null || state.asking !== null) ask(topic, state)
    else {
      const { head } = state
      member.last = head
      queueMicrotask(() => state.members.has(member) && member.listener.onReady?.(head))
    }
  }

  const add = (topic: string, listener: TopicListener): Subscription => {
    const member: Member = { listener, last: listener.since ?? null, paused: false }
    const state = topics.get(topic) ?? { members: new Set<Member>(), asking: null, head: null }
    topics.set(topic, state)
    state.members.add(member)
    // A request under way may not cover this listener's number, so a newer one takes its place.
    joinAt(topic, state, member)
    return {
      stop: () => stop(topic, member),
      continueAfter: (no) => {
        member.last = no
        if (state.members.has(member)) ask(topic, state)
      },
    }
  }

  return {
    add,
    receive,
    /** The connection is there (again): ask for everything from where we stand. */
    resume: () => {
      for (const [topic, state] of topics) ask(topic, state)
    },
    /** The connection is gone: nothing is under way any more. */
    interrupt: () => {
      for (const state of topics.values()) {
        state.asking = null
        state.head = null
      }
    },
    size: () => topics.size,
  }
}
