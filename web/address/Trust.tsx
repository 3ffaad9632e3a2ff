import Download from 'lucide-solid/icons/download'
import { For, Show } from 'solid-js'
import { AUTHORITY_PATH, type getDoors } from '#domain/address/contract.ts'
import type { OutputOf } from '#domain/contract.ts'
import { formatDay } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { schoolDay } from '../i18n/zone.ts'
import { Icon } from '../ui/Icon.tsx'
import { Section } from '../ui/Page.tsx'
import styles from './Address.module.css'

type Authority = NonNullable<OutputOf<typeof getDoors>['authority']>

interface System {
  name: string
  steps: readonly string[]
}

const systems = ({ name, address }: Authority): readonly System[] => {
  const link = address ?? `${location.origin}${AUTHORITY_PATH}`
  return [
    {
      name: t('address.trust.ios.name'),
      steps: [
        t('address.trust.ios.open', { link }),
        t('address.trust.ios.install', { name }),
        t('address.trust.ios.trust', { name }),
      ],
    },
    {
      name: t('address.trust.android.name'),
      steps: [
        t('address.trust.android.open', { link }),
        t('address.trust.android.install'),
        t('address.trust.android.firefox'),
      ],
    },
    {
      name: t('address.trust.windows.name'),
      steps: [
        t('address.trust.windows.check'),
        t('address.trust.windows.install'),
        t('address.trust.windows.store'),
      ],
    },
    {
      name: t('address.trust.mac.name'),
      steps: [
        t('address.trust.mac.open'),
        t('address.trust.mac.trust', { name }),
        t('address.trust.mac.firefox'),
      ],
    },
  ]
}

/** How a device comes to believe the school's certificate: by passing the warning, or by installing what vouches for it. */
export const Trust = (props: { authority: Authority; address: string | null }) => (
  <>
    <Section title={t('address.warning.title')} lead={t('address.warning.lead')}>
      <ul class={styles.list}>
        <For each={['chrome', 'safari', 'firefox'] as const}>
          {(browser) => <li>{t(`address.warning.${browser}`)}</li>}
        </For>
      </ul>
    </Section>
    <Section title={t('address.trust.title')} lead={t('address.trust.lead')}>
      <a class={styles.download} href={AUTHORITY_PATH} download="lectern.crt">
        <Icon of={Download} />
        {t('address.trust.download')}
      </a>
      <dl class={styles.facts}>
        <dt>{t('address.trust.name')}</dt>
        <dd translate="no">{props.authority.name}</dd>
        <dt>{t('address.trust.fingerprint')}</dt>
        <dd class={styles.fingerprint} translate="no">
          <For each={props.authority.fingerprint.split(/(?<=:)/)}>
            {(pair) => (
              <>
                {pair}
                <wbr />
              </>
            )}
          </For>
        </dd>
        <dt>{t('address.trust.until')}</dt>
        <dd>{formatDay(schoolDay(new Date(props.authority.endsAt)))}</dd>
      </dl>
      <p class={styles.quiet}>{t('address.trust.compare')}</p>
      <For each={systems(props.authority)}>
        {(system) => (
          <details class={styles.system}>
            <summary>{system.name}</summary>
            <ol class={styles.list}>
              <For each={system.steps}>{(step) => <li>{step}</li>}</For>
              <Show when={props.address}>
                {(address) => <li>{t('address.trust.open', { address: address() })}</li>}
              </Show>
            </ol>
          </details>
        )}
      </For>
    </Section>
  </>
)
