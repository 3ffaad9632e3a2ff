import { useParams } from '@solidjs/router'
import MoreHorizontal from 'lucide-solid/icons/ellipsis'
import Pencil from 'lucide-solid/icons/pencil'
import Repeat from 'lucide-solid/icons/repeat'
import RotateCcw from 'lucide-solid/icons/rotate-ccw'
import Trash from 'lucide-solid/icons/trash-2'
import { createSignal, lazy, Match, Show, Suspense, Switch } from 'solid-js'
import { newId } from '#domain/ids.ts'
import {
  cancelLesson,
  getLesson,
  lessonsRemoved,
  lessonsReplanned,
  restoreLesson,
} from '#domain/lectures/contract.ts'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { applyToLesson } from '#domain/lectures/lesson-list.ts'
import { topicOf } from '#domain/realtime.ts'
import { may } from '../accounts/may.ts'
import { HELD_LOOK } from '../attendance/HeldMenu.tsx'
import { OwnAttendance } from '../attendance/OwnAttendance.tsx'
import { RegisterPanel } from '../attendance/RegisterPanel.tsx'
import { call } from '../call.ts'
import { formatSpan, sayWhen } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { createLive } from '../realtime/live.ts'
import { isEvent } from '../realtime/subscribe.ts'
import { StatusChip } from '../ui/Badge.tsx'
import { Button, LinkButton } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Menu } from '../ui/Menu.tsx'
import { Facts, Page, PageHeader } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { toast, toastProblem } from '../ui/Toast.tsx'
import { LessonState } from './LessonRow.tsx'
import { PlanLesson } from './PlanLesson.tsx'
import { StartButton } from './StartButton.tsx'
import { TalkTime } from './TalkTime.tsx'
import { toastLessonUndo } from './undo.ts'

const LessonBoard = lazy(() => import('./LessonBoard.tsx'))
const LessonChat = lazy(() => import('./LessonChat.tsx'))

/** The page of a lesson: its plan before, the way in while it is live, register, board and chat after. */
export default function LessonScreen() {
  const params = useParams<{ classId: string; lessonId: string }>()
  const live = createLive({
    source: () => params.lessonId,
    fetch: (lessonId, signal) => call(getLesson, { lessonId }, {}, { signal }),
    topics: (lesson) => [topicOf('class', lesson?.classId ?? params.classId)],
    apply: applyToLesson,
    // Its planning was taken back: then it is no more. A timetable may have moved it.
    wants: (event) =>
      isEvent(event, lessonsReplanned) ||
      (isEvent(event, lessonsRemoved) && event.payload.lessonIds.includes(params.lessonId)),
  })
  return (
    <Page>
      <Switch fallback={<Skeleton shape="page" />}>
        <Match when={live.value()}>
          {(lesson) => <Loaded lesson={lesson()} onChange={(value) => live.set({ value })} />}
        </Match>
        <Match when={live.problem()}>
          <ErrorState problem={live.problem()} onRetry={() => void live.refetch()} />
        </Match>
      </Switch>
    </Page>
  )
}

