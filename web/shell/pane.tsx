import { createSignal, type JSX, Show } from 'solid-js'
import { Portal } from 'solid-js/web'
import { isWide } from '../ui/media.ts'
import { paneIsOpen } from './appearance.ts'

const [slot, setSlot] = createSignal<HTMLElement | null>(null)

/** For the list pane: the place under the class that is open. */
export const setPaneSlot = setSlot

/** Whether there is a list pane: from 1024 px, unless the person closed it. Reactive. */
export const hasPane = (): boolean => isWide() && paneIsOpen()

/**
 * Draws its children in the list pane, under the class that is open: the class's channels. Where there
 * is no pane they stand where they are written if `inline`, else they are not drawn.
 */
export const InListPane = (props: { children: JSX.Element; inline?: boolean }) => (
  <Show when={hasPane()} fallback={<Show when={props.inline}>{props.children}</Show>}>
    <Show when={slot()}>{(mount) => <Portal mount={mount()}>{props.children}</Portal>}</Show>
  </Show>
)
