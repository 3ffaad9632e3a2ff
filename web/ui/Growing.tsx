import { createSignal, For, type JSX, onCleanup, Show } from 'solid-js'

/** How many rows are drawn at first and at each step: more than a tall screen shows. */
const STEP = 60
/** How far below what is in sight the next rows are drawn already. */
const AHEAD = '800px'

/**
 * The rows of a list that may be long: as many as somebody has scrolled to, and all of them on paper. Each row is drawn
 * once and stays.
 */
export const Growing = <T,>(props: { each: readonly T[]; children: (item: T) => JSX.Element }) => {
  const [drawn, setDrawn] = createSignal(STEP)
  const all = () => setDrawn(props.each.length)
  window.addEventListener('beforeprint', all)
  onCleanup(() => window.removeEventListener('beforeprint', all))
  const watch = (end: HTMLElement) => {
    const sight = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && setDrawn((before) => before + STEP),
      { rootMargin: AHEAD },
    )
    sight.observe(end)
    onCleanup(() => sight.disconnect())
  }
  return (
    <>
      <For each={props.each.slice(0, drawn())}>{props.children}</For>
      {/* Made anew after each step: where it is in sight still, the next follows. */}
      <Show when={props.each.length > drawn() && drawn()} keyed>
        {(_) => <li ref={watch} aria-hidden="true" />}
      </Show>
    </>
  )
}