function Loaded(props: { lesson: Lesson; onChange: (lesson: Lesson) => void }) {
  const [editing, setEditing] = createSignal(false)
  const lead = () => {
    const { startsAt, endsAt, lecture } = props.lesson
    if (!lecture?.endedAt) return `${sayWhen(startsAt)} · ${formatSpan(startsAt, endsAt)}`
    const minutes = Math.round((Date.parse(lecture.endedAt) - Date.parse(lecture.startedAt)) / 60_000)
    return `${sayWhen(startsAt)} · ${t('lessons.page.held', {
      span: formatSpan(lecture.startedAt, lecture.endedAt),
      minutes: t('lessons.minutes', { count: minutes }),
    })}`
  }
  return (
    <>
      <PageHeader
        title={props.lesson.title}
        lead={
          <Facts>
            <span>{lead()}</span>
            <Show when={props.lesson.room}>{(room) => <span>{room()}</span>}</Show>
            <Show when={props.lesson.seriesId}>
              <StatusChip icon={Repeat} words={t('lessons.weekly')} />
            </Show>
            <LessonState lesson={props.lesson} />
            <Show when={props.lesson.state === 'planned'}>
              <StatusChip
                icon={HELD_LOOK[props.lesson.held].icon}
                words={t(HELD_LOOK[props.lesson.held].words)}
              />
            </Show>
          </Facts>
        }
        back={`/c/${props.lesson.classId}/lessons`}
        actions={<Acts lesson={props.lesson} onEdit={() => setEditing(true)} onChange={props.onChange} />}
      />
      <Switch>
        <Match when={props.lesson.state === 'planned'}>
          <Show when={!may('lecture.moderate', { classId: props.lesson.classId })}>
            <p>{t('lessons.page.notStarted')}</p>
          </Show>
        </Match>
        <Match
          when={props.lesson.state === 'live' && may('attendance.write', { classId: props.lesson.classId })}
        >
          <RegisterPanel lesson={props.lesson} />
        </Match>
        <Match when={props.lesson.state === 'ended'}>
          <Show
            when={may('attendance.read', { classId: props.lesson.classId })}
            fallback={<OwnAttendance lesson={props.lesson} />}
          >
            <RegisterPanel
              lesson={props.lesson}
              readOnly={!may('attendance.write', { classId: props.lesson.classId })}
            />
          </Show>
          <Show when={may('lecture.moderate', { classId: props.lesson.classId })}>
            <TalkTime lessonId={props.lesson.id} />
          </Show>
          <Show when={may('lecture.join', { classId: props.lesson.classId }) && props.lesson.lecture}>
            {(lecture) => (
              <Suspense fallback={<Skeleton rows={3} shape="cards" />}>
                <LessonBoard boardId={lecture().boardId} />
                <LessonChat channelId={lecture().channelId} classId={props.lesson.classId} />
              </Suspense>
            )}
          </Show>
        </Match>
      </Switch>
      <PlanLesson
        open={editing()}
        classIds={[props.lesson.classId]}
        lesson={props.lesson}
        onClose={() => setEditing(false)}
        onDone={props.onChange}
      />
    </>
  )
}

/** The one next act of the lesson, and behind the dots what changes its plan. */
function Acts(props: { lesson: Lesson; onEdit: () => void; onChange: (lesson: Lesson) => void }) {
  const restore = () =>
    call(restoreLesson, { lessonId: props.lesson.id }, {}).then(props.onChange, toastProblem)
  const cancel = async (later: boolean) => {
    const changeId = newId()
    try {
      props.onChange(await call(cancelLesson, { lessonId: props.lesson.id }, { later, changeId }))
      toastLessonUndo(t(later ? 'lessons.cancelledLater' : 'lessons.cancelled'), changeId)
    } catch (error) {
      toastProblem(error)
    }
  }
  const items = () => [
    { label: t('common.actions.edit'), icon: Pencil, onSelect: props.onEdit },
    {
      label: t('lessons.cancel'),
      icon: Trash,
      danger: true,
      separated: true,
      onSelect: () => void cancel(false),
    },
    ...(props.lesson.seriesId
      ? [{ label: t('lessons.cancelLater'), icon: Trash, danger: true, onSelect: () => void cancel(true) }]
      : []),
  ]
  return (
    <>
      <Show
        when={props.lesson.state === 'planned' && may('lecture.moderate', { classId: props.lesson.classId })}
      >
        <StartButton lesson={props.lesson} />
      </Show>
      <Show when={props.lesson.state === 'live' && may('lecture.join', { classId: props.lesson.classId })}>
        <LinkButton look="primary" href={`/lesson/${props.lesson.id}`}>
          {t('lessons.join')}
        </LinkButton>
      </Show>
      <Show
        when={props.lesson.state === 'planned' && may('lesson.schedule', { classId: props.lesson.classId })}
      >
        <Menu label={t('common.actions.more')} icon={MoreHorizontal} items={items()} />
      </Show>
      <Show
        when={props.lesson.state === 'cancelled' && may('lesson.schedule', { classId: props.lesson.classId })}
      >
        <Button
          icon={RotateCcw}
          onClick={() => {
            void restore()
            toast(t('lessons.planned', { when: sayWhen(props.lesson.startsAt) }))
          }}
        >
          {t('lessons.restore')}
        </Button>
      </Show>
    </>
  )
}
