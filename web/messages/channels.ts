import { createEffect } from 'solid-js'
import { type ChannelForMe, readTo, unreadOf } from '#domain/messages/channel.ts'
import { channelListAfter } from '#domain/messages/channel-list.ts'
import { listChannels } from '#domain/messages/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import { setUnread } from '../accounts/session.ts'
import { call } from '../call.ts'
import { createLive } from '../realtime/live.ts'

/** The channels of a class for the person `me`, kept live while the class is open. */
export const createChannels = (classId: string, me: string) => {
  const after = channelListAfter(me)
  const live = createLive({
    source: () => classId,
    fetch: (id, signal) => call(listChannels, { classId: id }, {}, { signal }),
    topics: (found) => [
      topicOf('class', classId),
      topicOf('account', me),
      ...(found?.channels ?? []).map((one) => topicOf('channel', one.id)),
    ],
    since: ({ channels }, topic) => channels.find((one) => topicOf('channel', one.id) === topic)?.eventNo,
    apply: (found, frame) => {
      const channels = after(found.channels, frame)
      return channels === found.channels ? found : { ...found, channels }
    },
  })
  const list = () => live.value()?.channels ?? null
  const change = (channelId: string, next: (channel: ChannelForMe) => ChannelForMe) =>
    live.set('value', (found) =>
      found
        ? { ...found, channels: found.channels.map((one) => (one.id === channelId ? next(one) : one)) }
        : found,
    )

  createEffect(() => {
    const channels = list()
    if (!channels) return
    const running = channels.filter((one) => !one.archived)
    setUnread(
      classId,
      running.reduce((sum, one) => sum + unreadOf(one), 0),
    )
  })

  return {
    /** Null until they are there. Reactive. */
    list,
    /** Why they cannot be shown; while some are there they stay. */
    problem: () => (live.value() ? null : live.problem()),
    load: live.refetch,
    byId: (channelId: string | undefined) => list()?.find((one) => one.id === channelId),
    /** Shows what was read before the server has heard of it. */
    setRead: (channelId: string, readNo: number) => change(channelId, (one) => readTo(one, readNo)),
    /** Shows a change the server has answered before its event comes. */
    replace: (channel: Omit<ChannelForMe, 'readNo' | 'takenBack' | 'eventNo' | 'lastMessageNo'>) =>
      change(channel.id, (one) => ({ ...one, ...channel })),
  }
}
export type Channels = ReturnType<typeof createChannels>
