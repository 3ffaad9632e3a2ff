import { createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import { createStore, reconcile, unwrap } from 'solid-js/store'
import type { EventType, InputOf, PayloadOf } from '#domain/contract.ts'
import { newId } from '#domain/ids.ts'
import {
  callOnHand,
  endLecture,
  getLesson,
  handCalled,
  handRaised,
  handsLowered,
  joinLecture,
  lowerAllHands,
  lowerHand,
  type RoomView,
  raiseHand,
} from '#domain/lectures/contract.ts'
import * as hold from '#domain/lectures/hold/contract.ts'
import { entryChanged, stopWaiting } from '#domain/lectures/hold/contract.ts'
import { FEEDBACK_LASTS_MS, type FeedbackKind } from '#domain/lectures/hold/feedback.ts'
import { withoutAsk } from '#domain/lectures/hold/screen.ts'
import { NO_HOLD } from '#domain/lectures/hold/state.ts'
import { leadsRoom } from '#domain/lectures/lecture.ts'
import { applyToLesson } from '#domain/lectures/lesson-list.ts'
import * as media from '#domain/lectures/media/contract.ts'
import {
  type Floor,
  type FloorChange,
  hasFloor,
  NO_FLOOR,
  withChanges,
} from '#domain/lectures/media/floor.ts'
import { applyToRoom, type RoomState } from '#domain/lectures/room.ts'
import { Problem } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { useMe } from '../accounts/session.ts'
import { call } from '../call.ts'
import { createLive } from '../realtime/live.ts'
import { isEvent, subscribe } from '../realtime/subscribe.ts'
import type { Subscription } from '../realtime/topics.ts'
import { createTurn } from '../turn.ts'
import { toastProblem } from '../ui/Toast.tsx'

const EMPTY: RoomState = { people: [], hands: [], floor: NO_FLOOR, hold: NO_HOLD, endedAt: null }

/** A lesson's room as one person sees it: waiting, inside, over. Events and answers go through the same rules. */
export const createLessonRoom = (lessonId: string) => {
  const me = useMe()
  const live = createLive({
    source: () => lessonId,
    fetch: (id, signal) => call(getLesson, { lessonId: id }, {}, { signal }),
    topics: (lesson) => (lesson ? [topicOf('class', lesson.classId)] : []),
    apply: applyToLesson,
  })
  const [view, setView] = createSignal<RoomView | null>(null)
  const [refusal, setRefusal] = createSignal<unknown>(null)
  const [state, setState] = createStore<RoomState>(EMPTY)
  /** How far the server's clock is ahead of this device's (milliseconds). */
  const [clockAhead, setClockAhead] = createSignal(0)
  const [askedToUnmute, setAskedToUnmute] = createSignal(false)
  /** The word on one's own question to share a screen. */
  const [mayShare, setMayShare] = createSignal<boolean | null>(null)
  let listening: Subscription | null = null
  let left = false

  const apply = (event: { name: string; payload: unknown }) =>
    setState(reconcile(applyToRoom(unwrap(state), event)))
  const expect = <E extends EventType>(entry: E, payload: PayloadOf<E>) =>
    apply({ name: entry.name, payload })

  const take = (room: RoomView): number => {
    live.set({ value: room.lesson })
    setView(room)
    setClockAhead(Date.parse(room.at) - Date.now())
    const { people, hands, floor } = room
    setState(reconcile({ people, hands, floor, hold: room.hold, endedAt: null }))
    return room.no
  }
  const fetchRoom = async () => take(await call(joinLecture, { lessonId }, {}))

  /** The room's answer names its number in the lecture's topic, so that it is heard from there. */
  const listen = (lectureId: string, since: number) => {
    listening?.stop()
    listening = subscribe(topicOf('lecture', lectureId), {
      since,
      onEvent: apply,
      onReset: (no) => fetchRoom().catch(() => no),
      onWithdrawn: () => keptOut() ?? setRefusal(new Problem('forbidden')),
    })
  }

  const join = async () => {
    setRefusal(null)
    try {
      const no = await fetchRoom()
      const room = view()
      if (room && !left) listen(room.lectureId, no)
    } catch (error) {
      setRefusal(() => error)
      // It may have ended while its reader was on the way in.
      await live.refetch()
      if (live.value()?.state === 'ended') setRefusal(null)
    }
  }
  // Who waits comes in by themselves when it starts.
  const isLive = createMemo(() => live.value()?.state === 'live')
  createEffect(on(isLive, (now) => now && !view() && void join()))
  const look = async () => {
    setRefusal(null)
    await live.refetch()
    if (isLive() && !view()) await join()
  }
  createEffect(on(isLive, (now) => !now && setRefusal(null), { defer: true }))
  /** Why the door keeps this person: they wait, or were sent out. */
  const keptOut = () => {
    const error = refusal()
    const code = error instanceof Problem ? error.details.code : undefined
    return code === 'waits-at-door' || code === 'sent-out' ? code : null
  }
  const ownEvents = subscribe(topicOf('account', me().id), {
    onEvent: (event) => {
      if (isEvent(event, hold.unmuteAsked)) setAskedToUnmute(event.payload.lectureId === view()?.lectureId)
      if (isEvent(event, hold.screenAnswered) && event.payload.lectureId === view()?.lectureId)
        setMayShare(event.payload.yes)
      if (!isEvent(event, entryChanged) || event.payload.lessonId !== lessonId) return
      if (event.payload.in) return void join()
      listening?.stop()
      setView(null)
      setRefusal(new Problem('forbidden', { code: 'sent-out' }))
    },
  })
  onCleanup(() => {
    left = true
    listening?.stop()
    ownEvents.stop()
    const waitsFor = keptOut() === 'waits-at-door' ? live.value()?.lecture?.id : undefined
    if (waitsFor) call(stopWaiting, { lectureId: waitsFor }, {}).catch(() => {})
  })
  const lesson = () => live.value() ?? null

  const inTurn = createTurn()
  /** Shows at once what the act will do; if it is refused, the room is fetched as it is. */
  const act = async (work: () => Promise<unknown>) => {
    try {
      await inTurn(work)
    } catch (error) {
      toastProblem(error)
      await fetchRoom().catch(() => {})
    }
  }
  const lectureId = () => view()?.lectureId ?? ''
  /** Of the others the role in the class is known: a head of school who looks in needs no floor given. */
  const leads = (accountId: string) => {
    const person = state.people.find((one) => one.id === accountId)
    return person !== undefined && leadsRoom(person)
  }
  const isModerator = (accountId: string) =>
    accountId === me().id ? (view()?.moderator ?? false) : leads(accountId)

  return {
    lesson,
    view,
    state,
    /** Why the room cannot be shown: it is not there for this person, or they were not let in. */
    problem: () => refusal() ?? (lesson() ? null : live.problem()),
    look,
    keptOut,
    clockAhead,
    /** Whether who leads asks this person to open their microphone. */
    askedToUnmute,
    answerUnmute: () => setAskedToUnmute(false),
    askToUnmute: (accountId: string) =>
      act(() => call(hold.askToUnmute, { lectureId: lectureId() }, { accountId })),
    setFocus: (change: InputOf<typeof hold.setFocus>) => {
      expect(hold.focusChanged, { focus: { ...unwrap(state).hold.focus, ...change } })
      return act(() => call(hold.setFocus, { lectureId: lectureId() }, change))
    },
    /** Says something without a word, or takes it back. */
    giveFeedback: (kind: FeedbackKind | null) => {
      const until = new Date(Date.now() + clockAhead() + (kind ? FEEDBACK_LASTS_MS[kind] : 0)).toISOString()
      expect(hold.feedbackChanged, { accountId: me().id, said: kind && { kind, until } })
      return act(() => call(hold.giveFeedback, { lectureId: lectureId() }, { kind }))
    },
    clearFeedback: () => {
      expect(hold.feedbackCleared, {})
      return act(() => call(hold.clearFeedback, { lectureId: lectureId() }, {}))
    },
    mayShare,
    forgetMayShare: () => setMayShare(null),
    askToShare: () => {
      setMayShare(null)
      return act(() => call(hold.askToShare, { lectureId: lectureId() }, {}))
    },
    /** Answers somebody who asked to share their screen. */
    answerAsk: (accountId: string, yes: boolean) => {
      const { askIds } = withoutAsk(unwrap(state).hold.screen, accountId)
      expect(hold.screenAsked, { askIds })
      return act(() => call(hold.answerAsk, { lectureId: lectureId() }, { accountId, yes }))
    },
    pick: () => act(() => call(hold.pickPerson, { lectureId: lectureId() }, {})),
    clearPick: () => {
      expect(hold.personPicked, { picked: null })
      return act(() => call(hold.clearPick, { lectureId: lectureId() }, {}))
    },
    setTimer: (input: InputOf<typeof hold.setTimer>) =>
      act(() => call(hold.setTimer, { lectureId: lectureId() }, input)),
    /** The own hand, if it is up. */
    ownHand: () => state.hands.find((hand) => hand.accountId === me().id),
    over: () => state.endedAt !== null || lesson()?.state === 'ended',
    raise: () => {
      const { id: accountId, displayName } = me()
      const hand = { id: newId(), accountId, displayName, raisedAt: new Date().toISOString(), calledAt: null }
      expect(handRaised, { hand })
      return act(() => call(raiseHand, { lectureId: lectureId() }, { id: hand.id }))
    },
    lower: (handId: string) => {
      expect(handsLowered, { handIds: [handId] })
      return act(() => call(lowerHand, { lectureId: lectureId(), handId }, {}))
    },
    lowerAll: () => {
      expect(handsLowered, { handIds: state.hands.map((hand) => hand.id) })
      return act(() => call(lowerAllHands, { lectureId: lectureId() }, {}))
    },
    callOn: (handId: string) => {
      const before = state.hands.filter((hand) => hand.calledAt !== null && hand.id !== handId)
      expect(handsLowered, { handIds: before.map((hand) => hand.id) })
      expect(handCalled, { handId, calledAt: new Date().toISOString() })
      return act(() => call(callOnHand, { lectureId: lectureId(), handId }, {}))
    },
    /** Whether somebody may send with this floor. */
    leads,
    maySend: (floor: Floor, accountId: string) =>
      hasFloor(state.floor, floor, { accountId, moderator: isModerator(accountId) }),
    changeFloor: (changes: FloorChange[]) => {
      expect(media.floorChanged, { floor: withChanges(unwrap(state).floor, changes) })
      return act(() => call(media.changeFloor, { lectureId: lectureId() }, { changes }))
    },
    /** Closes what one person sends now, or all who do not lead. */
    mute: (floor: Floor, mayUnmute: boolean, accountId?: string) =>
      act(() => call(media.muteInLecture, { lectureId: lectureId() }, { floor, mayUnmute, accountId })),
    end: async () => {
      live.set({ value: await call(endLecture, { lectureId: lectureId() }, {}) })
    },
  }
}

export type LessonRoom = ReturnType<typeof createLessonRoom>
