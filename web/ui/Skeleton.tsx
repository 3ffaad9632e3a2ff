import { createSignal, For, type JSX, onCleanup, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import styles from './Skeleton.module.css'
import { VisuallyHidden } from './VisuallyHidden.tsx'

/** Shows its children only after 200 ms, so that quick answers do not flicker. */
export const AfterAWhile = (props: { children: JSX.Element }) => {
  const [late, setLate] = createSignal(false)
  const timer = setTimeout(() => setLate(true), 200)
  onCleanup(() => clearTimeout(timer))
  return <Show when={late()}>{props.children}</Show>
}

/** A grey bar of the size of what comes. */
export const Bar = (props: { width?: string; height?: string }) => (
  <span class={styles.bar} style={{ width: props.width ?? '100%', height: props.height }} />
)

/** Grey rows of the real shape while something loads; after 200 ms. `shape` says of what. */
export const Skeleton = (props: { rows?: number; shape?: 'lines' | 'rows' | 'cards' | 'page' }) => (
  <div class={styles.skeleton} aria-busy="true">
    <VisuallyHidden>{t('common.loading')}</VisuallyHidden>
    <AfterAWhile>
      <Show when={props.shape === 'page'}>
        <Bar width="40%" height="1.75rem" />
      </Show>
      <For each={Array.from({ length: props.rows ?? 5 })}>
        {(_, index) => (
          <div class={styles[props.shape === 'page' ? 'rows' : (props.shape ?? 'rows')]}>
            <Show when={props.shape !== 'lines' && props.shape !== 'cards'}>
              <span class={styles.square} />
            </Show>
            <span class={styles.words}>
              <Bar width={`${[62, 78, 48, 70, 55][index() % 5]}%`} />
              <Show when={props.shape !== 'lines'}>
                <Bar width={`${[34, 26, 40, 30, 22][index() % 5]}%`} height="0.6rem" />
              </Show>
            </span>
          </div>
        )}
      </For>
    </AfterAWhile>
  </div>
)
