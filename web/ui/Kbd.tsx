import type { JSX } from 'solid-js'
import styles from './Kbd.module.css'

/** A key on the keyboard. */
export const Kbd = (props: { children: JSX.Element }) => <kbd class={styles.kbd}>{props.children}</kbd>
