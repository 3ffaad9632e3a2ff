import { useNavigate } from '@solidjs/router'
import CalendarRange from 'lucide-solid/icons/calendar-range'
import Plus from 'lucide-solid/icons/plus'
import { createSignal, For, Match, Show, Switch } from 'solid-js'
import type { TimetableView } from '#domain/planner/timetable.ts'
import { formatDay, sayWhen } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { StatusChip } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { List, Row } from '../ui/List.tsx'
import { Page, PageHeader } from '../ui/Page.tsx'
import { ProgressBar } from '../ui/ProgressBar.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { NewTimetable } from './NewTimetable.tsx'
import styles from './Planner.module.css'
import { PlannerTabs } from './PlannerTabs.tsx'
import { sayCost, sayError } from './say.ts'
import { createTimetableList } from './timetable-list.ts'

const detailOf = (timetable: TimetableView): string =>
  timetable.state === 'failed'
    ? sayError(timetable.error?.code)
    : [
        sayCost(timetable),
        t('planner.list.by', {
          name: timetable.createdBy.displayName,
          when: sayWhen(timetable.createdAt),
        }),
      ]
        .filter((part) => part !== '')
        .join(' · ')

/** How a timetable stands, beside its name. */
export const TimetableState = (props: { timetable: TimetableView }) => (
  <Switch>
    <Match when={props.timetable.state === 'searching'}>
      <span class={styles.progress}>
        <ProgressBar label={t('planner.states.searching')} share={props.timetable.percent / 100} showFigure />
      </span>
    </Match>
    <Match when={props.timetable.state === 'impossible' || props.timetable.state === 'failed'}>
      <StatusChip tone="danger" words={t(`planner.states.${props.timetable.state}`)} />
    </Match>
    <Match when={props.timetable.validFrom}>
      {(day) => <StatusChip tone="good" words={t('planner.list.published', { day: formatDay(day()) })} />}
    </Match>
    <Match when={props.timetable.state === 'waiting'}>
      <StatusChip words={t('planner.states.waiting')} />
    </Match>
    <Match when={props.timetable.state === 'ready'}>
      <StatusChip words={t('planner.list.draft')} />
    </Match>
  </Switch>
)

/** The timetables of the school: made, searched and published ones. */
export default function PlannerScreen() {
  const navigate = useNavigate()
  const [asking, setAsking] = createSignal(false)
  const live = createTimetableList()
  const timetables = () => live.value()?.timetables ?? []
  return (
    <Page wide>
      <PageHeader
        title={t('planner.title')}
        lead={t('planner.lead')}
        actions={
          <Button look="primary" icon={Plus} onClick={() => setAsking(true)}>
            {t('planner.list.make')}
          </Button>
        }
      />
      <PlannerTabs />
      <Show
        when={live.value() || !live.problem()}
        fallback={<ErrorState problem={live.problem()} onRetry={() => void live.refetch()} />}
      >
        <Show when={live.value()} fallback={<Skeleton rows={4} />}>
          <Show
            when={timetables().length > 0}
            fallback={
              <EmptyState
                icon={CalendarRange}
                title={t('planner.list.none')}
                advice={t('planner.list.noneAdvice')}
              />
            }
          >
            <List label={t('planner.list.earlier')}>
              <For each={timetables()}>
                {(timetable) => (
                  <Row
                    title={timetable.name}
                    detail={detailOf(timetable)}
                    href={`/admin/timetable/${timetable.id}`}
                    after={<TimetableState timetable={timetable} />}
                  />
                )}
              </For>
            </List>
          </Show>
        </Show>
      </Show>
      <NewTimetable
        open={asking()}
        earlier={timetables()}
        onClose={() => setAsking(false)}
        onMade={({ id }) => {
          setAsking(false)
          navigate(`/admin/timetable/${id}`)
        }}
      />
    </Page>
  )
}
