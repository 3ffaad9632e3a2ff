import { createEffect, createRoot, on } from 'solid-js'
import { sendMessage } from '#domain/messages/contract.ts'
import type { Message } from '#domain/messages/message.ts'
import { session } from '../accounts/session.ts'
import { asksToSignIn, call } from '../call.ts'
import { connectionStatus } from '../realtime/subscribe.ts'
import { createOutbox, type Outbox } from './outbox.ts'

const listeners = new Set<(message: Message) => void>()
let current: { accountId: string; outbox: Outbox; dispose: () => void } | null = null

const open = (accountId: string) =>
  createRoot((dispose) => {
    const outbox = createOutbox({
      accountId,
      storage: localStorage,
      send: ({ id, channelId, body, files }) =>
        call(sendMessage, { channelId }, { id, body, fileIds: files.map((file) => file.id) }),
      onRefused: asksToSignIn,
      onSent: (message) => {
        for (const tell of listeners) tell(message)
      },
    })
    createEffect(on(connectionStatus, (status) => status === 'online' && outbox.wake()))
    createEffect(
      on(
        () => session.lapsed,
        (lapsed) => !lapsed && outbox.wake(),
        { defer: true },
      ),
    )
    return { accountId, outbox, dispose }
  })

/** The signed-in account's outbox; one for the tab, whatever screen is open. */
export const outbox = (): Outbox => {
  const accountId = session.me?.id ?? ''
  if (current?.accountId !== accountId) {
    current?.outbox.stop()
    current?.dispose()
    current = open(accountId)
  }
  return current.outbox
}

/** Hears of every message of this tab that the server took, before its event comes. Returns what stops it. */
export const onSent = (listener: (message: Message) => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
