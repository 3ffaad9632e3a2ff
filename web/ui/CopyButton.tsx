import Check from 'lucide-solid/icons/check'
import Copy from 'lucide-solid/icons/copy'
import { createSignal, onCleanup, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { Button } from './Button.tsx'
import styles from './CopyButton.module.css'
import { copyText } from './copy.ts'
import { VisuallyHidden } from './VisuallyHidden.tsx'

const SAID_MS = 2_000

/** A button that copies a text; where the browser does not let it, the text appears, selected, to be copied by hand. */
export const CopyButton = (props: { text: string; label: string; small?: boolean }) => {
  const [state, setState] = createSignal<'idle' | 'copied' | 'refused'>('idle')
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  const copy = async () => {
    clearTimeout(timer)
    const copied = await copyText(props.text)
    setState(copied ? 'copied' : 'refused')
    if (copied) timer = setTimeout(() => setState('idle'), SAID_MS)
  }
  const select = (field: HTMLInputElement) =>
    queueMicrotask(() => {
      field.focus()
      field.select()
    })
  return (
    <div class={styles.box}>
      <Button small={props.small} icon={state() === 'copied' ? Check : Copy} onClick={() => void copy()}>
        {state() === 'copied' ? t('common.actions.copied') : props.label}
      </Button>
      <VisuallyHidden live="polite">{state() === 'copied' ? t('common.actions.copied') : ''}</VisuallyHidden>
      <Show when={state() === 'refused'}>
        <label class={styles.byHand}>
          {t('common.copyByHand')}
          <input
            ref={select}
            class={styles.text}
            readOnly
            value={props.text}
            onFocus={(event) => event.currentTarget.select()}
          />
        </label>
      </Show>
    </div>
  )
}
