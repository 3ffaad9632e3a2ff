import { useNavigate, useParams } from '@solidjs/router'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import PencilLine from 'lucide-solid/icons/pencil-line'
import Trash2 from 'lucide-solid/icons/trash-2'
import { createMemo, Match, Show, Switch } from 'solid-js'
import {
  type AssignmentView,
  assignmentChanged,
  assignmentDrafted,
  assignmentPublished,
  deleteAssignment,
  getAssignment,
  publishAssignment,
  restoreAssignment,
  submissionChanged,
} from '#domain/assignments/contract.ts'
import { isOnPaper } from '#domain/assignments/submission.ts'
import type { Action } from '#domain/permission.ts'
import { type EventFrame, topicOf } from '#domain/realtime.ts'
import { may } from '../accounts/may.ts'
import { session } from '../accounts/session.ts'
import { WardSwitch } from '../accounts/WardSwitch.tsx'
import { useWard } from '../accounts/ward.ts'
import { call } from '../call.ts'
import { FileList } from '../files/FileList.tsx'
import { sayWhenWithin } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Markdown } from '../messages/markdown/Markdown.tsx'
import { createLive } from '../realtime/live.ts'
import { isEvent } from '../realtime/subscribe.ts'
import { createAction } from '../ui/action.ts'
import { StatusChip } from '../ui/Badge.tsx'
import { Button, LinkButton } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Menu } from '../ui/Menu.tsx'
import { Facts, Page, PageHeader } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { useNow } from '../ui/Time.tsx'
import { toast, toastProblem, toastUndo } from '../ui/Toast.tsx'
import { OwnTask } from './OwnTask.tsx'
import { WorkChip } from './states.tsx'
import styles from './Work.module.css'

/** Whether something else may be true of this assignment after an event. */
const isAbout = (event: EventFrame, assignmentId: string): boolean => {
  for (const kind of [assignmentPublished, assignmentChanged])
    if (isEvent(event, kind)) return event.payload.assignment.id === assignmentId
  for (const kind of [assignmentDrafted, submissionChanged])
    if (isEvent(event, kind)) return event.payload.assignmentId === assignmentId
  return false
}

const AssignmentFacts = (props: { assignment: AssignmentView }) => {
  const now = useNow()
  return (
    <Facts>
      <span>
        {props.assignment.dueAt
          ? t('assignments.due', { when: sayWhenWithin(props.assignment.dueAt, now()) })
          : t('assignments.noDue')}
      </span>
      <span>
        {props.assignment.points === null
          ? t('assignments.notGraded')
          : t('assignments.points', { count: Number(props.assignment.points) })}
      </span>
      <Show when={props.assignment.state === 'draft'}>
        <StatusChip words={t('assignments.state.draft')} />
      </Show>
      <Show when={props.assignment.own}>
        {(own) => <WorkChip work={own()} excused={own().mark?.excused} dueAt={props.assignment.dueAt} />}
      </Show>
    </Facts>
  )
}

