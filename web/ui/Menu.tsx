import { useNavigate } from '@solidjs/router'
import Check from 'lucide-solid/icons/check'
import { createUniqueId, For, type JSX, Show, Suspense } from 'solid-js'
import styles from './Button.module.css'
import { classes } from './classes.ts'
import { whenNotComposing } from './composing.ts'
import { createFloating } from './floating.ts'
import { Icon, type IconType } from './Icon.tsx'
import { IconButton } from './IconButton.tsx'
import menu from './Menu.module.css'
import type { Align } from './place.ts'
import { Skeleton } from './Skeleton.tsx'

export interface MenuItem {
  label: string
  icon?: IconType
  onSelect?: () => void
  /** Goes to this route instead. */
  href?: string
  danger?: boolean
  disabled?: boolean
  /** For a choice: whether it is the one, or with `many` whether it is one of them. */
  checked?: boolean
  many?: boolean
  /** A second line. */
  hint?: string
  /** Draws a line before it. */
  separated?: boolean
}

const roleOf = ({ checked, many }: MenuItem) => {
  if (checked === undefined) return 'menuitem'
  return many ? 'menuitemcheckbox' : 'menuitemradio'
}

const itemsOf = (panel: HTMLElement) => [
  ...panel.querySelectorAll<HTMLElement>('[role^=menuitem]:not(:disabled)'),
]

const step = (panel: HTMLElement, by: number, from?: number) => {
  const items = itemsOf(panel)
  const now = from ?? items.indexOf(document.activeElement as HTMLElement)
  items.at((now + by + items.length) % items.length)?.focus()
}

const typeAhead = (panel: HTMLElement, key: string) => {
  const items = itemsOf(panel)
  const now = items.indexOf(document.activeElement as HTMLElement)
  const order = [...items.slice(now + 1), ...items.slice(0, now + 1)]
  order.find((item) => item.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()))?.focus()
}

/**
 * A menu behind a button. With `icon` the button is an icon named `label`; with `children` it shows them. On a phone the
 * menu rises from the bottom.
 */
export const Menu = (props: {
  label: string
  icon?: IconType
  children?: JSX.Element
  items: readonly MenuItem[]
  align?: Align
  small?: boolean
  class?: string
}) => {
  const navigate = useNavigate()
  const id = createUniqueId()
  const float = createFloating(() => props.align ?? 'end')
  const select = (item: MenuItem) => {
    float.close()
    item.onSelect?.()
    if (item.href) navigate(item.href)
  }
  const onKey = (event: KeyboardEvent) => {
    const panel = float.floating()
    if (!panel) return
    const moves: Record<string, () => void> = {
      ArrowDown: () => step(panel, 1),
      ArrowUp: () => step(panel, -1),
      Home: () => step(panel, 0, 0),
      End: () => step(panel, -1, 0),
      Tab: float.close,
    }
    const move = moves[event.key]
    if (move) {
      if (event.key !== 'Tab') event.preventDefault()
      move()
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) typeAhead(panel, event.key)
  }
  const onTriggerKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown') return
    event.preventDefault()
    float.show()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow key is an extra of the button inside.
    <span class={classes(menu.box, props.class)} onKeyDown={whenNotComposing(onTriggerKey)}>
      <Show
        when={props.children}
        fallback={
          <Show when={props.icon}>
            {(icon) => (
              <IconButton
                icon={icon()}
                label={props.label}
                small={props.small}
                expanded={float.open()}
                ref={float.anchorRef}
              />
            )}
          </Show>
        }
      >
        <button
          type="button"
          ref={float.anchorRef}
          class={classes(styles.button, styles.secondary, props.small && styles.small)}
          aria-haspopup="menu"
          aria-expanded={float.open()}
          aria-controls={id}
        >
          {props.children}
        </button>
      </Show>
      <div
        ref={float.floatingRef}
        id={id}
        popover="auto"
        role="menu"
        tabindex="-1"
        aria-label={props.label}
        class={menu.panel}
        onToggle={(event) => {
          float.onToggle(event)
          if (event.newState === 'open') step(event.currentTarget, 0, 0)
        }}
        onKeyDown={whenNotComposing((event) => {
          event.stopPropagation()
          onKey(event)
        })}
      >
        <Show when={float.open()}>
          <For each={props.items}>
            {(item) => (
              <button
                type="button"
                role={roleOf(item)}
                attr:aria-checked={item.checked}
                disabled={item.disabled}
                class={classes(menu.item, item.danger && menu.danger, item.separated && menu.separated)}
                tabindex="-1"
                onClick={() => select(item)}
              >
                <Show when={item.checked ? Check : item.icon}>
                  {(icon) => <Icon of={icon()} class={menu.icon} />}
                </Show>
                <span class={classes(menu.words, !item.icon && item.checked === false && menu.indented)}>
                  {item.label}
                  <Show when={item.hint}>
                    <small class={menu.hint}>{item.hint}</small>
                  </Show>
                </span>
              </button>
            )}
          </For>
        </Show>
      </div>
    </span>
  )
}

/** A panel of anything behind a button. `children` is a function: it is drawn only while open, and can close it. */
export const Popover = (props: {
  label: string
  icon?: IconType
  trigger?: JSX.Element
  align?: Align
  children: (close: () => void) => JSX.Element
}) => {
  const float = createFloating(() => props.align ?? 'end')
  return (
    <span class={menu.box}>
      <Show
        when={props.trigger}
        fallback={
          <Show when={props.icon}>
            {(icon) => (
              <IconButton icon={icon()} label={props.label} expanded={float.open()} ref={float.anchorRef} />
            )}
          </Show>
        }
      >
        <button
          type="button"
          ref={float.anchorRef}
          class={classes(styles.button, styles.secondary)}
          aria-expanded={float.open()}
        >
          {props.trigger}
        </button>
      </Show>
      <div
        ref={float.floatingRef}
        popover="auto"
        role="dialog"
        aria-label={props.label}
        class={classes(menu.panel, menu.popover)}
        onToggle={float.onToggle}
      >
        <Show when={float.open()}>
          <Suspense fallback={<Skeleton rows={2} shape="lines" />}>
            {props.children(() => float.close())}
          </Suspense>
        </Show>
      </div>
    </span>
  )
}
