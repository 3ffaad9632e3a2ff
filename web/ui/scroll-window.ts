import { createSignal, onCleanup } from 'solid-js'

/** Numbers from `from` up to, and without, `to`. */
export interface Span {
  from: number
  to: number
}

export const isSameSpan = (a: Span, b: Span): boolean => a.from === b.from && a.to === b.to

/**
 * Which of `count` things of one size stand in sight of somebody who has scrolled past `start` pixels of them and sees
 * `length` more, with some on either side so that nothing is empty while they scroll.
 */
export const spanOf = (count: number, size: number, start: number, length: number, beside: number): Span => {
  const last = Math.max(0, count)
  const within = (n: number) => Math.min(Math.max(0, n), last)
  if (size <= 0) return { from: 0, to: Math.min(last, beside) }
  const from = within(Math.floor(start / size) - beside)
  return { from, to: Math.max(from, within(Math.ceil((start + length) / size) + beside)) }
}

/** The numbers of a span in their order, with one that stays wherever somebody scrolls: that of what has the focus. */
export const numbersOf = (span: Span, kept: number | null): number[] => {
  const numbers = Array.from({ length: span.to - span.from }, (_, n) => span.from + n)
  if (kept === null || (kept >= span.from && kept < span.to)) return numbers
  return kept < span.from ? [kept, ...numbers] : [...numbers, kept]
}

interface Sight {
  top: number
  left: number
  width: number
  height: number
}
const isSameSight = (a: Sight, b: Sight): boolean =>
  a.top === b.top && a.left === b.left && a.width === b.width && a.height === b.height

/** What a box that scrolls shows, in pixels of what it holds. Before it is laid out, as much as the window would. */
export const createSight = () => {
  const first = { top: 0, left: 0, width: window.innerWidth, height: window.innerHeight }
  const [sight, setSight] = createSignal<Sight>(first, { equals: isSameSight })
  /** For the `ref` of the box. */
  const watch = (box: HTMLElement) => {
    const look = () =>
      setSight({
        top: box.scrollTop,
        left: Math.abs(box.scrollLeft),
        width: box.clientWidth,
        height: box.clientHeight,
      })
    box.addEventListener('scroll', look, { passive: true })
    const sizes = new ResizeObserver(look)
    sizes.observe(box)
    onCleanup(() => {
      box.removeEventListener('scroll', look)
      sizes.disconnect()
    })
  }
  return { sight, watch }
}

/** How large something of the style sheet is, of which this element has the size. */
export const createSize = (guess: { width: number; height: number }) => {
  const [size, setSize] = createSignal(guess, {
    equals: (a, b) => a.width === b.width && a.height === b.height,
  })
  const watch = (probe: HTMLElement) => {
    const sizes = new ResizeObserver(() =>
      setSize({ width: probe.offsetWidth || guess.width, height: probe.offsetHeight || guess.height }),
    )
    sizes.observe(probe)
    onCleanup(() => sizes.disconnect())
  }
  return { size, watch }
}
