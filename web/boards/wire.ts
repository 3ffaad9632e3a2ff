import { createEffect, createRoot, on } from 'solid-js'
import { ask, connectionStatus, subscribe } from '../realtime/subscribe.ts'
import type { Wire } from './line.ts'

/** The tab's own connection. */
export const tabWire: Wire = {
  subscribe,
  ask,
  onLost: (listener) =>
    createRoot((dispose) => {
      createEffect(on(connectionStatus, (now) => now !== 'online' && listener(), { defer: true }))
      return dispose
    }),
}
