import { onCleanup } from 'solid-js'
import { createStore, reconcile, unwrap } from 'solid-js/store'
import { type ChannelForMe, readTo, unreadOf } from '#domain/messages/channel.ts'
import { channelListAfter } from '#domain/messages/channel-list.ts'
import { topicOf } from '#domain/realtime.ts'
import { t } from '../i18n/translate.ts'
import type { Channels } from '../messages/channels.ts'
import { subscribe } from '../realtime/subscribe.ts'

/** The one channel of a lesson, in the shape in which the chat knows the channels of a class. */
export const createRoomChat = (channel: ChannelForMe, me: string) => {
  const [state, setState] = createStore<{ channels: ChannelForMe[] }>({
    // In the room it is the lesson's own: its title stands above already.
    channels: [{ ...channel, name: t('lessons.room.chatName') }],
  })
  const after = channelListAfter(me)
  const subscription = subscribe(topicOf('channel', channel.id), {
    since: channel.eventNo,
    onEvent: (event) => setState('channels', reconcile(after(unwrap(state).channels, event), { key: 'id' })),
  })
  onCleanup(subscription.stop)
  const only = (): ChannelForMe => state.channels[0] ?? channel
  const channels: Channels = {
    list: () => state.channels,
    problem: () => null,
    load: async () => {},
    byId: (channelId) => (channelId === channel.id ? only() : undefined),
    setRead: (_channelId, readNo) => setState('channels', 0, (one) => readTo(one, readNo)),
    replace: (change) => setState('channels', 0, change),
  }
  return { channel: only, channels, unread: () => unreadOf(only()) }
}

export type RoomChatStore = ReturnType<typeof createRoomChat>
