import CircleAlert from 'lucide-solid/icons/circle-alert'
import CircleCheck from 'lucide-solid/icons/circle-check'
import X from 'lucide-solid/icons/x'
import { createEffect, For, onCleanup, onMount, Show } from 'solid-js'
import { asksToSignIn } from '../call.ts'
import { problemWords } from '../i18n/problem.ts'
import { t } from '../i18n/translate.ts'
import { classes } from './classes.ts'
import { Icon } from './Icon.tsx'
import { IconButton } from './IconButton.tsx'
import styles from './Toast.module.css'
import { dismiss, flushToasts, holdToasts, takeAction, toast, toastEntries, topModal } from './toasts.ts'

export { toast } from './toasts.ts'

/** Says what a caught problem of somebody's act means; who was signed out meanwhile is asked to sign in. */
export const toastProblem = (thrown: unknown): void => {
  if (asksToSignIn(thrown)) return
  const words = problemWords(thrown)
  toast(`${words.title} ${words.advice}`.trim(), { tone: 'danger' })
}

/** Says that something was done, with *Undo* that runs `undo`. For acts whose opposite is another call. */
export const toastUndo = (words: string, undo: () => void): void => {
  toast(words, { action: { label: t('common.actions.undo'), run: undo } })
}

/**
 * For acts without an opposite: take the thing off the screen first, then call this. `commit` runs when the toast leaves,
 * or the page does (so it asks with `keepalive`), or somebody signs out; `undo` puts the thing back if the person says
 * so, or the server refuses.
 */
export const toastDeferred = (
  words: string,
  act: { commit: () => Promise<unknown>; undo: () => void },
): void => {
  const onLeave = () =>
    act.commit().then(
      () => true,
      (error: unknown) => {
        act.undo()
        toastProblem(error)
        return false
      },
    )
  toast(words, { action: { label: t('common.actions.undo'), run: act.undo }, onLeave })
}

/** Where toasts appear; once, in the shell. */
export const Toaster = () => {
  let region: HTMLDivElement | undefined
  let home: HTMLDivElement | undefined
  onMount(() => window.addEventListener('pagehide', flushToasts))
  onCleanup(() => window.removeEventListener('pagehide', flushToasts))
  createEffect(() => {
    const some = toastEntries().length > 0
    const host = topModal() ?? home
    if (!region) return
    // Shown anew for each, so that it stands above a dialog that opened meanwhile.
    if (region.matches(':popover-open')) region.hidePopover()
    // A modal dialog makes everything outside it inert: *Undo* has to be inside.
    if (host && region.parentElement !== host) host.append(region)
    if (some) region.showPopover()
  })
  return (
    // What stands beside it in the page counts on this place, so it stays when the region goes into a dialog.
    <div ref={home} class={styles.home}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: pointing at a toast keeps it; it is no control. */}
      <div
        ref={region}
        popover="manual"
        class={styles.region}
        onMouseEnter={() => holdToasts(true)}
        onMouseLeave={() => holdToasts(false)}
        onFocusIn={() => holdToasts(true)}
        onFocusOut={() => holdToasts(false)}
      >
        <div role="status" aria-live="polite">
          <For each={toastEntries()}>
            {(entry) => (
              <div class={classes(styles.toast, styles[entry.tone])}>
                <Show when={entry.tone !== 'plain'}>
                  <Icon of={entry.tone === 'danger' ? CircleAlert : CircleCheck} class={styles.sign} />
                </Show>
                <span class={styles.words}>{entry.words}</span>
                <Show when={entry.action}>
                  {(action) => (
                    <button type="button" class={styles.action} onClick={() => takeAction(entry.id)}>
                      {action().label}
                    </button>
                  )}
                </Show>
                <IconButton small icon={X} label={t('common.dismiss')} onClick={() => dismiss(entry.id)} />
              </div>
            )}
          </For>
        </div>
      </div>
    </div>
  )
}
