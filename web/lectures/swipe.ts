import { onCleanup } from 'solid-js'

/** How far a finger goes for it to be a swipe, how much more across than down, and in how long (px, ms). */
const FAR = 56
const STRAIGHT = 1.8
const WITHIN_MS = 700
/** Here a finger that goes across means something else: it draws, marks words, or chooses. */
const OWN = '.excalidraw, input, textarea, [contenteditable], [role=menu], dialog, [popover]'

interface Point {
  x: number
  y: number
  at: number
}

/** Which way a finger went: -1 to the left, 1 to the right, 0 for anything that is no swipe. */
export const swipeOf = (from: Point, to: Point): -1 | 0 | 1 => {
  const [across, down] = [to.x - from.x, to.y - from.y]
  const isSwipe =
    Math.abs(across) >= FAR && Math.abs(across) >= STRAIGHT * Math.abs(down) && to.at - from.at <= WITHIN_MS
  if (!isSwipe) return 0
  return across < 0 ? -1 : 1
}

/** Whether something between the touched place and the whole scrolls across by itself. */
const scrollsAcross = (target: Element, whole: Element): boolean => {
  for (let at: Element | null = target; at && at !== whole; at = at.parentElement)
    if (at.scrollWidth > at.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(at).overflowX)) return true
  return false
}

/** Tells of each swipe over an element with one finger: `by` is 1 for what comes next, -1 for what was before. */
export const listenToSwipes = (whole: HTMLElement, onSwipe: (by: 1 | -1) => void): void => {
  let from: Point | null = null
  const pointOf = ({ clientX, clientY }: Touch, at: number): Point => ({ x: clientX, y: clientY, at })
  const onStart = (event: TouchEvent) => {
    const [finger] = event.touches
    const { target } = event
    const isOurs =
      event.touches.length === 1 &&
      target instanceof Element &&
      !target.closest(OWN) &&
      !scrollsAcross(target, whole)
    from = isOurs && finger ? pointOf(finger, event.timeStamp) : null
  }
  const onEnd = (event: TouchEvent) => {
    const [finger] = event.changedTouches
    const way = from && finger ? swipeOf(from, pointOf(finger, event.timeStamp)) : 0
    from = null
    if (way !== 0) onSwipe(way === -1 ? 1 : -1)
  }
  whole.addEventListener('touchstart', onStart, { passive: true })
  whole.addEventListener('touchend', onEnd, { passive: true })
  onCleanup(() => {
    whole.removeEventListener('touchstart', onStart)
    whole.removeEventListener('touchend', onEnd)
  })
}
