import Download from 'lucide-solid/icons/download'
import FileSpreadsheet from 'lucide-solid/icons/file-spreadsheet'
import Plus from 'lucide-solid/icons/plus'
import { createSignal, For, Match, Show, Switch } from 'solid-js'
import { topicOf } from '#domain/realtime.ts'
import { listReports, type ReportView, reportChanged } from '#domain/reports/contract.ts'
import { applyToReports } from '#domain/reports/report-list.ts'
import { createNames } from '../accounts/namesakes.ts'
import { useMe } from '../accounts/session.ts'
import { call } from '../call.ts'
import { formatBytes, formatNumber, sayWhen } from '../i18n/format.ts'
import { t, translateMaybe } from '../i18n/translate.ts'
import { createLive } from '../realtime/live.ts'
import { createRest } from '../realtime/rest.ts'
import { isEvent, useTopic } from '../realtime/subscribe.ts'
import { StatusChip } from '../ui/Badge.tsx'
import { Button, LinkButton } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { List, Row } from '../ui/List.tsx'
import { More } from '../ui/More.tsx'
import { Page, PageHeader } from '../ui/Page.tsx'
import { ProgressBar } from '../ui/ProgressBar.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { toast } from '../ui/Toast.tsx'
import { NewReportDialog } from './NewReport.tsx'
import styles from './Reports.module.css'

const detailOf = (report: ReportView, by: string): string => {
  const about = t('reports.detail', {
    count: report.classCount,
    name: by,
    when: sayWhen(report.requestedAt),
  })
  if (report.state === 'failed')
    return translateMaybe(`reports.failure.${report.error?.code}`) ?? t('reports.failure.internal')
  if (report.size === null || report.cells === null) return about
  const size = t('reports.size', { size: formatBytes(report.size), cells: formatNumber(report.cells) })
  return `${about} · ${size}`
}

const ReportRow = (props: { report: ReportView; by: string }) => (
  <Row
    title={props.report.termName}
    detail={detailOf(props.report, props.by)}
    after={
      <Switch>
        <Match when={props.report.state === 'ready'}>
          <LinkButton
            icon={Download}
            external
            download={props.report.fileName ?? ''}
            href={`/api/reports/${props.report.id}/download`}
          >
            {t('reports.download')}
          </LinkButton>
        </Match>
        <Match when={props.report.state === 'running'}>
          <span class={styles.progress}>
            <ProgressBar label={t('reports.states.running')} share={props.report.percent / 100} showFigure />
          </span>
        </Match>
        <Match when={props.report.state === 'failed'}>
          <StatusChip tone="danger" words={t('reports.states.failed')} />
        </Match>
        <Match when={props.report.state === 'waiting'}>
          <StatusChip words={t('reports.states.waiting')} />
        </Match>
      </Switch>
    }
  />
)

/** Term reports: ask for one, watch it being written, download it. */
export default function ReportsScreen() {
  const me = useMe()
  const [asking, setAsking] = createSignal(false)
  const school = () => topicOf('school', me().school.id)
  const live = createLive({
    source: school,
    fetch: (_school, signal) => call(listReports, {}, {}, { signal }),
    topics: () => [school()],
    apply: applyToReports,
  })
  const reports = () => live.value()?.reports ?? []
  const names = createNames(() => reports().map((report) => report.requestedBy))
  const rest = createRest(live, async (after) => {
    const { reports, next } = await call(listReports, {}, { after })
    return (before) => ({ reports: [...before.reports, ...reports], next })
  })
  useTopic(school, () => ({
    onEvent: (event) => {
      if (!isEvent(event, reportChanged)) return
      const { report } = event.payload
      if (report.state === 'ready' && report.requestedBy.id === me().id)
        toast(t('reports.ready'), { tone: 'good' })
    },
  }))
  const asked = (report: ReportView) => {
    setAsking(false)
    // An event may have told more by now.
    if (!reports().some((one) => one.id === report.id))
      live.set('value', (value) => value && { reports: [report, ...value.reports], next: value.next })
  }
  return (
    <Page>
      <PageHeader
        title={t('reports.title')}
        lead={t('reports.lead')}
        actions={
          <Button look="primary" icon={Plus} onClick={() => setAsking(true)}>
            {t('reports.ask')}
          </Button>
        }
      />
      <Show
        when={live.value() || !live.problem()}
        fallback={<ErrorState problem={live.problem()} onRetry={() => void live.refetch()} />}
      >
        <Show when={live.value()} fallback={<Skeleton rows={4} />}>
          <Show
            when={reports().length > 0}
            fallback={
              <EmptyState icon={FileSpreadsheet} title={t('reports.none')} advice={t('reports.noneAdvice')} />
            }
          >
            <List label={t('reports.earlier')}>
              <For each={reports()}>
                {(report) => <ReportRow report={report} by={names.nameOf(report.requestedBy)} />}
              </For>
            </List>
            <More of={rest} />
          </Show>
        </Show>
      </Show>
      <NewReportDialog open={asking()} onAsked={asked} onClose={() => setAsking(false)} />
    </Page>
  )
}
