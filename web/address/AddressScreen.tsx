import { createResource, lazy, Match, Show, Suspense, Switch } from 'solid-js'
import { getDoors } from '#domain/address/contract.ts'
import type { OutputOf } from '#domain/contract.ts'
import { may } from '../accounts/may.ts'
import { call } from '../call.ts'
import { formatDay } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { schoolDay } from '../i18n/zone.ts'
import { NotFoundScreen } from '../shell/NotFoundScreen.tsx'
import { Banner } from '../ui/Banner.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page, PageHeader, Section } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import styles from './Address.module.css'
import { Trust } from './Trust.tsx'

const QrCode = lazy(() => import('../classes/QrCode.tsx'))

type Doors = OutputOf<typeof getDoors>

const dated = (instant: string): string => formatDay(schoolDay(new Date(instant)))

/** Who else decides, said before anything that follows from it. */
const Decided = (props: { doors: Doors }) => (
  <Switch>
    <Match when={props.doors.decidedBy === 'base-url'}>
      <Banner tone="info">{t('address.byBaseUrl', { address: props.doors.address ?? '' })}</Banner>
    </Match>
    <Match when={props.doors.decidedBy === 'proxy'}>
      <Banner tone="info">{t('address.byProxy')}</Banner>
    </Match>
  </Switch>
)

/** The address to open, large enough for a projector. */
const Open = (props: { doors: Doors }) => {
  const best = () => props.doors.secure ?? props.doors.address
  const plain = () => (props.doors.address === best() ? null : props.doors.address)
  return (
    <Show when={best()} fallback={<Banner tone="late">{t('address.alone')}</Banner>}>
      {(address) => (
        <div class={styles.open}>
          <Suspense fallback={<div class={styles.qr} />}>
            <QrCode class={styles.qr} text={address()} label={t('address.qr', { address: address() })} />
          </Suspense>
          <div class={styles.words}>
            <p class={styles.address} translate="no">
              {address()}
            </p>
            <p>{props.doors.secure ? t('address.secure') : t('address.onlyPlain')}</p>
            <Show when={plain()}>
              {(other) => <p class={styles.quiet}>{t('address.plain', { address: other() })}</p>}
            </Show>
            <CopyButton text={address()} label={t('address.copy')} />
          </div>
        </div>
      )}
    </Show>
  )
}

const Certificate = (props: { certificate: NonNullable<Doors['certificate']> }) => (
  <Section title={t('address.certificate.title')}>
    <Show when={props.certificate.stale}>
      <Banner tone="late">{t('address.certificate.stale')}</Banner>
    </Show>
    <p>
      {t(props.certificate.given ? 'address.certificate.given' : 'address.certificate.made', {
        day: dated(props.certificate.endsAt),
      })}
    </p>
    <p class={styles.names} translate="no">
      {props.certificate.names.join(' · ')}
    </p>
  </Section>
)

/** By which address phones, tablets and computers come, and how they accept the certificate of HTTPS. */
export default function AddressScreen() {
  const [found, { refetch }] = createResource(() => call(getDoors, {}, {}))
  return (
    <Show when={may('school.configure')} fallback={<NotFoundScreen />}>
      <Page>
        <PageHeader title={t('address.title')} lead={t('address.lead')} />
        <Show
          when={!found.error}
          fallback={<ErrorState problem={found.error} onRetry={() => void refetch()} />}
        >
          <Show when={found()} fallback={<Skeleton rows={6} />}>
            {(doors) => (
              <div class={styles.stack}>
                <Decided doors={doors()} />
                <Open doors={doors()} />
                <Show when={doors().authority}>
                  {(authority) => <Trust authority={authority()} address={doors().secure} />}
                </Show>
                <Show when={doors().certificate}>
                  {(certificate) => <Certificate certificate={certificate()} />}
                </Show>
              </div>
            )}
          </Show>
        </Show>
      </Page>
    </Show>
  )
}
