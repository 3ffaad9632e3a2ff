import { createEffect, createSignal, on, onCleanup } from 'solid-js'
import { type ChannelForMe, unreadOf } from '#domain/messages/channel.ts'
import { markRead, markUnread } from '#domain/messages/contract.ts'
import { call } from '../call.ts'
import { connectionStatus } from '../realtime/subscribe.ts'
import { createTurn } from '../turn.ts'
import type { Channels } from './channels.ts'

/** Reading a screenful sends one word, not one for every message. */
const PAUSE = 600
/** Of *read* and *unread* the later one holds, also when the channel was left and opened again in between. */
const inTurn = createTurn()

/** Moves what was read in a channel as it comes into sight, and back when the person says so. */
export const createReading = (channels: Pick<Channels, 'setRead'>, channel: () => ChannelForMe) => {
  /** Said to be unread: looking at it does not make it read until the channel is opened again. */
  let held = false
  let seen = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const opened = channel()
  /** As it was last: of a channel that is being taken away nothing can be asked any more. */
  let latest = opened
  createEffect(() => {
    latest = channel()
  })
  const [readUpTo, setReadUpTo] = createSignal<number | null>(unreadOf(opened) > 0 ? opened.readNo : null)

  const visible = () => document.visibilityState === 'visible' && document.hasFocus()
  const tell = ({ id, readNo }: ChannelForMe) => {
    clearTimeout(timer)
    timer = undefined
    if (held || seen <= readNo || !visible()) return
    channels.setRead(id, seen)
    // Lost on the way, it is told again with the next one.
    const no = seen
    inTurn(() => call(markRead, { channelId: id }, { no }, { keepalive: true })).catch(() => {
      if (!held) channels.setRead(id, readNo)
    })
  }
  const soon = () => {
    timer ??= setTimeout(() => tell(channel()), PAUSE)
  }
  const onReturn = () => {
    if (!visible()) return
    // What came while nobody looked begins below a new line.
    if (unreadOf(channel()) > 0 && !held) setReadUpTo(channel().readNo)
    soon()
  }
  window.addEventListener('focus', onReturn)
  document.addEventListener('visibilitychange', onReturn)
  createEffect(on(connectionStatus, (status) => status === 'online' && soon(), { defer: true }))
  onCleanup(() => {
    window.removeEventListener('focus', onReturn)
    document.removeEventListener('visibilitychange', onReturn)
    tell(latest)
  })

  return {
    /** Where the line of what is new stands; null for none. Reactive. */
    readUpTo,
    see: (no: number) => {
      seen = Math.max(seen, no)
      if (seen > channel().readNo) soon()
    },
    markUnread: async (no: number) => {
      const { id, readNo } = channel()
      held = true
      channels.setRead(id, no - 1)
      setReadUpTo(no - 1)
      await inTurn(() => call(markUnread, { channelId: id }, { no })).catch((error: unknown) => {
        held = false
        channels.setRead(id, readNo)
        throw error
      })
    },
  }
}
