import { createResource, For, onCleanup, Show } from 'solid-js'
import type { OutputOf } from '#domain/contract.ts'
import { getHealth } from '#domain/jobs/contract.ts'
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
import styles from './Jobs.module.css'

const LOOK_EVERY_MS = 5_000

interface Figure {
  words: string
  value: string
  alarming?: boolean
}

/** Parts as people know them; one without words is called by its name. */
const partWords: Record<string, (() => string) | undefined> = {
  api: () => t('jobs.health.api'),
  worker: () => t('jobs.health.worker'),
  media: () => t('jobs.health.media'),
}

const milliseconds = (value: number): string =>
  t('jobs.health.ms', { count: formatNumber(value, { maximumFractionDigits: 1 }) })

const figuresOf = (health: OutputOf<typeof getHealth>): Figure[] => {
  const { queue } = health
  const oldest = queue?.oldestSeconds
  return [
    { words: t('jobs.health.version'), value: health.version },
    { words: t('jobs.health.database'), value: milliseconds(health.database.ms ?? 0) },
    { words: t('jobs.health.sockets'), value: formatNumber(health.sockets) },
    { words: t('jobs.health.lag'), value: milliseconds(health.eventLoopLagMs) },
    { words: t('jobs.health.queue'), value: formatNumber(queue?.depth ?? 0) },
    {
      words: t('jobs.health.oldest'),
      value: oldest == null ? t('jobs.health.none') : t('jobs.health.seconds', { count: Math.round(oldest) }),
    },
    {
      words: t('jobs.health.failed'),
      value: formatNumber(queue?.failed ?? 0),
      alarming: (queue?.failed ?? 0) > 0,
    },
  ]
}

type PartView = OutputOf<typeof getHealth>['parts'][number]

const statusWords = (part: PartView): string =>
  part.status === 'running'
    ? t('jobs.health.processes', { count: part.processes.length })
    : t(`jobs.health.${part.status}`)

const memoryWords = (part: PartView): string =>
  t('jobs.health.memory', {
    used: formatNumber(Math.max(...part.processes.map((one) => one.memoryMb))),
    line: formatNumber(part.memoryLineMb),
  })

/** A part of the program: whether it runs, and how much memory its largest process holds. */
function PartFigure(props: { part: PartView }) {
  const isAlarming = () =>
    props.part.status === 'missing' ||
    props.part.processes.some((one) => one.memoryMb > props.part.memoryLineMb)
  return (
    <div class={classes(styles.figure, isAlarming() && styles.alarming)}>
      <dt class={styles.quiet}>{partWords[props.part.name]?.() ?? props.part.name}</dt>
      <dd class={styles.figureValue}>{statusWords(props.part)}</dd>
      <Show when={props.part.processes.length > 0}>
        <dd class={styles.quiet}>{memoryWords(props.part)}</dd>
      </Show>
    </div>
  )
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
        title={t('jobs.health.title')}
        actions={<LinkButton href="/admin/jobs">{t('jobs.health.toJobs')}</LinkButton>}
      />
      <Show
        when={!found.error}
        fallback={
          <Show when={down()} fallback={<ErrorState problem={found.error} onRetry={() => void refetch()} />}>
            <Banner tone="danger">{t('jobs.health.down')}</Banner>
          </Show>
        }
      >
        <Show when={found.latest} fallback={<Skeleton rows={3} shape="cards" />}>
          {(health) => (
            <div class={styles.stack}>
              <Show
                when={health().concerns.length > 0}
                fallback={<Banner tone="info">{t('jobs.health.ok')}</Banner>}
              >
                <For each={health().concerns}>
                  {(concern) => <Banner tone="late">{t(`jobs.health.concerns.${concern}`)}</Banner>}
                </For>
              </Show>
              <Show when={health().database.ownsTables}>
                <Banner tone="late">{t('jobs.health.ownsTables')}</Banner>
              </Show>
              <dl class={styles.figures}>
                <For each={figuresOf(health())}>
                  {(figure) => (
                    <div class={classes(styles.figure, figure.alarming && styles.alarming)}>
                      <dt class={styles.quiet}>{figure.words}</dt>
                      <dd class={styles.figureValue}>{figure.value}</dd>
                    </div>
                  )}
                </For>
                <For each={health().parts}>{(part) => <PartFigure part={part} />}</For>
              </dl>
            </div>
          )}
        </Show>
      </Show>
    </Page>
  )
}
