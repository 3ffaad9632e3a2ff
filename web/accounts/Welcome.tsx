import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import { Mark } from '../shell/Mark.tsx'
import { useTitle } from '../ui/Page.tsx'
import { LocaleSwitch } from './LocaleSwitch.tsx'
import styles from './Welcome.module.css'

/** The frame of every screen before signing in: the sign, the language, one column. */
export const Welcome = (props: {
  title: string
  lead?: JSX.Element
  /** The school, above the title. */
  over?: string | null
  wide?: boolean
  children: JSX.Element
}) => {
  useTitle(() => props.title)
  return (
    <div class={styles.page}>
      <header class={styles.bar}>
        <Mark class={styles.mark} />
        <LocaleSwitch />
      </header>
      <main class={styles.column} data-wide={props.wide}>
        <div class={styles.titles}>
          <Show when={props.over}>
            <p class={styles.over}>{props.over}</p>
          </Show>
          <h1 class={styles.title}>{props.title}</h1>
          <Show when={props.lead}>
            <p class={styles.lead}>{props.lead}</p>
          </Show>
        </div>
        {props.children}
      </main>
    </div>
  )
}
