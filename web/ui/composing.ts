/**
 * While an input method composes (Chinese, Japanese, Korean, accents, voice), every key belongs to it: Enter takes a word,
 * the arrows choose one, Escape gives it up. No handler of ours may act on such a key. All of them are wrapped by
 * `whenNotComposing` or `actInstead`; `tools/composing.test.ts` finds one that is not.
 */

/** The code browsers give a key that an input method took; Safari's only sign of it after the composition has ended. */
const TAKEN_BY_INPUT_METHOD = 229

/** When the last composition ended, on the clock of events. */
let endedAt = Number.NEGATIVE_INFINITY
/** Whether the key that is held down now was part of a composition: what the browser makes of it is no wish either. */
let heldKeyComposes = false

/**
 * Whether this key is part of a composition, or this event (submit, cancel) comes of such a key. Safari ends the
 * composition before it tells of the key that ended it: a key pressed before the end belongs to it as well.
 */
export const isComposing = (event: Event): boolean => {
  if (!(event instanceof KeyboardEvent)) return heldKeyComposes
  return event.isComposing || event.keyCode === TAKEN_BY_INPUT_METHOD || event.timeStamp < endedAt
}

/** The handler, deaf to what belongs to an input method. */
export const whenNotComposing =
  <E extends Event>(handler: (event: E) => void) =>
  (event: E): void => {
    if (!isComposing(event)) handler(event)
  }

/** Acts in place of the browser: on a submit, which would load a page, and on Escape, which would close a dialog. */
export const actInstead =
  (act: () => void) =>
  (event: Event): void => {
    event.preventDefault()
    if (!isComposing(event)) act()
  }

/**
 * Keeps the keys of a composition from code that is not ours and would act on them. Returns what ends it.
 * It stands at the window, before any listener of that code, whichever way it listens.
 */
export const shieldComposing = (selector: string): (() => void) => {
  const stop = (event: KeyboardEvent) => {
    const inside = event.target instanceof Element && event.target.closest(selector) !== null
    if (inside && isComposing(event)) event.stopImmediatePropagation()
  }
  window.addEventListener('keydown', stop, true)
  window.addEventListener('keyup', stop, true)
  return () => {
    window.removeEventListener('keydown', stop, true)
    window.removeEventListener('keyup', stop, true)
  }
}

const noteKey = (event: KeyboardEvent) => {
  heldKeyComposes = isComposing(event)
}
const noteEnd = (event: CompositionEvent) => {
  endedAt = event.timeStamp
}
const noteRelease = () => {
  heldKeyComposes = false
}

// The rules beside this file are imported by tests that have no window.
if (typeof window !== 'undefined') {
  window.addEventListener('keydown', noteKey, true)
  window.addEventListener('compositionend', noteEnd, true)
  for (const name of ['keyup', 'pointerdown', 'blur'] as const)
    window.addEventListener(name, noteRelease, true)
}
