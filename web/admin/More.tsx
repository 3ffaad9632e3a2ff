import { Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import type { Action } from '../ui/action.ts'
import { Button } from '../ui/Button.tsx'
import { toastProblem } from '../ui/Toast.tsx'
import styles from './Admin.module.css'

export interface Further {
  hasMore: () => boolean
  more: Action<[], unknown>
}

/** The button under a list that has further pages. */
export const More = (props: { of: Further }) => {
  const load = async () => {
    await props.of.more.run()
    if (props.of.more.problem()) toastProblem(props.of.more.problem())
  }
  return (
    <Show when={props.of.hasMore()}>
      <div class={styles.more}>
        <Button busy={props.of.more.busy()} onClick={() => void load()}>
          {t('admin.more')}
        </Button>
      </div>
    </Show>
  )
}
