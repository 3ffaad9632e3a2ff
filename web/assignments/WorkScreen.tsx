import { useParams } from '@solidjs/router'
import ClipboardList from 'lucide-solid/icons/clipboard-list'
import Plus from 'lucide-solid/icons/plus'
import { createMemo, For, type JSX, Match, Show, Switch } from 'solid-js'
import {
  type AssignmentRow,
  assignmentChanged,
  assignmentDeleted,
  assignmentDrafted,
  assignmentPublished,
  listAssignments,
  submissionChanged,
} from '#domain/assignments/contract.ts'
import { isOnPaper } from '#domain/assignments/submission.ts'
import { gradesReleased } from '#domain/grades/contract.ts'
import type { Action } from '#domain/permission.ts'
import { topicOf } from '#domain/realtime.ts'
import { may } from '../accounts/may.ts'
import { session } from '../accounts/session.ts'
import { WardSwitch } from '../accounts/WardSwitch.tsx'
import { useWard } from '../accounts/ward.ts'
import { call } from '../call.ts'
import { sayWhenWithin } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { createLive } from '../realtime/live.ts'
import { StatusChip } from '../ui/Badge.tsx'
import { LinkButton } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { List, Row } from '../ui/List.tsx'
import { Page, PageHeader, Section } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { useNow } from '../ui/Time.tsx'
import { stateOfWork, WorkChip } from './states.tsx'
import styles from './Work.module.css'

const EVENTS = new Set(
  [
    assignmentPublished,
    assignmentChanged,
    assignmentDeleted,
    assignmentDrafted,
    submissionChanged,
    gradesReleased,
  ].map((event) => event.name),
)

/** The assignments of a class, kept true. */
const useAssignments = (classId: () => string, studentId: () => string | undefined) =>
  createLive({
    source: createMemo(() => `${classId()} ${studentId()}`),
    fetch: () => call(listAssignments, { classId: classId() }, { studentId: studentId() }),
    topics: () => [topicOf('class', classId()), ...(session.me ? [topicOf('account', session.me.id)] : [])],
    wants: (event) => EVENTS.has(event.name),
  })

const detailOf = (row: AssignmentRow, now: Date): string =>
  [
    row.dueAt ? t('assignments.due', { when: sayWhenWithin(row.dueAt, now) }) : t('assignments.noDue'),
    row.points === null ? t('assignments.notGraded') : t('assignments.points', { count: Number(row.points) }),
  ].join(' · ')

const StaffAfter = (props: { row: AssignmentRow }) => (
  <Switch>
    <Match when={props.row.state === 'draft'}>
      <StatusChip words={t('assignments.state.draft')} />
    </Match>
    <Match when={props.row.counts}>
      {(counts) => (
        <span class={styles.counts}>
          <Show when={counts().toMark > 0}>
            <StatusChip tone="info" words={t('assignments.toMark', { count: counts().toMark })} />
          </Show>
          <span class={styles.handedIn}>
            {isOnPaper(counts())
              ? t('assignments.returnedOf', { count: counts().returned, total: counts().students })
              : t('assignments.handedInOf', { count: counts().handedIn, total: counts().students })}
          </span>
        </span>
      )}
    </Match>
  </Switch>
)

const OwnAfter = (props: { row: AssignmentRow }) => (
  <Show when={props.row.own}>
    {(own) => (
      <>
        <Show when={own().mark?.score}>
          {(score) => (
            <strong class={styles.score}>
              {t('assignments.task.of', { score: score(), points: props.row.points ?? '' })}
            </strong>
          )}
        </Show>
        <WorkChip work={own()} excused={own().mark?.excused} dueAt={props.row.dueAt} />
      </>
    )}
  </Show>
)

const WorkRows = (props: { classId: string; rows: readonly AssignmentRow[]; label: string }) => {
  const now = useNow()
  return (
    <List label={props.label}>
      <For each={props.rows}>
        {(row) => (
          <Row
            title={row.title}
            detail={detailOf(row, now())}
            href={`/c/${props.classId}/work/${row.id}`}
            strong={(row.counts?.toMark ?? 0) > 0}
            after={
              <Show when={row.counts} fallback={<OwnAfter row={row} />}>
                {<StaffAfter row={row} />}
              </Show>
            }
          />
        )}
      </For>
    </List>
  )
}

