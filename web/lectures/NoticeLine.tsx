import { Show } from 'solid-js'
import { classes } from '../ui/classes.ts'
import styles from './NoticeLine.module.css'

/** One line over the controls: what is, what to do, and the act that does it. */
export const NoticeLine = (props: {
  words: string
  more?: string
  act?: { words: string; run: () => void }
  tone?: 'danger'
}) => (
  <div
    class={classes(styles.line, props.tone && styles[props.tone])}
    role={props.tone === 'danger' ? 'alert' : 'status'}
  >
    <p class={styles.words}>
      {props.words}
      <Show when={props.more}>
        <span class={styles.more}> {props.more}</span>
      </Show>
    </p>
    <Show when={props.act}>
      {(act) => (
        <button type="button" class={styles.act} onClick={() => act().run()}>
          {act().words}
        </button>
      )}
    </Show>
  </div>
)
