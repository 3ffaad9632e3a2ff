import { type JSX, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import styles from './Admin.module.css'

interface Pages {
  failure: () => unknown
  loaded: () => boolean
  hasMore: () => boolean
  refetch: () => unknown
  more: { run: () => Promise<unknown>; busy: () => boolean }
}

/** A paged list: what to show while it loads or when it fails, and a button for what comes after. */
export const PageList = (props: { pages: Pages; children: JSX.Element }) => (
  <Show
    when={!props.pages.failure()}
    fallback={<ErrorState problem={props.pages.failure()} onRetry={() => void props.pages.refetch()} />}
  >
    <Show when={props.pages.loaded()} fallback={<Skeleton rows={8} />}>
      {props.children}
      <Show when={props.pages.hasMore()}>
        <div class={styles.more}>
          <Button busy={props.pages.more.busy()} onClick={() => void props.pages.more.run()}>
            {t('admin.more')}
          </Button>
        </div>
      </Show>
    </Show>
  </Show>
)
