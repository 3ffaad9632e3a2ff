import { createUniqueId, type JSX, onCleanup } from 'solid-js'
import { whenNotComposing } from './composing.ts'
import { keepPlaced } from './place.ts'
import styles from './Tooltip.module.css'

/** Words that appear beside its child on hover and focus. Not for anything that must be read. */
export const Tooltip = (props: { words: string; children: JSX.Element }) => {
  const id = createUniqueId()
  let box: HTMLSpanElement | undefined
  let tip: HTMLSpanElement | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let stop = () => {}
  const show = () => {
    if (!box || !tip || !props.words) return
    const anchor = box.firstElementChild ?? box
    anchor.setAttribute('aria-describedby', id)
    tip.showPopover()
    stop = keepPlaced(anchor, tip, 'above', 'center')
  }
  const hide = () => {
    clearTimeout(timer)
    stop()
    if (tip?.matches(':popover-open')) tip.hidePopover()
  }
  const later = () => {
    clearTimeout(timer)
    timer = setTimeout(show, 450)
  }
  onCleanup(() => {
    clearTimeout(timer)
    stop()
  })
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens for its child.
    <span
      ref={box}
      class={styles.box}
      onMouseEnter={later}
      onMouseLeave={hide}
      onFocusIn={(event) => event.target.matches(':focus-visible') && show()}
      onFocusOut={hide}
      onKeyDown={whenNotComposing((event) => event.key === 'Escape' && hide())}
    >
      {props.children}
      <span ref={tip} id={id} role="tooltip" popover="manual" class={styles.tip}>
        {props.words}
      </span>
    </span>
  )
}
