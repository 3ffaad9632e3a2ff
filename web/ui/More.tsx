import { Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import type { Action } from './action.ts'
import { Button } from './Button.tsx'
import styles from './More.module.css'
import { toastProblem } from './Toast.tsx'

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
          {t('common.showMore')}
        </Button>
      </div>
    </Show>
  )
}
