import type { LucideProps } from 'lucide-solid'
import type { Component } from 'solid-js'
import { Dynamic } from 'solid-js/web'

/** A lucide icon, imported deeply: `import Check from 'lucide-solid/icons/check'`. */
export type IconType = Component<LucideProps>

/** Draws an icon beside words; screen readers skip it. `class` sizes it, else `--icon`. Another `of` is drawn anew. */
export const Icon = (props: { of: IconType; class?: string }) => (
  <Dynamic component={props.of} class={props.class} stroke-width={1.75} aria-hidden="true" />
)
