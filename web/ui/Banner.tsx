import CircleAlert from 'lucide-solid/icons/circle-alert'
import Info from 'lucide-solid/icons/info'
import WifiOff from 'lucide-solid/icons/wifi-off'
import { type JSX, Show } from 'solid-js'
import styles from './Banner.module.css'
import { classes } from './classes.ts'
import { Icon } from './Icon.tsx'

const SIGNS = { offline: WifiOff, info: Info, late: CircleAlert, danger: CircleAlert }

/** A line across the top of a page or panel about a state that lasts. */
export const Banner = (props: {
  tone: 'offline' | 'info' | 'late' | 'danger'
  children: JSX.Element
  action?: JSX.Element
}) => (
  <div class={classes(styles.banner, styles[props.tone])} role="status">
    <Icon of={SIGNS[props.tone]} />
    <span class={styles.words}>{props.children}</span>
    <Show when={props.action}>{props.action}</Show>
  </div>
)
