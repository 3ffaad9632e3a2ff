import { createComputed, createEffect, createSignal, on, onCleanup, onMount } from 'solid-js'
import { type Anchor, createAnchor } from './anchor.ts'
import type { ChannelHistory } from './history.ts'

/** A page is asked for when this little is left above or below (px). */
const AHEAD = 600

interface Scrolled {
  history: ChannelHistory
  /** The rows that are drawn, in order; each element carries `data-id`, those of messages `data-no`. */
  ids: () => readonly string[]
  /** The row it opens at; undefined for the end. */
  opensAt: () => string | undefined
  onSeen: (no: number) => void
}

/** Where a channel's reader is: opens at a row or the end, stays put, asks for pages in time. */
export const createScrolling = (options: Scrolled) => {
  const { history, ids } = options
  const [away, setAway] = createSignal(false)
  let scroller: HTMLElement | undefined
  let content: HTMLElement | undefined
  let anchor: Anchor | undefined
  let placed = false

  const atEnd = () => history.now()?.atEnd ?? true
  const below = (box: HTMLElement) => box.scrollHeight - box.scrollTop - box.clientHeight
  const loadAhead = () => {
    if (!scroller || !placed || history.loading() || history.problem()) return
    if (scroller.scrollTop < AHEAD && history.now()?.atStart === false) void history.older()
    else if (below(scroller) < AHEAD && !atEnd()) void history.newer()
  }
  const look = () => {
    if (!anchor || !placed) return
    const arrived = anchor.atEnd() && atEnd()
    setAway(!arrived)
    const no = arrived ? history.now()?.lastMessageNo : Number(anchor.lastSeen()?.dataset.no)
    if (no) options.onSeen(no)
    loadAhead()
  }
  const place = () => {
    if (!anchor || !content || placed || !history.now()) return
    placed = true
    const unread = options.opensAt()
    const row = unread ? content.querySelector<HTMLElement>(`[data-id="${unread}"]`) : null
    if (row) anchor.toRow(row)
    else anchor.toEnd()
    look()
  }
  const settle = () => {
    anchor?.restore()
    look()
  }

  onMount(() => {
    if (!scroller || !content) return
    anchor = createAnchor(scroller, content, atEnd)
    const observer = new ResizeObserver(settle)
    observer.observe(content)
    observer.observe(scroller)
    onCleanup(() => observer.disconnect())
    place()
  })
  // Before the rows change the place is noted, after they have it is found again: both within one update, unseen.
  createComputed(on(ids, () => placed && anchor?.record(), { defer: true }))
  createEffect(on([ids, () => history.now() === null], () => (placed ? settle() : place())))
  // A page may not fill the screen: then the next one is asked for.
  createEffect(on(history.loading, (loading) => !loading && queueMicrotask(loadAhead)))

  return {
    scroller: (element: HTMLElement) => {
      scroller = element
    },
    content: (element: HTMLElement) => {
      content = element
    },
    /** The newest message of the channel is loaded. Reactive. */
    atEnd,
    /** The reader is not at the newest message. Reactive. */
    away,
    onScroll: () => {
      anchor?.record()
      look()
    },
    toNewest: async () => {
      await history.newest()
      anchor?.toEnd()
      look()
    },
  }
}
