import { type JSX, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import styles from './EmptyState.module.css'
import { Icon, type IconType } from './Icon.tsx'

/** Nothing here yet: one sentence that teaches, and the next act. */
export const EmptyState = (props: {
  /** It is the whole screen: its title is the page's `h1`. */
  page?: boolean
  icon?: IconType
  title: string
  advice?: string
  children?: JSX.Element
}) => (
  <div class={styles.empty}>
    <Show when={props.icon}>{(icon) => <Icon of={icon()} class={styles.icon} />}</Show>
    <Dynamic component={props.page ? 'h1' : 'p'} class={styles.title}>
      {props.title}
    </Dynamic>
    <Show when={props.advice}>
      <p class={styles.advice}>{props.advice}</p>
    </Show>
    <Show when={props.children}>
      <div class={styles.actions}>{props.children}</div>
    </Show>
  </div>
)
