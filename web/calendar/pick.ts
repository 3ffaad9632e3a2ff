import { createSignal, onCleanup } from 'solid-js'
import { DEFAULT_LESSON_MINUTES } from '#domain/lectures/lecture.ts'
import { whenNotComposing } from '../ui/composing.ts'
import {
  type Column,
  clickedSlot,
  draggedSlot,
  type Hours,
  type Moment,
  momentAt,
  type Slot,
} from './slot.ts'

/** A mouse that moved less only shook. */
const SHAKE_PX = 6
/** A finger that rests so long means the time under it; one that moves before scrolls. */
const PRESS_MS = 350
const SCROLL_PX = 8

const distance = (event: PointerEvent, begun: PointerEvent): number =>
  Math.hypot(event.clientX - begun.clientX, event.clientY - begun.clientY)

/**
 * Free time chosen on the grid: by a click or by dragging with a mouse or pen, with a finger by a long press. Escape
 * gives it up. `start` belongs to the days' `pointerdown`, `hold` to what the browser would make of a resting finger.
 */
export const createPick = (options: {
  columns: () => Column[]
  hours: () => Hours
  onPicked: (slot: Slot) => void
}) => {
  const [slot, setSlot] = createSignal<Slot | null>(null)
  let watch: AbortController | undefined
  let pressed: ReturnType<typeof setTimeout> | undefined

  const stop = () => {
    clearTimeout(pressed)
    watch?.abort()
    setSlot(null)
  }
  onCleanup(stop)

  const momentOf = (event: PointerEvent): Moment | undefined =>
    momentAt({ x: event.clientX, y: event.clientY }, options.columns(), options.hours())

  const begin = (begun: PointerEvent, anchor: Moment) => {
    setSlot(clickedSlot(anchor, DEFAULT_LESSON_MINUTES))
    let dragged = false
    const drag = (event: PointerEvent) => {
      dragged ||= distance(event, begun) >= SHAKE_PX
      const moment = momentOf(event)
      if (dragged && moment) setSlot(draggedSlot(anchor, moment))
    }
    const drop = () => {
      const picked = slot()
      stop()
      if (picked) options.onPicked(picked)
    }
    const signal = watch?.signal
    if (!signal) return
    window.addEventListener('pointermove', drag, { signal })
    window.addEventListener('pointerup', drop, { signal })
    const giveUp = whenNotComposing((event: KeyboardEvent) => event.key === 'Escape' && stop())
    window.addEventListener('keydown', giveUp, { signal })
  }

  const start = (event: PointerEvent) => {
    const isFree = event.target instanceof Element && !event.target.closest('a, button')
    if (!isFree || event.button !== 0 || !event.isPrimary) return
    stop()
    const anchor = momentOf(event)
    if (!anchor) return
    watch = new AbortController()
    const { signal } = watch
    window.addEventListener('pointercancel', stop, { signal })
    if (event.pointerType !== 'touch') return begin(event, anchor)
    const early = (later: PointerEvent) => !slot() && distance(later, event) > SCROLL_PX && stop()
    window.addEventListener('pointermove', early, { signal })
    window.addEventListener('pointerup', () => !slot() && stop(), { signal })
    pressed = setTimeout(() => begin(event, anchor), PRESS_MS)
  }

  /** A finger that chooses neither scrolls nor opens a menu, and is no click when it is lifted. */
  const hold = {
    handleEvent: (event: Event) => {
      if (slot() && event.cancelable) event.preventDefault()
    },
    passive: false,
  }
  return { slot, start, hold }
}
