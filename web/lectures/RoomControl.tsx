import { classes } from '../ui/classes.ts'
import { Icon, type IconType } from '../ui/Icon.tsx'
import styles from './RoomControl.module.css'

/** One control of the bar: a sign over its word. */
export const RoomControl = (props: {
  icon: IconType
  words: string
  onPress: () => void
  look?: 'danger'
  /** For a toggle: whether it is on. */
  pressed?: boolean
  disabled?: boolean
  /** It cannot be used now, and a press says why. */
  barred?: boolean
  /** The key that does the same. */
  keys?: string
}) => (
  <button
    type="button"
    class={classes(styles.control, props.look && styles[props.look])}
    aria-pressed={props.pressed}
    aria-disabled={props.barred ? 'true' : undefined}
    aria-keyshortcuts={props.keys}
    title={props.keys ? `${props.words} (${props.keys})` : undefined}
    disabled={props.disabled}
    onClick={() => props.onPress()}
  >
    <Icon of={props.icon} class={styles.icon} />
    <span>{props.words}</span>
  </button>
)
