import { createEffect, createSignal, on, onCleanup, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { connectionStatus } from '../realtime/subscribe.ts'
import { Banner } from '../ui/Banner.tsx'

const PATIENCE = 2500

/** Says that the server cannot be heard; a short cut goes unmentioned. */
export const ConnectionBanner = () => {
  const [shown, setShown] = createSignal(false)
  createEffect(
    on(connectionStatus, (status) => {
      if (status === 'online') {
        setShown(false)
        return
      }
      const timer = setTimeout(() => setShown(true), PATIENCE)
      onCleanup(() => clearTimeout(timer))
    }),
  )
  return (
    <Show when={shown() && connectionStatus() !== 'online'}>
      <Banner tone="offline">
        {connectionStatus() === 'offline'
          ? t('common.connection.offline')
          : t('common.connection.reconnecting')}
      </Banner>
    </Show>
  )
}
