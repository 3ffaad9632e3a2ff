import { A } from '@solidjs/router'
import { type JSX, Show } from 'solid-js'
import { classes } from './classes.ts'
import styles from './List.module.css'

/** Rows below each other; name it when no heading does. */
export const List = (props: { label?: string; children: JSX.Element; class?: string }) => (
  <ul class={classes(styles.list, props.class)} aria-label={props.label}>
    {props.children}
  </ul>
)

interface RowProps {
  /** The line people scan. */
  title: JSX.Element
  /** A quieter line below. */
  detail?: JSX.Element
  /** An avatar, a dot, an icon. */
  before?: JSX.Element
  /** A time, a chip, a count, buttons. */
  after?: JSX.Element
  /** Makes the row one link. Buttons in `after` stay buttons. */
  href?: string
  /** Or one button. */
  onOpen?: () => void
  /** Where-you-are. */
  selected?: boolean
  /** Heavier title: something new. */
  strong?: boolean
  hue?: number
}

/** One row: what, detail, and what is on its right. */
export const Row = (props: RowProps) => (
  <li
    class={classes(
      styles.row,
      (props.href || props.onOpen) && styles.open,
      props.selected && styles.selected,
      props.strong && styles.strong,
    )}
    data-hue={props.hue}
  >
    <Show when={props.before}>
      <span class={styles.before}>{props.before}</span>
    </Show>
    <span class={styles.words}>
      <span class={styles.title}>
        <Show
          when={props.href}
          fallback={
            <Show when={props.onOpen} fallback={props.title}>
              <button type="button" class={styles.cover} onClick={() => props.onOpen?.()}>
                {props.title}
              </button>
            </Show>
          }
        >
          {(href) => (
            <A href={href()} class={styles.cover} aria-current={props.selected ? 'page' : undefined}>
              {props.title}
            </A>
          )}
        </Show>
      </span>
      <Show when={props.detail}>
        <span class={styles.detail}>{props.detail}</span>
      </Show>
    </span>
    <Show when={props.after}>
      <span class={styles.after}>{props.after}</span>
    </Show>
  </li>
)
