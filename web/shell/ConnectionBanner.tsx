import { createEffect, createSignal, on, onCleanup, Show } from 'solid-js'
import { askToSignIn, session } from '../accounts/session.ts'
import { t } from '../i18n/translate.ts'
import { connectionStatus } from '../realtime/subscribe.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'

const PATIENCE = 2500

const SignedOutBanner = () => (
  <Banner
    tone="late"
    action={
      <Button small onClick={askToSignIn}>
        {t('accounts.signIn.submit')}
      </Button>
    }
  >
    {t('common.connection.signedOut')}
  </Banner>
)

/** Says that nobody is signed in any more, or that the server cannot be heard; a short cut goes unmentioned. */
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
    <Show when={!session.lapsed} fallback={<SignedOutBanner />}>
      <Show when={shown() && connectionStatus() !== 'online'}>
        <Banner tone="offline">
          {connectionStatus() === 'offline'
            ? t('common.connection.offline')
            : t('common.connection.reconnecting')}
        </Banner>
      </Show>
    </Show>
  )
}
