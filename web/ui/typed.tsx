import { type Component, createSignal, onCleanup, Show } from 'solid-js'
import { loadWords } from '../i18n/locale.ts'
import type { DialogProps } from './Dialog.tsx'
import { toastProblem } from './Toast.tsx'

type Guard = () => boolean
const [guards, setGuards] = createSignal<readonly Guard[]>([])

/**
 * Names, for as long as the component stands, when something typed in it would be lost by leaving. A `Form` does it for
 * its fields by itself.
 */
export const guardTyped = (isTyped: Guard): void => {
  setGuards((all) => [...all, isTyped])
  onCleanup(() => setGuards((all) => all.filter((one) => one !== isTyped)))
}

/** Where something would be lost now. Reactive. */
export const typedNow = (): Guard[] => guards().filter((isTyped) => isTyped())

const load = async () => (await Promise.all([import('./AskUnsaved.tsx'), loadWords(['unsaved'])]))[0].default

/** Fetched with the first thing that is typed: without a connection it can still be asked. */
export const prepareQuestion = (): void => void load().catch(() => {})

/** The question whether what was typed may be thrown away: what asks it, and where it is shown. */
export const createQuestion = (Dialog: AskProps['Dialog']) => {
  const [asked, setAsked] = createSignal<{ Ask: Component<AskProps>; discard: () => void } | null>(null)
  return {
    ask: (discard: () => void) => load().then((Ask) => setAsked({ Ask, discard }), toastProblem),
    view: () => (
      <Show when={asked()} keyed>
        {({ Ask, discard }) => (
          <Ask
            Dialog={Dialog}
            onKeep={() => setAsked(null)}
            onDiscard={() => {
              setAsked(null)
              discard()
            }}
          />
        )}
      </Show>
    ),
  }
}

export interface AskProps {
  /** Handed over, for it asks itself. */
  Dialog: Component<DialogProps>
  onKeep: () => void
  onDiscard: () => void
}
