import { createEffect, createSignal, onCleanup } from 'solid-js'
import { toastProblem } from '../ui/Toast.tsx'
import type { Stage } from './on-stage.ts'
import type { RoomMedia } from './room-media.ts'

const canFloat = (): boolean => document.pictureInPictureEnabled === true

/**
 * The picture of who speaks, or the screen that is shared, in a small window of the browser's own that stays above other
 * programs. It follows the room: who speaks next is in it next.
 */
export const createFloat = (media: RoomMedia, stage: Stage) => {
  const [open, setOpen] = createSignal(false)
  const what = () => {
    const sharer = stage.screen()
    if (sharer) return { accountId: sharer, source: 'screen' as const }
    const speaker = stage.speaker()
    return speaker ? { accountId: speaker.id, source: 'camera' as const } : null
  }
  const track = () => {
    const shown = what()
    return shown && media.trackOf(shown.accountId, shown.source)
  }
  const video = document.createElement('video')
  video.muted = true
  video.playsInline = true
  const put = (picture: MediaStreamTrack) => {
    const now = video.srcObject instanceof MediaStream ? video.srcObject.getVideoTracks()[0] : undefined
    if (now === picture) return
    video.srcObject = new MediaStream([picture])
    // A window that closed meanwhile interrupts it: there is nothing to be said then.
    void video.play().catch(() => {})
  }
  video.onleavepictureinpicture = () => {
    setOpen(false)
    video.srcObject = null
  }
  createEffect(() => {
    if (!open()) return
    const shown = what()
    if (shown) media.show(shown.accountId, shown.source, 'high')
    const picture = track()
    // Who has no picture leaves the last one standing.
    if (picture) put(picture)
  })
  const close = () => {
    if (document.pictureInPictureElement === video) void document.exitPictureInPicture().catch(() => {})
  }
  onCleanup(close)
  return {
    open,
    /** Whether there is a picture and a browser for it. */
    possible: () => canFloat() && (open() || track() !== null),
    toggle: async () => {
      if (open()) return close()
      const picture = track()
      if (!picture) return
      try {
        put(picture)
        if (video.readyState === HTMLMediaElement.HAVE_NOTHING)
          await new Promise((resolve) => video.addEventListener('loadedmetadata', resolve, { once: true }))
        await video.requestPictureInPicture()
        setOpen(true)
      } catch (error) {
        toastProblem(error)
      }
    },
  }
}

export type RoomFloat = ReturnType<typeof createFloat>
