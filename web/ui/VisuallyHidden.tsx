import type { JSX } from 'solid-js'
import styles from './VisuallyHidden.module.css'

/** Words for screen readers alone. */
export const VisuallyHidden = (props: { children: JSX.Element; live?: 'polite' | 'assertive' }) => (
  <span class={styles.hidden} aria-live={props.live}>
    {props.children}
  </span>
)
