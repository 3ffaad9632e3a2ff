import { useNavigate } from '@solidjs/router'
import { createSignal, For, onCleanup, onMount } from 'solid-js'
import { may } from '../accounts/may.ts'
import { t } from '../i18n/translate.ts'
import { whenNotComposing } from '../ui/composing.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { isDark, paneIsOpen, setPaneOpen, setTheme } from './appearance.ts'
import { ADMIN, PLACES } from './places.ts'
import styles from './Shortcuts.module.css'

const [open, setOpen] = createSignal(false)

/** Shows the list of shortcuts. */
export const showShortcuts = (): void => {
  setOpen(true)
}

const FIELDS = 'input, textarea, select, [contenteditable], [role=menu], dialog'

const isTyping = (event: KeyboardEvent): boolean =>
  event.target instanceof Element && event.target.closest(FIELDS) !== null

const isShortcut = (event: KeyboardEvent): boolean =>
  !(event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event))

const ACTS: Record<string, () => void> = {
  '?': showShortcuts,
  b: () => setPaneOpen(!paneIsOpen()),
  D: () => setTheme(isDark() ? 'light' : 'dark'),
}

/** Listens for the shell's keys while somebody is signed in, and draws their list. */
export const Shortcuts = () => {
  const navigate = useNavigate()
  const places = () => (may('account.list') ? [...PLACES, ADMIN] : PLACES)
  let prefixAt = 0
  const onKey = whenNotComposing((event: KeyboardEvent) => {
    if (!isShortcut(event)) return
    const afterG = Date.now() - prefixAt < 1200
    prefixAt = 0
    const place = afterG ? places().find((one) => one.key === event.key) : undefined
    if (place) {
      event.preventDefault()
      navigate(place.href)
    } else if (event.key === 'g') prefixAt = Date.now()
    else ACTS[event.key]?.()
  })
  onMount(() => document.addEventListener('keydown', onKey))
  onCleanup(() => document.removeEventListener('keydown', onKey))
  return (
    <Dialog open={open()} onClose={() => setOpen(false)} title={t('common.shortcuts.title')} size="small">
      <dl class={styles.list}>
        <For each={places()}>
          {(place) => (
            <div class={styles.line}>
              <dt>{t(place.label)}</dt>
              <dd>
                <Kbd>g</Kbd> {t('common.shortcuts.andThen')} <Kbd>{place.key}</Kbd>
              </dd>
            </div>
          )}
        </For>
        <div class={styles.line}>
          <dt>{t('common.shortcuts.pane')}</dt>
          <dd>
            <Kbd>b</Kbd>
          </dd>
        </div>
        <div class={styles.line}>
          <dt>{t('common.shortcuts.theme')}</dt>
          <dd>
            <Kbd>⇧</Kbd> <Kbd>D</Kbd>
          </dd>
        </div>
        <div class={styles.line}>
          <dt>{t('common.shortcuts.open')}</dt>
          <dd>
            <Kbd>?</Kbd>
          </dd>
        </div>
        <div class={styles.line}>
          <dt>{t('common.shortcuts.close')}</dt>
          <dd>
            <Kbd>Esc</Kbd>
          </dd>
        </div>
      </dl>
    </Dialog>
  )
}
