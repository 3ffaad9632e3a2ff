export type Side = 'below' | 'above'
export type Align = 'start' | 'end' | 'center'

const GAP = 6
const EDGE = 8

const within = (value: number, low: number, high: number) =>
  Math.max(low, Math.min(value, Math.max(low, high)))

/**
 * Puts a floating element beside its anchor, on the other side if there is more room, never over the window's edge.
 * Sets `--x`, `--y` and `--room` (its height limit), which its style uses.
 */
export const place = (
  anchor: Element,
  floating: HTMLElement,
  side: Side = 'below',
  align: Align = 'start',
): void => {
  const from = anchor.getBoundingClientRect()
  floating.style.removeProperty('--room')
  const width = floating.offsetWidth
  const height = floating.offsetHeight
  const roomBelow = window.innerHeight - from.bottom - GAP - EDGE
  const roomAbove = from.top - GAP - EDGE
  const below =
    side === 'below'
      ? height <= roomBelow || roomBelow >= roomAbove
      : height > roomAbove && roomBelow > roomAbove
  const fitting = Math.min(height, below ? roomBelow : roomAbove)
  const left =
    align === 'start'
      ? from.left
      : align === 'end'
        ? from.right - width
        : from.left + (from.width - width) / 2
  floating.style.setProperty('--room', `${Math.max(fitting, 96)}px`)
  floating.style.setProperty('--x', `${within(left, EDGE, window.innerWidth - width - EDGE)}px`)
  floating.style.setProperty('--y', `${below ? from.bottom + GAP : from.top - GAP - fitting}px`)
}

/** Keeps it there while the page scrolls or changes size; returns how to stop. */
export const keepPlaced = (
  anchor: Element,
  floating: HTMLElement,
  side?: Side,
  align?: Align,
): (() => void) => {
  const again = () => place(anchor, floating, side, align)
  again()
  window.addEventListener('resize', again)
  window.addEventListener('scroll', again, { capture: true, passive: true })
  return () => {
    window.removeEventListener('resize', again)
    window.removeEventListener('scroll', again, { capture: true })
  }
}
