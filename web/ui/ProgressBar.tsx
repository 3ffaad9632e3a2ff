import { Show } from 'solid-js'
import { formatPercent } from '../i18n/format.ts'
import styles from './ProgressBar.module.css'

/** How far something is: `share` from 0 to 1, or null when nobody knows. */
export const ProgressBar = (props: { label: string; share: number | null; showFigure?: boolean }) => (
  <div class={styles.box}>
    <div
      class={styles.track}
      role="progressbar"
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={props.share === null ? undefined : Math.round(props.share * 100)}
    >
      <div
        class={props.share === null ? styles.unknown : styles.fill}
        style={{
          width: props.share === null ? undefined : `${Math.min(1, Math.max(0, props.share)) * 100}%`,
        }}
      />
    </div>
    <Show when={props.showFigure && props.share !== null}>
      <span class={styles.figure}>{formatPercent(props.share ?? 0)}</span>
    </Show>
  </div>
)
