import { A } from '@solidjs/router'
import { type JSX, Show } from 'solid-js'
import styles from './Card.module.css'
import { classes } from './classes.ts'

/** A bordered piece of a page; `hue` colours its edge for a class, `href` makes all of it one link. */
export const Card = (props: { hue?: number; href?: string; children: JSX.Element; class?: string }) => (
  <Show
    when={props.href}
    fallback={
      <div class={classes(styles.card, props.class)} data-hue={props.hue}>
        {props.children}
      </div>
    }
  >
    {(href) => (
      <A href={href()} class={classes(styles.card, styles.link, props.class)} data-hue={props.hue}>
        {props.children}
      </A>
    )}
  </Show>
)
