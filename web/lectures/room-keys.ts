import { onCleanup, onMount } from 'solid-js'
import { whenNotComposing } from '../ui/composing.ts'
import { isOn, type OwnMedia, toggle } from './MediaControls.tsx'

const FIELDS = 'input, textarea, select, [contenteditable], [role=menu], dialog'
/** The board has keys of its own: V, H and the space bar are among them. */
const BOARD = '.excalidraw'
/** Here the space bar presses what has the focus. */
const PRESSED_BY_SPACE = 'button, a[href], summary, [role=tab], [role=button]'

const isIn = (event: KeyboardEvent, selector: string): boolean =>
  event.target instanceof Element && event.target.closest(selector) !== null

const isForRoom = (event: KeyboardEvent): boolean =>
  !(event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isIn(event, FIELDS))

export interface RoomKeys extends OwnMedia {
  raiseHand: () => void
  showList: () => void
}

/** The keys of the room: nothing happens while somebody types, and on the board those of the board go first. */
export const listenToKeys = (room: RoomKeys): void => {
  let held = false
  const talk = async () => {
    if (held || isOn(room, 'microphone') || !room.may('microphone')) return
    held = true
    await room.media.turnOn('microphone')
    // The bar was let go while the microphone opened.
    if (!held) room.media.turnOff('microphone')
  }
  const hush = () => {
    if (!held) return
    held = false
    room.media.turnOff('microphone')
  }
  const acts: Record<string, () => void> = {
    m: () => toggle(room, 'microphone'),
    v: () => toggle(room, 'camera'),
    h: room.raiseHand,
    '?': room.showList,
  }
  const onDown = whenNotComposing((event: KeyboardEvent) => {
    if (!isForRoom(event)) return
    const key = event.key.toLowerCase()
    const onBoard = isIn(event, BOARD)
    if (key === ' ') {
      if (onBoard || isIn(event, PRESSED_BY_SPACE)) return
      event.preventDefault()
      void talk()
    } else if (!event.repeat && (!onBoard || key === 'm')) acts[key]?.()
  })
  const onUp = whenNotComposing((event: KeyboardEvent) => {
    if (event.key === ' ') hush()
  })
  onMount(() => {
    document.addEventListener('keydown', onDown)
    document.addEventListener('keyup', onUp)
    window.addEventListener('blur', hush)
  })
  onCleanup(() => {
    document.removeEventListener('keydown', onDown)
    document.removeEventListener('keyup', onUp)
    window.removeEventListener('blur', hush)
  })
}
