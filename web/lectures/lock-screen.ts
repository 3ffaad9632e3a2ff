import { createEffect, onCleanup } from 'solid-js'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { isOn, type OwnMedia, toggle } from './MediaControls.tsx'

/** A page that is out of sight for longer than this is fetched no pictures (ms). */
const OUT_OF_SIGHT_MS = 5_000

const handle = (action: string, work: (() => void) | null): void => {
  try {
    // Browsers know different ones, and older types fewer than they.
    navigator.mediaSession.setActionHandler(action as MediaSessionAction, work)
  } catch {
    // This one does not know the action.
  }
}

/** A browser that has it shows on the locked screen whether the microphone is on. */
const sayMicrophone = (on: boolean): void => {
  const session = navigator.mediaSession as MediaSession & { setMicrophoneActive?: (on: boolean) => unknown }
  session.setMicrophoneActive?.(on)
}

/**
 * The lesson on a locked screen: what is heard has a name there and the microphone a button, and it goes on as sound. A
 * page out of sight asks for no pictures until it is seen again, unless one stands in a window of its own.
 */
export const createLockScreen = (own: OwnMedia, lesson: () => Lesson): void => {
  if ('mediaSession' in navigator) {
    createEffect(() => {
      if (!own.media.begun()) return
      const { title, className } = lesson()
      navigator.mediaSession.metadata = new MediaMetadata({ title, artist: className })
      navigator.mediaSession.playbackState = 'playing'
      handle('togglemicrophone', () => toggle(own, 'microphone'))
      handle('togglecamera', () => toggle(own, 'camera'))
      // A lesson cannot be paused: the browser's own button would silence the elements one by one.
      for (const action of ['play', 'pause', 'stop']) handle(action, () => {})
    })
    createEffect(() => sayMicrophone(isOn(own, 'microphone')))
  }
  let waiting: ReturnType<typeof setTimeout> | undefined
  const look = () => {
    clearTimeout(waiting)
    if (!document.hidden) own.media.setOutOfSight(false)
    else
      waiting = setTimeout(
        () => own.media.setOutOfSight(document.pictureInPictureElement === null),
        OUT_OF_SIGHT_MS,
      )
  }
  document.addEventListener('visibilitychange', look)
  onCleanup(() => {
    clearTimeout(waiting)
    document.removeEventListener('visibilitychange', look)
    if (!('mediaSession' in navigator)) return
    navigator.mediaSession.metadata = null
    navigator.mediaSession.playbackState = 'none'
    for (const action of ['togglemicrophone', 'togglecamera', 'play', 'pause', 'stop']) handle(action, null)
  })
}
