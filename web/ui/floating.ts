import { createSignal, onCleanup } from 'solid-js'
import { type Align, keepPlaced } from './place.ts'

/** A floating panel tied to its button: Escape and a press beside it close it, focus returns to the button. */
export const createFloating = (align: () => Align) => {
  const [open, setOpen] = createSignal(false)
  let anchor: HTMLElement | undefined
  let floating: HTMLElement | undefined
  let stop = () => {}
  onCleanup(() => stop())
  return {
    open,
    anchorRef: (element: HTMLButtonElement) => {
      anchor = element
      queueMicrotask(() => {
        if (floating) element.popoverTargetElement = floating
      })
    },
    floatingRef: (element: HTMLElement) => {
      floating = element
    },
    close: () => floating?.hidePopover(),
    show: () => floating?.showPopover(),
    floating: () => floating,
    anchor: () => anchor,
    onToggle: (event: ToggleEvent) => {
      const opened = event.newState === 'open'
      setOpen(opened)
      stop()
      stop = opened && anchor && floating ? keepPlaced(anchor, floating, 'below', align()) : () => {}
    },
  }
}
