import Download from 'lucide-solid/icons/download'
import { Match, Show, Switch } from 'solid-js'
import { getClass } from '#domain/classes/contract.ts'
import { newId } from '#domain/ids.ts'
import { topicOf } from '#domain/realtime.ts'
import { requestReport } from '#domain/reports/contract.ts'
import { applyToReport } from '#domain/reports/report-list.ts'
import { useMe } from '../accounts/session.ts'
import { call } from '../call.ts'
import { locale, t } from '../i18n/translate.ts'
import { createLive } from '../realtime/live.ts'
import { Banner } from '../ui/Banner.tsx'
import { LinkButton } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { ProgressBar } from '../ui/ProgressBar.tsx'

/** Asks for the workbook of one class as soon as it is drawn, and shows how far it is. */
const Asked = (props: { classId: string }) => {
  const me = useMe()
  // One id for all tries: asking again after a lost answer tells how the same workbook stands.
  const id = newId()
  const live = createLive({
    source: () => props.classId,
    fetch: async (classId) => {
      const { termId } = await call(getClass, { classId }, {})
      return call(requestReport, {}, { id, termId, classIds: [classId], locale: locale() })
    },
    topics: () => [topicOf('account', me().id)],
    apply: applyToReport,
  })
  const report = live.value
  return (
    <Switch fallback={<ProgressBar label={t('grades.export.running')} share={null} />}>
      <Match when={!report() && live.problem()}>
        <ErrorState problem={live.problem()} onRetry={() => void live.refetch()} />
      </Match>
      <Match when={report()?.state === 'ready'}>
        <p>{t('grades.export.ready')}</p>
        <LinkButton
          look="primary"
          wide
          icon={Download}
          external
          download={report()?.fileName ?? ''}
          href={`/api/reports/${id}/download`}
        >
          {t('common.actions.download')}
        </LinkButton>
      </Match>
      <Match when={report()?.state === 'failed'}>
        <Banner tone="danger">{t('grades.export.failed')}</Banner>
      </Match>
      <Match when={report()?.state === 'running'}>
        <ProgressBar label={t('grades.export.running')} share={(report()?.percent ?? 0) / 100} showFigure />
      </Match>
    </Switch>
  )
}

/** The grades of a class as a workbook: asked for by opening, downloaded when it is written. */
export const ExportDialog = (props: { open: boolean; classId: string; onClose: () => void }) => (
  <Dialog
    open={props.open}
    onClose={() => props.onClose()}
    title={t('grades.export.title')}
    lead={t('grades.export.lead')}
    size="small"
  >
    <Show when={props.open}>
      <Asked classId={props.classId} />
    </Show>
  </Dialog>
)
