import { Show } from 'solid-js'
import styles from './Avatar.module.css'
import { classes } from './classes.ts'
import { hueOf, initialsOf } from './names.ts'

/** A person as initials on a hue of their own. Decorative: the name stands beside it. `id` chooses the hue. */
export const Avatar = (props: {
  name: string
  id?: string
  size?: 'small' | 'medium' | 'large'
  /** Whether they are here now. */
  present?: boolean
}) => (
  <span
    class={classes(styles.avatar, styles[props.size ?? 'medium'])}
    data-hue={hueOf(props.id ?? props.name)}
    aria-hidden="true"
  >
    {initialsOf(props.name)}
    <Show when={props.present !== undefined}>
      <span class={classes(styles.presence, props.present && styles.here)} />
    </Show>
  </span>
)
