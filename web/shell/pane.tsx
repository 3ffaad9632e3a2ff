import { createSignal, type JSX, Show } from 'solid-js'
import { Portal } from 'solid-js/web'
import { isWide } from '../ui/media.ts'

const [slot, setSlot] = createSignal<HTMLElement | null>(null)

/** For the list pane: the place under the class that is open. */
export const setPaneSlot = setSlot

/**
 * Draws its children in the list pane, under the class that is open: the class's channels. Below 1024 px there is no
 * pane and they stand where they are written if `inline`, else they are not drawn.
 */
export const InListPane = (props: { children: JSX.Element; inline?: boolean }) => (
  <Show when={isWide()} fallback={<Show when={props.inline}>{props.children}</Show>}>
    <Show when={slot()}>{(mount) => <Portal mount={mount()}>{props.children}</Portal>}</Show>
  </Show>
)
