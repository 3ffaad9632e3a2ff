import { A } from '@solidjs/router'
import { For, Show } from 'solid-js'
import { CountBadge } from './Badge.tsx'
import { Icon, type IconType } from './Icon.tsx'
import styles from './Tabs.module.css'

export interface Tab {
  href: string
  label: string
  icon?: IconType
  /** Things waiting there. */
  count?: number
  /** Only this exact address, not what lies below it. */
  end?: boolean
}

/** Tabs that are links: each has its own address. They scroll sideways when there is no room. */
export const Tabs = (props: { label: string; tabs: readonly Tab[] }) => (
  <nav class={styles.tabs} aria-label={props.label}>
    <For each={props.tabs}>
      {(tab) => (
        <A href={tab.href} class={styles.tab} activeClass={styles.here} end={tab.end ?? false}>
          <Show when={tab.icon}>{(icon) => <Icon of={icon()} />}</Show>
          {tab.label}
          <span class={styles.count}>
            <CountBadge count={tab.count ?? 0} />
          </span>
        </A>
      )}
    </For>
  </nav>
)
