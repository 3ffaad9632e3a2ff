import { useParams } from '@solidjs/router'
import { Match, Show, Switch } from 'solid-js'
import type { FactChanges, PlannerFacts } from '#domain/planner/facts.ts'
import { t } from '../i18n/translate.ts'
import { NotFoundScreen } from '../shell/NotFoundScreen.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page, PageHeader } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { toastUndo } from '../ui/Toast.tsx'
import { FactGrid } from './FactGrid.tsx'
import { createPlannerFacts, type LiveFacts } from './facts.ts'
import { PlannerTabs, SHEETS } from './PlannerTabs.tsx'
import { Rules } from './Rules.tsx'
import { bellSheet, roomSheet, teachingSheet } from './sheets.ts'
import { TeacherTimes } from './TeacherTimes.tsx'

/** One of the sheets: what the school has and wants, to be edited. */
const Sheets = (props: { sheet: string; facts: PlannerFacts; live: LiveFacts }) => {
  const { change } = props.live
  /** A row is written whole by its id, so that writing it again brings it back. */
  const remove = (gone: FactChanges, back: FactChanges) => {
    void change(gone)
    toastUndo(t('planner.facts.removed', { count: 1 }), () => void change(back))
  }
  const without = ({ id }: { id: string }) => ({ rows: [], removed: [id] })
  const withRows = <Row,>(rows: Row[]) => ({ rows, removed: [] })
  return (
    <Switch>
      <Match when={props.sheet === 'teachings'}>
        <FactGrid
          label={t('planner.tabs.teachings')}
          sheet={teachingSheet(props.facts)}
          rows={props.facts.teachings}
          hint={t('planner.facts.teachingsHint')}
          onChange={(rows) => change({ teachings: withRows(rows) })}
          onRemove={(row) => remove({ teachings: without(row) }, { teachings: withRows([row]) })}
        />
      </Match>
      <Match when={props.sheet === 'bells'}>
        <FactGrid
          label={t('planner.tabs.bells')}
          sheet={bellSheet()}
          rows={props.facts.bells}
          hint={t('planner.facts.bellsHint')}
          onChange={(rows) => change({ bells: withRows(rows) })}
          onRemove={(row) => remove({ bells: without(row) }, { bells: withRows([row]) })}
        />
      </Match>
      <Match when={props.sheet === 'rooms'}>
        <FactGrid
          label={t('planner.tabs.rooms')}
          sheet={roomSheet()}
          rows={props.facts.rooms}
          onChange={(rows) => change({ rooms: withRows(rows) })}
          onRemove={(row) => remove({ rooms: without(row) }, { rooms: withRows([row]) })}
        />
      </Match>
      <Match when={props.sheet === 'times'}>
        <TeacherTimes facts={props.facts} onChange={(times) => void props.live.change({ times })} />
      </Match>
      <Match when={props.sheet === 'rules'}>
        <Rules
          facts={props.facts}
          onChange={(rows, removed) => void props.live.change({ rules: { rows, removed } })}
        />
      </Match>
    </Switch>
  )
}

/** What timetables are made from. */
export default function FactsScreen() {
  const params = useParams<{ sheet: string }>()
  const live = createPlannerFacts()
  return (
    <Show when={SHEETS.some((sheet) => sheet === params.sheet)} fallback={<NotFoundScreen />}>
      <Page wide>
        <PageHeader title={t('planner.title')} lead={t('planner.lead')} />
        <PlannerTabs />
        <Show
          when={live.value() || !live.problem()}
          fallback={<ErrorState problem={live.problem()} onRetry={() => void live.refetch()} />}
        >
          <Show when={live.value()} fallback={<Skeleton rows={6} />}>
            {(facts) => <Sheets sheet={params.sheet} facts={facts()} live={live} />}
          </Show>
        </Show>
      </Page>
    </Show>
  )
}
