import { For, Show } from 'solid-js'
import { classes } from '../ui/classes.ts'
import styles from './NoticeLine.module.css'

interface Act {
  words: string
  run: () => void
}

/** One line over the controls: what is, what to do, and the act that does it, or another one beside it. */
export const NoticeLine = (props: {
  words: string
  more?: string
  act?: Act
  other?: Act
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
    <For each={[props.act, props.other].filter((act) => act !== undefined)}>
      {(act, at) => (
        <button type="button" class={classes(styles.act, at() > 0 && styles.other)} onClick={() => act.run()}>
          {act.words}
        </button>
      )}
    </For>
  </div>
)