const StaffWork = (props: { classId: string; rows: readonly AssignmentRow[]; create: JSX.Element }) => {
  const drafts = () => props.rows.filter((row) => row.state === 'draft')
  const open = () => props.rows.filter((row) => row.state === 'open')
  return (
    <Show
      when={props.rows.length > 0}
      fallback={
        <EmptyState
          icon={ClipboardList}
          title={t('assignments.empty.staff')}
          advice={
            may('assignment.manage', { classId: props.classId })
              ? t('assignments.empty.staffAdvice')
              : undefined
          }
        >
          {props.create}
        </EmptyState>
      }
    >
      <Show when={drafts().length > 0}>
        <Section title={t('assignments.drafts')}>
          <WorkRows classId={props.classId} rows={drafts()} label={t('assignments.drafts')} />
        </Section>
      </Show>
      <Show when={open().length > 0}>
        <Section title={t('assignments.open')}>
          <WorkRows classId={props.classId} rows={open()} label={t('assignments.open')} />
        </Section>
      </Show>
    </Show>
  )
}

const soonest = (left: AssignmentRow, right: AssignmentRow): number =>
  (left.dueAt ?? '9').localeCompare(right.dueAt ?? '9')

const OwnWorkList = (props: { classId: string; rows: readonly AssignmentRow[] }) => {
  const now = useNow()
  const isDone = (row: AssignmentRow) => {
    const state = row.own && stateOfWork(row.own, row.dueAt, now())
    return state === 'submitted' || state === 'returned'
  }
  const toDo = () => props.rows.filter((row) => !isDone(row)).sort(soonest)
  const done = () => props.rows.filter(isDone)
  return (
    <Show
      when={props.rows.length > 0}
      fallback={
        <EmptyState
          icon={ClipboardList}
          title={t('assignments.empty.student')}
          advice={t('assignments.empty.studentAdvice')}
        />
      }
    >
      <Section title={t('assignments.toDo')}>
        <Show
          when={toDo().length > 0}
          fallback={<p class={styles.quiet}>{t('assignments.empty.nothingToDo')}</p>}
        >
          <WorkRows classId={props.classId} rows={toDo()} label={t('assignments.toDo')} />
        </Show>
      </Section>
      <Show when={done().length > 0}>
        <Section title={t('assignments.finished')}>
          <WorkRows classId={props.classId} rows={done()} label={t('assignments.finished')} />
        </Section>
      </Show>
    </Show>
  )
}

/** The work of a class: for staff what is set and what waits to be marked, for students what is to be done. */
const WorkScreen = () => {
  const params = useParams<{ classId: string }>()
  const ward = useWard(() => params.classId)
  const work = useAssignments(() => params.classId, ward.id)
  const mayHere = (action: Action) => may(action, { classId: params.classId })
  const create = () => (
    <Show when={mayHere('assignment.manage')}>
      <LinkButton look="primary" icon={Plus} href={`/c/${params.classId}/work/new`}>
        {t('assignments.new')}
      </LinkButton>
    </Show>
  )
  const any = () => (work.value()?.assignments.length ?? 0) > 0
  return (
    <Page>
      <PageHeader
        tabbed
        title={t('assignments.title')}
        actions={any() && mayHere('assignment.manage') && create()}
      />
      <WardSwitch wards={ward.wards()} value={ward.id()} onChoose={ward.choose} />
      <Switch fallback={<Skeleton shape="rows" rows={5} />}>
        <Match when={work.value()}>
          {(value) => (
            <Show
              when={mayHere('grade.read')}
              fallback={<OwnWorkList classId={params.classId} rows={value().assignments} />}
            >
              <StaffWork classId={params.classId} rows={value().assignments} create={create()} />
            </Show>
          )}
        </Match>
        <Match when={work.problem()}>
          <ErrorState problem={work.problem()} onRetry={() => void work.refetch()} />
        </Match>
      </Switch>
    </Page>
  )
}

export default WorkScreen
