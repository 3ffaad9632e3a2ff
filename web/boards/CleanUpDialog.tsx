import { createResource, createSignal, For, Show } from 'solid-js'
import { listDrawers, removeShapesOf, restoreShapes } from '#domain/boards/contract.ts'
import { createNames } from '../accounts/namesakes.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { toastProblem, toastUndo } from '../ui/Toast.tsx'
import styles from './CleanUpDialog.module.css'

/** Who has drawn on the board, with *Remove* for each: one act, and one *Undo*. */
export function CleanUpDialog(props: { boardId: string; open: boolean; onClose: () => void }) {
  return (
    <Dialog open={props.open} onClose={props.onClose} title={t('boards.cleanUpTitle')} size="small">
      <Drawers boardId={props.boardId} />
    </Dialog>
  )
}

function Drawers(props: { boardId: string }) {
  const [found, { refetch }] = createResource(() => call(listDrawers, { boardId: props.boardId }, {}))
  const drawers = () => (found.error ? [] : (found.latest?.drawers ?? []))
  const names = createNames(drawers)
  const [busy, setBusy] = createSignal<string | null>(null)

  const restore = (ids: string[]) => {
    call(restoreShapes, { boardId: props.boardId }, { ids }).then(() => void refetch(), toastProblem)
  }
  const remove = async (accountId: string, name: string) => {
    setBusy(accountId)
    try {
      const { ids } = await call(removeShapesOf, { boardId: props.boardId, accountId }, {})
      toastUndo(t('boards.removedOf', { name }), () => restore(ids))
      await refetch()
    } catch (error) {
      toastProblem(error)
    } finally {
      setBusy(null)
    }
  }

  return (
    <Show when={!found.error} fallback={<ErrorState problem={found.error} onRetry={() => void refetch()} />}>
      <Show when={found.latest} fallback={<Skeleton rows={3} shape="lines" />}>
        <Show when={drawers().length > 0} fallback={<p>{t('boards.cleanUpNobody')}</p>}>
          <ul class={styles.list}>
            <For each={drawers()}>
              {(one) => (
                <li class={styles.row}>
                  <span class={styles.name}>{names.nameOf(one)}</span>
                  <span class={styles.count}>{t('boards.shapes', { count: one.shapes })}</span>
                  <Button
                    small
                    busy={busy() === one.id}
                    disabled={busy() !== null}
                    onClick={() => void remove(one.id, names.nameOf(one))}
                  >
                    {t('boards.removeOf')}
                  </Button>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </Show>
    </Show>
  )
}
