import { createSignal } from 'solid-js'

const watch = (query: string): (() => boolean) => {
  const list = window.matchMedia(query)
  const [matches, setMatches] = createSignal(list.matches)
  list.addEventListener('change', () => setMatches(list.matches))
  return matches
}

/** From 1024 px: the list pane stands beside the content. Reactive. */
export const isWide = watch('(min-width: 1024px)')
/** Below 640 px. Reactive. */
export const isPhone = watch('(max-width: 639.98px)')
