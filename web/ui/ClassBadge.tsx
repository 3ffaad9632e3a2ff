import styles from './ClassBadge.module.css'

/** A dot in the class's hue; its name stands beside it. */
export const SubjectDot = (props: { hue: number }) => (
  <span class={styles.dot} data-hue={props.hue} aria-hidden="true" />
)

/** The class by name, in its hue. */
export const ClassBadge = (props: { name: string; hue: number }) => (
  <span class={styles.badge} data-hue={props.hue}>
    <span class={styles.dot} aria-hidden="true" />
    <span class={styles.name}>{props.name}</span>
  </span>
)
