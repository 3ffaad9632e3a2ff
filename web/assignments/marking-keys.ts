import { onCleanup, onMount } from 'solid-js'
import { whenNotComposing } from '../ui/composing.ts'

const STEPS: Record<string, number> = { j: 1, k: -1, ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }
const UP_AND_DOWN = new Set(['ArrowDown', 'ArrowUp'])
/** Where keys have a meaning of their own. */
const OTHERS =
  'input:not([type=checkbox]), textarea, select, [contenteditable], [role=menu], [role=tablist], [data-own-keys], dialog'

/**
 * The students a key goes on by; undefined for a key that means something else where it is pressed. In the score, which
 * is one line, only up and down are free.
 */
export const stepOf = (event: KeyboardEvent): number | undefined => {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
  const target = event.target instanceof Element ? event.target : null
  const inScore = target?.matches('input[name=score]') === true
  if (inScore ? !UP_AND_DOWN.has(event.key) : target?.closest(OTHERS)) return
  return STEPS[event.key]
}

/** J and K, or the arrows, go from student to student. */
export const useSteps = (step: (by: number) => void): void => {
  const press = whenNotComposing((event: KeyboardEvent) => {
    const by = stepOf(event)
    if (by === undefined) return
    event.preventDefault()
    step(by)
  })
  onMount(() => document.addEventListener('keydown', press))
  onCleanup(() => document.removeEventListener('keydown', press))
}

/** Whether the key says *send* in a field of several lines. */
export const isSendKey = (event: KeyboardEvent): boolean =>
  event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey

/** How this machine's keyboard writes that key. */
export const sendKey = (): string =>
  /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘ Enter' : 'Ctrl + Enter'
