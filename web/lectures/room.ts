import { createSignal, onCleanup } from 'solid-js'
import { createStore, reconcile, unwrap } from 'solid-js/store'
import type { EventType, PayloadOf } from '#domain/contract.ts'
import { newId } from '#domain/ids.ts'
import {
  callOnHand,
  endLecture,
  getLesson,
  handCalled,
  handRaised,
  handsLowered,
  joinLecture,
  lectureEnded,
  lectureStarted,
  lessonChanged,
  lowerAllHands,
  lowerHand,
  type RoomView,
  raiseHand,
} from '#domain/lectures/contract.ts'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { applyToRoom, type RoomState } from '#domain/lectures/room.ts'
import { Problem } from '#domain/problem.ts'
import { type EventFrame, topicOf } from '#domain/realtime.ts'
import { useMe } from '../accounts/session.ts'
import { call } from '../call.ts'
import { isEvent, subscribe, useTopic } from '../realtime/subscribe.ts'
import type { Subscription } from '../realtime/topics.ts'
import { toastProblem } from '../ui/Toast.tsx'

const EMPTY: RoomState = { people: [], hands: [], endedAt: null }

/** A lesson's room as one person sees it: waiting, inside, over. Events and answers go through the same rules. */
export const createLessonRoom = (lessonId: string) => {
  const me = useMe()
  const [lesson, setLesson] = createSignal<Lesson | null>(null)
  const [view, setView] = createSignal<RoomView | null>(null)
  const [problem, setProblem] = createSignal<unknown>(null)
  const [state, setState] = createStore<RoomState>(EMPTY)
  let listening: Subscription | null = null
  let left = false

  const apply = (event: { name: string; payload: unknown }) =>
    setState(reconcile(applyToRoom(unwrap(state), event)))
  const expect = <E extends EventType>(entry: E, payload: PayloadOf<E>) =>
    apply({ name: entry.name, payload })

  const take = (room: RoomView): number => {
    setLesson(room.lesson)
    setView(room)
    setState(reconcile({ people: room.people, hands: room.hands, endedAt: null }))
    return room.no
  }
  const fetchRoom = async () => take(await call(joinLecture, { lessonId }, {}))

  const listen = (lectureId: string, since: number) => {
    listening?.stop()
    listening = subscribe(topicOf('lecture', lectureId), {
      since,
      onEvent: apply,
      onReset: (no) => fetchRoom().catch(() => no),
      onWithdrawn: () => setProblem(new Problem('forbidden')),
    })
  }

  const join = async () => {
    const no = await fetchRoom()
    const room = view()
    if (room && !left) listen(room.lectureId, no)
  }

  const look = async () => {
    setProblem(null)
    try {
      setLesson(await call(getLesson, { lessonId }, {}))
      if (lesson()?.state === 'live' && !view()) await join()
    } catch (error) {
      setProblem(error)
    }
  }

  const hear = (event: EventFrame) => {
    if (isEvent(event, lectureStarted) && event.payload.lesson.id === lessonId) void look()
    else if (isEvent(event, lectureEnded) && event.payload.lessonId === lessonId) void look()
    else if (isEvent(event, lessonChanged) && event.payload.lesson.id === lessonId) void look()
  }
  useTopic(
    () => {
      const classId = lesson()?.classId
      return classId ? topicOf('class', classId) : null
    },
    // The lesson may have started between the first look and now.
    () => ({ onEvent: hear, onReady: () => void (view() ?? look()) }),
  )
  onCleanup(() => {
    left = true
    listening?.stop()
  })
  void look()

  /** Shows at once what the act will do; if it is refused, the room is fetched as it is. */
  const act = async (work: Promise<unknown>) => {
    try {
      await work
    } catch (error) {
      toastProblem(error)
      await fetchRoom().catch(() => {})
    }
  }
  const lectureId = () => view()?.lectureId ?? ''

  return {
    lesson,
    view,
    state,
    problem,
    look,
    /** The own hand, if it is up. */
    ownHand: () => state.hands.find((hand) => hand.accountId === me().id),
    over: () => state.endedAt !== null || lesson()?.state === 'ended',
    raise: () => {
      const { id: accountId, displayName } = me()
      const hand = { id: newId(), accountId, displayName, raisedAt: new Date().toISOString(), calledAt: null }
      expect(handRaised, { hand })
      return act(call(raiseHand, { lectureId: lectureId() }, { id: hand.id }))
    },
    lower: (handId: string) => {
      expect(handsLowered, { handIds: [handId] })
      return act(call(lowerHand, { lectureId: lectureId(), handId }, {}))
    },
    lowerAll: () => {
      expect(handsLowered, { handIds: state.hands.map((hand) => hand.id) })
      return act(call(lowerAllHands, { lectureId: lectureId() }, {}))
    },
    callOn: (handId: string) => {
      expect(handCalled, { handId, calledAt: new Date().toISOString() })
      return act(call(callOnHand, { lectureId: lectureId(), handId }, {}))
    },
    end: async () => {
      setLesson(await call(endLecture, { lectureId: lectureId() }, {}))
    },
  }
}

export type LessonRoom = ReturnType<typeof createLessonRoom>
