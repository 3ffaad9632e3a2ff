import { listPins, messagePinned, pinMessage, unpinMessage } from '#domain/messages/contract.ts'
import type { Message } from '#domain/messages/message.ts'
import type { Pin } from '#domain/messages/pin.ts'
import { applyPinEvent } from '#domain/messages/pins.ts'
import { topicOf } from '#domain/realtime.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { createLive } from '../realtime/live.ts'
import { toastProblem, toastUndo } from '../ui/Toast.tsx'

/** What is pinned in a channel, live, and how somebody of the staff changes it. */
export const createPins = (channelId: string) => {
  const topic = topicOf('channel', channelId)
  const live = createLive({
    source: () => channelId,
    fetch: () => call(listPins, { channelId }, {}),
    topics: () => [topic],
    since: ({ eventNo }) => eventNo,
    apply: applyPinEvent,
    wants: (event) => event.name === messagePinned.name,
  })
  const list = (): readonly Pin[] => live.value()?.pins ?? []
  const set = (messageId: string, pinned: boolean) =>
    call(pinned ? pinMessage : unpinMessage, { messageId }, {})
  return {
    list,
    of: (messageId: string) => list().find((pin) => pin.message.id === messageId),
    /** Pins it for everybody in the channel, or takes the pin out; either can be undone. */
    change: async (message: Message, pinned: boolean) => {
      try {
        await set(message.id, pinned)
        toastUndo(pinned ? t('messages.pins.pinnedToast') : t('messages.pins.unpinnedToast'), () => {
          set(message.id, !pinned).catch(toastProblem)
        })
      } catch (error) {
        toastProblem(error)
      }
    },
  }
}
export type ChannelPins = ReturnType<typeof createPins>