/** What its teacher does with an assignment: mark it, change it, take it away with an undo. */
const StaffActions = (props: {
  assignment: AssignmentView
  onChange: (assignment: AssignmentView) => void
}) => {
  const navigate = useNavigate()
  const here = () => `/c/${props.assignment.classId}/work`
  const mayHere = (action: Action) => may(action, { classId: props.assignment.classId })
  const publish = createAction(async () => {
    props.onChange(await call(publishAssignment, { assignmentId: props.assignment.id }, {}))
    toast(t('assignments.published'), { tone: 'good' })
  })
  const remove = async () => {
    const { id, title } = props.assignment
    const list = here()
    try {
      await call(deleteAssignment, { assignmentId: id }, {})
      navigate(list)
      toastUndo(t('assignments.deleted', { title }), () => {
        call(restoreAssignment, { assignmentId: id }, {}).then(() => navigate(`${list}/${id}`), toastProblem)
      })
    } catch (error) {
      toastProblem(error)
    }
  }
  return (
    <>
      <Show
        when={props.assignment.state === 'open'}
        fallback={
          <Show when={mayHere('assignment.manage')}>
            <Button look="primary" busy={publish.busy()} onClick={() => void publish.run()}>
              {t('assignments.actions.publish')}
            </Button>
          </Show>
        }
      >
        <Show when={mayHere('submission.read')}>
          <LinkButton look="primary" href={`${here()}/${props.assignment.id}/mark`}>
            {mayHere('grade.write') ? t('assignments.actions.mark') : t('assignments.actions.look')}
          </LinkButton>
        </Show>
      </Show>
      <Show when={mayHere('assignment.manage')}>
        <Menu
          label={t('common.actions.more')}
          icon={Ellipsis}
          items={[
            {
              label: t('assignments.actions.edit'),
              icon: PencilLine,
              href: `${here()}/${props.assignment.id}/edit`,
            },
            {
              label: t('assignments.actions.delete'),
              icon: Trash2,
              danger: true,
              onSelect: () => void remove(),
            },
          ]}
        />
      </Show>
    </>
  )
}

const Counts = (props: { assignment: AssignmentView }) => (
  <Show when={props.assignment.state === 'open' && props.assignment.counts}>
    {(counts) => (
      <dl class={styles.figures}>
        <Show when={!isOnPaper(counts())}>
          <div>
            <dt>{t('assignments.state.submitted')}</dt>
            <dd>{t('assignments.task.of', { score: counts().handedIn, points: counts().students })}</dd>
          </div>
          <div>
            <dt>{t('assignments.marking.waiting')}</dt>
            <dd>{counts().toMark}</dd>
          </div>
        </Show>
        <div>
          <dt>{t('assignments.state.returned')}</dt>
          <dd>{t('assignments.task.of', { score: counts().returned, points: counts().students })}</dd>
        </div>
      </dl>
    )}
  </Show>
)

/** One assignment: what is asked, and below it the student's own work or the teacher's figures. */
const AssignmentScreen = () => {
  const params = useParams<{ classId: string; assignmentId: string }>()
  const ward = useWard(() => params.classId)
  const live = createLive({
    source: createMemo(() => `${params.assignmentId} ${ward.id()}`),
    fetch: () => call(getAssignment, { assignmentId: params.assignmentId }, { studentId: ward.id() }),
    topics: () => [
      topicOf('class', params.classId),
      ...(session.me ? [topicOf('account', session.me.id)] : []),
    ],
    wants: (event) => isAbout(event, params.assignmentId),
  })
  const mayHere = (action: Action) => may(action, { classId: params.classId })
  return (
    <Page>
      <Switch fallback={<Skeleton shape="page" />}>
        <Match when={live.value()}>
          {(assignment) => (
            <>
              <PageHeader
                title={assignment().title}
                back={`/c/${params.classId}/work`}
                lead={<AssignmentFacts assignment={assignment()} />}
                actions={
                  <Show when={mayHere('grade.read')}>
                    <StaffActions
                      assignment={assignment()}
                      onChange={(changed) => live.set({ value: changed })}
                    />
                  </Show>
                }
              />
              <Show when={mayHere('grade.read')}>
                <Counts assignment={assignment()} />
              </Show>
              <Show when={assignment().body}>
                <Markdown body={assignment().body} />
              </Show>
              <FileList files={assignment().files} />
              <Show when={!mayHere('grade.read')}>
                <WardSwitch wards={ward.wards()} value={ward.id()} onChoose={ward.choose} />
                <OwnTask
                  assignment={assignment()}
                  studentId={ward.id()}
                  mayWrite={may('submission.create', {
                    classId: params.classId,
                    archived: false,
                  })}
                />
              </Show>
            </>
          )}
        </Match>
        <Match when={live.problem()}>
          <ErrorState problem={live.problem()} onRetry={() => void live.refetch()} />
        </Match>
      </Switch>
    </Page>
  )
}

export default AssignmentScreen
