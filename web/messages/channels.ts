import { createEffect, createMemo, createSignal, mapArray, onCleanup } from 'solid-js'
import { createStore, reconcile, unwrap } from 'solid-js/store'
import { type ChannelForMe, readTo, unreadOf } from '#domain/messages/channel.ts'
import { channelListAfter } from '#domain/messages/channel-list.ts'
import { listChannels } from '#domain/messages/contract.ts'
import { type EventFrame, type Topic, topicOf } from '#domain/realtime.ts'
import { setUnread } from '../accounts/session.ts'
import { call } from '../call.ts'
import { subscribe } from '../realtime/subscribe.ts'

/** The channels of a class for the person `me`, kept live while the class is open. */
export const createChannels = (classId: string, me: string) => {
  const [state, setState] = createStore<{ channels: ChannelForMe[] | null }>({ channels: null })
  const [problem, setProblem] = createSignal<unknown>(null)
  const after = channelListAfter(me)
  const show = (channels: ChannelForMe[]) => setState('channels', reconcile(channels, { key: 'id' }))
  const apply = (frame: EventFrame) => {
    const { channels } = unwrap(state)
    if (channels) show(after(channels, frame))
  }
  const listen = (topic: Topic, since?: number, onReset?: () => Promise<number>) => {
    const subscription = subscribe(topic, { since, onEvent: apply, onReset })
    onCleanup(subscription.stop)
  }

  const fetch = async () => {
    const answer = await call(listChannels, { classId }, {})
    show(answer.channels)
    return answer
  }
  const eventNoOf = (channelId: string) => state.channels?.find((one) => one.id === channelId)?.eventNo ?? 0

  const [classEventNo, setClassEventNo] = createSignal<number | null>(null)
  const load = async () => {
    setProblem(null)
    try {
      setClassEventNo((await fetch()).classEventNo)
    } catch (error) {
      setProblem(error)
    }
  }
  void load()

  createEffect(() => {
    const since = classEventNo()
    if (since !== null) listen(topicOf('class', classId), since, async () => (await fetch()).classEventNo)
  })
  listen(topicOf('account', me))
  const ids = createMemo(() => (state.channels ?? []).map((one) => one.id))
  const listening = mapArray(ids, (channelId) =>
    listen(topicOf('channel', channelId), eventNoOf(channelId), async () => {
      await fetch()
      return eventNoOf(channelId)
    }),
  )
  createEffect(listening)

  createEffect(() => {
    const { channels } = state
    if (!channels) return
    const live = channels.filter((one) => !one.archived)
    setUnread(
      classId,
      live.reduce((sum, one) => sum + unreadOf(one), 0),
    )
  })

  return {
    /** Null until they are there. Reactive. */
    list: () => state.channels,
    problem,
    load,
    byId: (channelId: string | undefined) => state.channels?.find((one) => one.id === channelId),
    /** Shows what was read before the server has heard of it. */
    setRead: (channelId: string, readNo: number) =>
      setState(
        'channels',
        (one) => one.id === channelId,
        (one) => readTo(one, readNo),
      ),
    /** Shows a change the server has answered before its event comes. */
    replace: (channel: Omit<ChannelForMe, 'readNo' | 'takenBack' | 'eventNo' | 'lastMessageNo'>) =>
      setState('channels', (one) => one.id === channel.id, channel),
  }
}
export type Channels = ReturnType<typeof createChannels>
