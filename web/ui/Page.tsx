import { A } from '@solidjs/router'
import ArrowLeft from 'lucide-solid/icons/arrow-left'
import { createEffect, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { takeArrival } from './arrival.ts'
import { classes } from './classes.ts'
import { Icon } from './Icon.tsx'
import styles from './Page.module.css'

let titled: symbol | undefined

/** Names the browser's tab while its component is on screen. */
export const useTitle = (title: () => string | undefined): void => {
  const mine = Symbol('title')
  createEffect(() => {
    titled = mine
    const words = title()
    document.title = words ? `${words} · ${t('common.product')}` : t('common.product')
  })
  onCleanup(() => {
    // The next screen may have named the tab already.
    if (titled === mine) document.title = t('common.product')
  })
}

/** Where am I: the page's one `h1`, a way back on phones, and its acts on the right (one of them primary). */
export const PageHeader = (props: {
  title: string
  /** A quieter line below. */
  lead?: JSX.Element
  /** Before the title: an avatar, a subject dot. */
  before?: JSX.Element
  actions?: JSX.Element
  /** Where *Back* leads. */
  back?: string
  /** A tab above says the same: on a phone the title is for screen readers, and the lead is left out. */
  tabbed?: boolean
}) => {
  useTitle(() => props.title)
  return (
    <header class={classes(styles.header, props.tabbed && styles.tabbed)}>
      <Show when={props.back}>
        {(back) => (
          <A href={back()} class={styles.back} aria-label={t('common.actions.back')}>
            <Icon of={ArrowLeft} />
          </A>
        )}
      </Show>
      <Show when={props.before}>{props.before}</Show>
      <div class={styles.titles}>
        <h1 class={styles.title} tabindex="-1" ref={(heading) => onMount(() => takeArrival(heading))}>
          {props.title}
        </h1>
        <Show when={props.lead}>
          <p class={styles.lead}>{props.lead}</p>
        </Show>
      </div>
      <Show when={props.actions}>
        <div class={styles.actions}>{props.actions}</div>
      </Show>
    </header>
  )
}

/** Several facts in a line, as the lead of a page. */
export const Facts = (props: { children: JSX.Element }) => <span class={styles.facts}>{props.children}</span>

/** The content of a screen: a column of at most 72 characters, or `wide` for tables and calendars. */
export const Page = (props: { children: JSX.Element; wide?: boolean }) => (
  <div class={classes(styles.page, props.wide && styles.wide)}>{props.children}</div>
)

/** A part of a page under its own `h2`. */
export const Section = (props: {
  title: string
  children: JSX.Element
  lead?: JSX.Element
  actions?: JSX.Element
  id?: string
}) => (
  <section class={styles.section} aria-label={props.title} id={props.id}>
    <div class={styles.sectionHead}>
      <div>
        <h2>{props.title}</h2>
        <Show when={props.lead}>
          <p class={styles.lead}>{props.lead}</p>
        </Show>
      </div>
      <Show when={props.actions}>
        <div class={styles.actions}>{props.actions}</div>
      </Show>
    </div>
    {props.children}
  </section>
)
