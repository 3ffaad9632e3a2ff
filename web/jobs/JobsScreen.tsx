import ListChecks from 'lucide-solid/icons/list-checks'
import { createSignal, onCleanup, Show } from 'solid-js'
import { JOB_STATES, type JobView, listJobs, retryJob } from '#domain/jobs/contract.ts'
import { call } from '../call.ts'
import { formatNumber } from '../i18n/format.ts'
import { t, translateMaybe } from '../i18n/translate.ts'
import { StatusChip, type Tone } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Choice } from '../ui/CheckboxField.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page, PageHeader } from '../ui/Page.tsx'
import { PageList } from '../ui/PageList.tsx'
import { ProgressBar } from '../ui/ProgressBar.tsx'
import { createPages } from '../ui/pages.ts'
import { type Column, Table } from '../ui/Table.tsx'
import { Time } from '../ui/Time.tsx'
import { toast, toastProblem } from '../ui/Toast.tsx'
import styles from './Jobs.module.css'

type State = JobView['state']
const TONES: Record<State, Tone> = { waiting: 'neutral', running: 'info', done: 'good', failed: 'danger' }
const LOOK_EVERY_MS = 5_000

const nameOf = (job: JobView): string =>
  translateMaybe(`jobs.names.${job.name.replaceAll('.', '-')}`) ?? job.name

const columnsFor = (retry: (job: JobView) => void): Column<JobView>[] => [
  {
    key: 'job',
    title: t('jobs.job'),
    cell: (job) => (
      <span class={styles.name}>
        {nameOf(job)}
        <Show when={job.error}>
          <span class={styles.quiet}>{job.error}</span>
        </Show>
      </span>
    ),
  },
  {
    key: 'state',
    title: t('jobs.state'),
    cell: (job) => (
      <Show
        when={job.state === 'running' && job.percent > 0}
        fallback={<StatusChip tone={TONES[job.state]} words={t(`jobs.counts.${job.state}`)} />}
      >
        <span class={styles.progress}>
          <ProgressBar label={nameOf(job)} share={job.percent / 100} showFigure />
        </span>
      </Show>
    ),
  },
  { key: 'when', title: t('jobs.when'), cell: (job) => <Time at={job.createdAt} /> },
  {
    key: 'tries',
    title: t('jobs.tries'),
    figures: true,
    cell: (job) => t('jobs.triesOf', { attempt: job.attempt, attempts: job.attempts }),
  },
  {
    key: 'retry',
    title: t('jobs.act'),
    cell: (job) => (
      <Show when={job.state === 'failed'}>
        <Button small onClick={() => retry(job)}>
          {t('jobs.retry')}
        </Button>
      </Show>
    ),
  },
]

/** What the server does by itself, what failed and why; failed jobs can be tried again. */
export default function JobsScreen() {
  const [state, setState] = createSignal<State | 'all'>('all')
  const pages = createPages(
    () => ({ state: state() }),
    async (input, after: string | undefined) => {
      const wanted = input.state === 'all' ? undefined : input.state
      const { jobs, next, counts } = await call(listJobs, {}, { state: wanted, after, limit: 50 })
      return { items: jobs, next, counts }
    },
  )
  const look = setInterval(() => {
    // Not while somebody reads further down: their pages would go.
    if (document.visibilityState === 'visible' && pages.items().length <= 50) void pages.refetch()
  }, LOOK_EVERY_MS)
  onCleanup(() => clearInterval(look))
  const retry = async (job: JobView) => {
    try {
      await call(retryJob, { jobId: job.id }, {})
      toast(t('jobs.retried'))
      await pages.refetch()
    } catch (error) {
      toastProblem(error)
    }
  }
  const labelOf = (one: State) => {
    const count = pages.first()?.counts[one]
    return count ? `${t(`jobs.counts.${one}`)} ${formatNumber(count)}` : t(`jobs.counts.${one}`)
  }
  return (
    <Page wide>
      <PageHeader title={t('jobs.title')} lead={t('jobs.lead')} />
      <div class={styles.stack}>
        <Choice
          label={t('jobs.state')}
          hideLabel
          name="state"
          value={state()}
          options={[
            { value: 'all', label: t('jobs.all') },
            ...JOB_STATES.map((one) => ({ value: one, label: labelOf(one) })),
          ]}
          onChange={setState}
        />
        <PageList pages={pages}>
          <Table
            label={t('jobs.title')}
            columns={columnsFor((job) => void retry(job))}
            rows={pages.items()}
            empty={<EmptyState icon={ListChecks} title={t('jobs.empty')} />}
          />
        </PageList>
      </div>
    </Page>
  )
}
