import { A } from '@solidjs/router'
import { type JSX, Show } from 'solid-js'
import styles from './Button.module.css'
import { classes } from './classes.ts'
import { Icon, type IconType } from './Icon.tsx'

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger'

interface Looks {
  /** `secondary` unless said. At most one `primary` per screen. */
  look?: ButtonLook
  small?: boolean
  wide?: boolean
  icon?: IconType
  class?: string
  children: JSX.Element
}

const lookOf = (props: Omit<Looks, 'children'>, ...more: (string | false | undefined)[]) =>
  classes(
    styles.button,
    styles[props.look ?? 'secondary'],
    props.small && styles.small,
    props.wide && styles.wide,
    props.class,
    ...more,
  )

export interface ButtonProps extends Looks {
  type?: 'button' | 'submit'
  /** Shows that the act is under way; presses are ignored meanwhile, focus stays. */
  busy?: boolean
  disabled?: boolean
  onClick?: (event: MouseEvent) => void
  title?: string
  form?: string
  autofocus?: boolean
  'aria-expanded'?: boolean
  'aria-describedby'?: string
}

/** A button that says what happens. */
export const Button = (props: ButtonProps) => (
  <button
    type={props.type ?? 'button'}
    class={lookOf(props, props.busy && styles.busy)}
    disabled={props.disabled}
    aria-disabled={props.busy ? 'true' : undefined}
    aria-busy={props.busy ? 'true' : undefined}
    aria-expanded={props['aria-expanded']}
    aria-describedby={props['aria-describedby']}
    title={props.title}
    form={props.form}
    autofocus={props.autofocus}
    onClick={(event) => (props.busy ? event.preventDefault() : props.onClick?.(event))}
  >
    <Show when={props.busy} fallback={<Show when={props.icon}>{(icon) => <Icon of={icon()} />}</Show>}>
      <span class={styles.spinner} aria-hidden="true" />
    </Show>
    {props.children}
  </button>
)

/** A link that looks like a button: it goes somewhere. `external` leaves the client's routes (a download). */
export const LinkButton = (props: Looks & { href: string; external?: boolean; download?: string }) => (
  <Show
    when={props.external || props.download !== undefined}
    fallback={
      <A href={props.href} class={lookOf(props)}>
        <Show when={props.icon}>{(icon) => <Icon of={icon()} />}</Show>
        {props.children}
      </A>
    }
  >
    <a href={props.href} class={lookOf(props)} download={props.download} rel="external">
      <Show when={props.icon}>{(icon) => <Icon of={icon()} />}</Show>
      {props.children}
    </a>
  </Show>
)
