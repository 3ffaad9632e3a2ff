import { useParams } from '@solidjs/router'
import FileDown from 'lucide-solid/icons/file-down'
import FileX from 'lucide-solid/icons/file-x'
import { createSignal, For, Match, Show, Switch } from 'solid-js'
import { topicOf } from '#domain/realtime.ts'
import {
  applyRosterImport,
  CARDS_AT_ONCE,
  deleteRosterCards,
  getRosterImport,
  listRosterCards,
  type RosterImportView,
  readRosterAgain,
} from '#domain/rosters/contract.ts'
import { applyToImport } from '#domain/rosters/import-list.ts'
import type { RosterSummary } from '#domain/rosters/roster-plan.ts'
import type { RosterChoice } from '#domain/rosters/roster-reading.ts'
import { useMe } from '../accounts/session.ts'
import { call } from '../call.ts'
import { loginCardOf } from '../cards/login-card.ts'
import { PrintButton } from '../cards/PrintButton.tsx'
import { sayWhenWithin } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { createLive } from '../realtime/live.ts'
import { createAction } from '../ui/action.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button, LinkButton } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page, PageHeader, Section } from '../ui/Page.tsx'
import { ProgressBar } from '../ui/ProgressBar.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { toast, toastProblem } from '../ui/Toast.tsx'
import { ImportReading } from './ImportReading.tsx'
import { ImportRows } from './ImportRows.tsx'
import { ImportSummary } from './ImportSummary.tsx'
import { changesIn, errorsIn, failureText } from './import-words.ts'
import styles from './Rosters.module.css'

const Cards = (props: { item: RosterImportView; until: string; onDeleted: () => void }) => {
  const remove = createAction(async () => {
    await call(deleteRosterCards, { importId: props.item.id }, {})
    toast(t('rosters.cardsDeleted'))
    props.onDeleted()
  })
  // How many there are is known when the first are fetched.
  const [total, setTotal] = createSignal(0)
  const parts = () =>
    Array.from({ length: Math.max(1, Math.ceil(total() / CARDS_AT_ONCE)) }, (_, n) => n * CARDS_AT_ONCE)
  const labelOf = (from: number) =>
    parts().length === 1
      ? t('cards.printAll')
      : t('cards.printPart', { from: from + 1, to: Math.min(total(), from + CARDS_AT_ONCE) })
  const fetch = async (from: number) => {
    const found = await call(listRosterCards, { importId: props.item.id }, { from })
    setTotal(found.total)
    return found.cards.map(loginCardOf)
  }
  return (
    <Section title={t('rosters.cards')} lead={t('rosters.cardsLead', { when: sayWhenWithin(props.until) })}>
      <div class={styles.actions}>
        <For each={parts()}>
          {(from) => (
            <PrintButton
              look={from === 0 ? 'primary' : 'secondary'}
              label={labelOf(from)}
              path="/login"
              cards={() => fetch(from)}
            />
          )}
        </For>
        <LinkButton icon={FileDown} external download="" href={`/api/roster-imports/${props.item.id}/cards`}>
          {t('rosters.cardsDownload')}
        </LinkButton>
        <Button busy={remove.busy()} onClick={() => void remove.run()}>
          {t('rosters.cardsDelete')}
        </Button>
      </div>
    </Section>
  )
}

const Outcome = (props: { item: RosterImportView; summary: RosterSummary; onChanged: () => void }) => {
  const hasProblems = () => errorsIn(props.summary) > 0 || props.summary.warnings > 0
  return (
    <>
      <Show when={props.item.state === 'applied'}>
        <Banner tone="info">{t('rosters.done')}</Banner>
      </Show>
      <Show when={props.item.state === 'checked' && changesIn(props.summary) === 0}>
        <Banner tone="info">{t('rosters.nothing')}</Banner>
      </Show>
      <ImportSummary summary={props.summary} />
      <Show when={props.item.cardsUntil}>
        {(until) => <Cards item={props.item} until={until()} onDeleted={props.onChanged} />}
      </Show>
      <ImportRows
        importId={props.item.id}
        version={props.item.state}
        hasProblems={hasProblems()}
        remarks={props.summary.remarks}
      />
    </>
  )
}

const Failed = (props: { item: RosterImportView }) => (
  <EmptyState icon={FileX} title={t('rosters.failed')} advice={failureText(props.item.error)}>
    <LinkButton look="primary" href="/admin/import">
      {t('rosters.another')}
    </LinkButton>
  </EmptyState>
)

/** One import: what its rows would do, the button that does it, and the first passwords afterwards. */
export default function ImportDetailScreen() {
  const params = useParams<{ importId: string }>()
  const me = useMe()
  const live = createLive({
    source: () => params.importId,
    fetch: (importId, signal) => call(getRosterImport, { importId }, {}, { signal }),
    topics: () => [topicOf('school', me().school.id)],
    apply: applyToImport,
  })
  const apply = createAction(async () => {
    live.set({ value: await call(applyRosterImport, { importId: params.importId }, {}) })
  })
  const again = createAction(async (choice: RosterChoice) => {
    live.set({ value: await call(readRosterAgain, { importId: params.importId }, choice) })
  })
  const choose = async (choice: RosterChoice) => {
    await again.run(choice)
    if (again.problem()) toastProblem(again.problem())
  }
  const start = async () => {
    await apply.run()
    if (apply.problem()) toastProblem(apply.problem())
  }
  const item = live.value
  const canApply = () => {
    const now = item()
    return now?.state === 'checked' && now.summary !== null ? changesIn(now.summary) : 0
  }
  return (
    <Page>
      <PageHeader
        title={item()?.fileName ?? t('rosters.title')}
        lead={item() && t(`rosters.states.${item()?.state ?? 'checking'}`)}
        back="/admin/import"
        actions={
          <Show when={canApply() > 0}>
            <Button look="primary" busy={apply.busy()} onClick={() => void start()}>
              {t('rosters.applyCount', { count: canApply() })}
            </Button>
          </Show>
        }
      />
      <Show
        when={item() || !live.problem()}
        fallback={<ErrorState problem={live.problem()} onRetry={() => void live.refetch()} />}
      >
        <Show when={item()} fallback={<Skeleton rows={4} />}>
          {(now) => (
            <div class={styles.stack}>
              <Show when={now().state === 'checked' || now().state === 'failed'}>
                <ImportReading item={now()} busy={again.busy()} onChoose={(choice) => void choose(choice)} />
              </Show>
              <Switch>
                <Match when={now().state === 'checking'}>
                  <ProgressBar label={t('rosters.checking')} share={null} />
                  <p class={styles.quiet}>{t('rosters.checking')}</p>
                </Match>
                <Match when={now().state === 'applying'}>
                  <ProgressBar label={t('rosters.applying')} share={now().percent / 100} showFigure />
                  <p class={styles.quiet}>{t('rosters.applying')}</p>
                </Match>
                <Match when={now().state === 'failed'}>
                  <Failed item={now()} />
                </Match>
                <Match when={now().summary}>
                  {(summary) => (
                    <Outcome item={now()} summary={summary()} onChanged={() => void live.refetch()} />
                  )}
                </Match>
              </Switch>
            </div>
          )}
        </Show>
      </Show>
    </Page>
  )
}
