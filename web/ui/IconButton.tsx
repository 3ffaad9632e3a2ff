import { Show } from 'solid-js'
import styles from './Button.module.css'
import { classes } from './classes.ts'
import { Icon, type IconType } from './Icon.tsx'

/** A button that is only an icon; `label` is its name, on hover and for screen readers. */
export const IconButton = (props: {
  icon: IconType
  label: string
  onClick?: (event: MouseEvent) => void
  /** For a toggle: whether it is on. */
  pressed?: boolean
  expanded?: boolean
  small?: boolean
  disabled?: boolean
  look?: 'quiet' | 'secondary' | 'primary' | 'danger'
  /** A dot that says there is something new. */
  dot?: boolean
  popoverTarget?: string
  ref?: (element: HTMLButtonElement) => void
  class?: string
}) => (
  <button
    type="button"
    ref={(element) => props.ref?.(element)}
    class={classes(
      styles.button,
      styles[props.look ?? 'quiet'],
      styles.icon,
      props.small && styles.small,
      props.pressed && styles.pressed,
      props.class,
    )}
    aria-label={props.label}
    title={props.label}
    aria-pressed={props.pressed}
    aria-expanded={props.expanded}
    disabled={props.disabled}
    onClick={(event) => props.onClick?.(event)}
  >
    <Icon of={props.icon} />
    <Show when={props.dot}>
      <span class={styles.dot} />
    </Show>
  </button>
)
