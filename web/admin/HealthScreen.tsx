import { createResource, For, onCleanup, Show } from 'solid-js'
import { getHealth } from '#domain/admin/contract.ts'
import type { OutputOf } from '#domain/contract.ts'
import { Problem } from '#domain/problem.ts'
import { call } from '../call.ts'
import { formatNumber } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Banner } from '../ui/Banner.tsx'
import { LinkButton } from '../ui/Button.tsx'
import { classes } from '../ui/classes.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page, PageHeader } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import styles from './Admin.module.css'

const LOOK_EVERY_MS = 5_000

interface Figure {
  words: string
  value: string
  alarming?: boolean
}

const milliseconds = (value: number): string =>
  t('admin.health.ms', { count: formatNumber(value, { maximumFractionDigits: 1 }) })

const figuresOf = (health: OutputOf<typeof getHealth>): Figure[] => {
  const { queue } = health
  const oldest = queue?.oldestSeconds
  return [
    { words: t('admin.health.version'), value: health.version },
    { words: t('admin.health.database'), value: milliseconds(health.database.ms ?? 0) },
    { words: t('admin.health.sockets'), value: formatNumber(health.sockets) },
    { words: t('admin.health.lag'), value: milliseconds(health.eventLoopLagMs) },
    { words: t('admin.health.queue'), value: formatNumber(queue?.depth ?? 0) },
    {
      words: t('admin.health.oldest'),
      value:
        oldest == null ? t('admin.health.none') : t('admin.health.seconds', { count: Math.round(oldest) }),
    },
    {
      words: t('admin.health.failed'),
      value: formatNumber(queue?.failed ?? 0),
      alarming: (queue?.failed ?? 0) > 0,
    },
  ]
}

/** How the server is, looked at every few seconds. */
export default function HealthScreen() {
  const [found, { refetch }] = createResource(() => call(getHealth, {}, {}))
  const look = setInterval(() => {
    if (document.visibilityState === 'visible') void refetch()
  }, LOOK_EVERY_MS)
  onCleanup(() => clearInterval(look))
  const down = () => found.error instanceof Problem && found.error.kind === 'unavailable'
  return (
    <Page wide>
      <PageHeader
        title={t('admin.health.title')}
        actions={<LinkButton href="/admin/jobs">{t('admin.health.toJobs')}</LinkButton>}
      />
      <Show
        when={!found.error}
        fallback={
          <Show when={down()} fallback={<ErrorState problem={found.error} onRetry={() => void refetch()} />}>
            <Banner tone="danger">{t('admin.health.down')}</Banner>
          </Show>
        }
      >
        <Show when={found.latest} fallback={<Skeleton rows={3} shape="cards" />}>
          {(health) => (
            <div class={styles.stack}>
              <Banner tone="info">{t('admin.health.ok')}</Banner>
              <dl class={styles.figures}>
                <For each={figuresOf(health())}>
                  {(figure) => (
                    <div class={classes(styles.figure, figure.alarming && styles.alarming)}>
                      <dt class={styles.quiet}>{figure.words}</dt>
                      <dd class={styles.figureValue}>{figure.value}</dd>
                    </div>
                  )}
                </For>
              </dl>
            </div>
          )}
        </Show>
      </Show>
    </Page>
  )
}
