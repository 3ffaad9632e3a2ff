import type { JSX } from 'solid-js'
import styles from './Actions.module.css'

/**
 * The row of buttons that ends a form or a dialog, and the one place that decides their order: the others first, the
 * primary one last. In a dialog they stand at the end of the line; on a phone each has the whole width, the primary one
 * on top, next to what was filled in.
 */
export const Actions = (props: { children: JSX.Element }) => (
  <div class={styles.actions}>{props.children}</div>
)
