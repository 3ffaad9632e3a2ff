import { createSignal, onCleanup } from 'solid-js'
import { createStore, reconcile, unwrap } from 'solid-js/store'
import { listMessages } from '#domain/messages/contract.ts'
import { applyEvent, type History, joined } from '#domain/messages/history.ts'
import type { Message } from '#domain/messages/message.ts'
import { type EventFrame, topicOf } from '#domain/realtime.ts'
import { call } from '../call.ts'
import { subscribe } from '../realtime/subscribe.ts'
import type { SignalFrame, Subscription } from '../realtime/topics.ts'

const PAGE = 50
/** More than this stay loaded only at the end the reader is at: the page stays light however long the channel. */
const WINDOW = 200

type Page = History & { eventNo: number }
type Where = { before?: number; after?: number; around?: number }
export type Loading = 'first' | 'older' | 'newer' | null

const withoutEnd = (history: History): History =>
  history.messages.length <= WINDOW
    ? history
    : { ...history, messages: history.messages.slice(0, WINDOW), atEnd: false }

const withoutStart = (history: History): History =>
  history.messages.length <= WINDOW
    ? history
    : { ...history, messages: history.messages.slice(-WINDOW), atStart: false }

/** The loaded run of a channel's messages: pages both ways, events in between, one page a time. */
export const createHistory = (
  channelId: string,
  options: { around?: number; onSignal?: (signal: SignalFrame) => void; onWithdrawn?: () => void },
) => {
  const [state, setState] = createStore<{ history: History | null }>({ history: null })
  const [loading, setLoading] = createSignal<Loading>(null)
  const [problem, setProblem] = createSignal<{ of: Exclude<Loading, null>; error: unknown } | null>(null)
  /** Events heard while a page is on its way: the page may be older than they are. */
  let heard: EventFrame[] = []
  let subscription: Subscription | null = null
  let closed = false
  onCleanup(() => {
    closed = true
    subscription?.stop()
  })

  const current = () => unwrap(state).history
  const show = (history: History) => setState('history', reconcile(history, { key: 'id' }))

  const fetchPage = async (where: Where): Promise<Page> => {
    const { messages, atStart, atEnd, lastMessageNo, eventNo } = await call(
      listMessages,
      { channelId },
      { ...where, limit: PAGE },
    )
    return { messages, atStart, atEnd, lastMessageNo, eventNo }
  }

  const onEvent = (frame: EventFrame) => {
    if (loading()) heard.push(frame)
    const history = current()
    if (history) show(applyEvent(history, frame))
  }

  const listen = (since: number) => {
    subscription?.stop()
    subscription = subscribe(topicOf('channel', channelId), {
      since,
      onEvent,
      onSignal: options.onSignal,
      onWithdrawn: options.onWithdrawn,
      onReset: async () => {
        const { eventNo, ...history } = await fetchPage({})
        if (!closed) show(history)
        return eventNo
      },
    })
  }

  /** Fetches a page and shows what `use` makes of it and of what is there. */
  const turn = async (
    of: Exclude<Loading, null>,
    where: Where,
    use: (page: History, now: History | null) => History | null,
  ): Promise<boolean> => {
    if (loading()) return false
    setLoading(of)
    setProblem(null)
    heard = []
    try {
      const { eventNo, ...page } = await fetchPage(where)
      if (closed) return false
      const next = use(page, current())
      const missed = heard.filter((frame) => frame.no > eventNo)
      if (next) show(missed.reduce(applyEvent, next))
      if (!subscription) listen(eventNo)
      return next !== null
    } catch (error) {
      if (!closed) setProblem({ of, error })
      return false
    } finally {
      setLoading(null)
    }
  }

  const open = (around = options.around) =>
    turn('first', around === undefined ? {} : { around }, (page) => page)
  void open()

  return {
    /** Null until the first page is there. Reactive. */
    now: () => state.history,
    loading,
    problem,
    /** Shows the page around a message, or the newest. */
    open,
    older: async () => {
      const first = current()?.messages[0]?.no
      if (first === undefined || current()?.atStart) return false
      return turn('older', { before: first }, (page, now) => {
        const next = now && joined(page, now)
        return next && withoutEnd(next)
      })
    },
    newer: async () => {
      const last = current()?.messages.at(-1)?.no
      if (last === undefined || current()?.atEnd) return false
      return turn('newer', { after: last }, (page, now) => {
        const next = now && joined(now, page)
        return next && withoutStart(next)
      })
    },
    /** The newest page; nothing to do when it is there. */
    newest: async () => {
      if (!current()?.atEnd) await turn('newer', {}, (page) => page)
    },
    /** The server has taken a message of this tab: shown in its place before the event comes. */
    confirm: (message: Message) => {
      const history = current()
      if (!history || message.channelId !== channelId) return
      const next = applyEvent(history, {
        t: 'event',
        topic: topicOf('channel', channelId),
        no: 0,
        name: 'message.sent',
        at: message.createdAt,
        by: message.author.id,
        payload: { message },
      })
      show(next)
    },
    /** Keeps the end loaded only: called when the reader is there. */
    forgetOld: () => {
      const history = current()
      if (history && history.messages.length > WINDOW) show(withoutStart(history))
    },
  }
}
export type ChannelHistory = ReturnType<typeof createHistory>
