import { useNavigate, useParams } from '@solidjs/router'
import { Match, Show, Switch } from 'solid-js'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { Problem } from '#domain/problem.ts'
import { may } from '../accounts/may.ts'
import { sayWhen } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { useTitle } from '../ui/Page.tsx'
import { AfterAWhile } from '../ui/Skeleton.tsx'
import { AfterLesson } from './AfterLesson.tsx'
import { Room } from './Room.tsx'
import { Curtain } from './RoomCurtain.tsx'
import { createLessonRoom } from './room.ts'
import { StartButton } from './StartButton.tsx'

const isKind = (problem: unknown, kind: string) => problem instanceof Problem && problem.kind === kind

/** `/lesson/:lessonId`: the room while the lesson is live, and what stands there before and after. */
export default function LessonRoomScreen() {
  const params = useParams<{ lessonId: string }>()
  return (
    <Show when={params.lessonId} keyed>
      {(lessonId) => <Stage lessonId={lessonId} />}
    </Show>
  )
}

const lessonHref = (lesson: Lesson) => `/c/${lesson.classId}/lessons/${lesson.id}`

function Stage(props: { lessonId: string }) {
  const room = createLessonRoom(props.lessonId)
  useTitle(() => room.lesson()?.title)
  const live = () => (room.over() ? null : room.view())
  return (
    <Switch
      fallback={
        <Curtain>
          <AfterAWhile>{t('lessons.room.loading')}</AfterAWhile>
        </Curtain>
      }
    >
      <Match when={room.keptOut()}>{(why) => <Kept why={why()} lesson={room.lesson() ?? undefined} />}</Match>
      <Match when={isKind(room.problem(), 'forbidden')}>
        <Curtain title={t('lessons.room.notAllowed')} advice={t('lessons.room.notAllowedAdvice')}>
          <LinkButton href="/today">{t('lessons.room.toToday')}</LinkButton>
        </Curtain>
      </Match>
      <Match when={room.problem()}>
        <Curtain>
          <ErrorState problem={room.problem()} onRetry={() => void room.look()} />
        </Curtain>
      </Match>
      <Match when={room.over() && room.lesson()}>{(lesson) => <AfterLesson lesson={lesson()} />}</Match>
      <Match when={live()}>{(view) => <Room room={room} view={view()} />}</Match>
      <Match when={room.lesson()?.state === 'cancelled' && room.lesson()}>
        {(lesson) => (
          <Curtain title={t('lessons.room.cancelled')} lesson={lesson()}>
            <LinkButton href={lessonHref(lesson())}>{t('lessons.room.toLesson')}</LinkButton>
          </Curtain>
        )}
      </Match>
      <Match when={room.lesson()?.state === 'planned' && room.lesson()}>
        {(lesson) => <Before lesson={lesson()} />}
      </Match>
    </Switch>
  )
}

/** Before the door: who waits, or was sent out, sees what will happen, and the page goes on by itself. */
const Kept = (props: { why: 'waits-at-door' | 'sent-out'; lesson: Lesson | undefined }) => (
  <Curtain
    lesson={props.lesson}
    title={props.why === 'sent-out' ? t('hold.waiting.outTitle') : t('hold.waiting.title')}
    advice={props.why === 'sent-out' ? t('hold.waiting.outAdvice') : t('hold.waiting.advice')}
  >
    <LinkButton look="quiet" href="/today">
      {t('lessons.room.toToday')}
    </LinkButton>
  </Curtain>
)

/** Before the start: staff open the room, everybody else waits and comes in by themselves. */
function Before(props: { lesson: Lesson }) {
  const navigate = useNavigate()
  return (
    <Curtain
      lesson={props.lesson}
      title={props.lesson.title}
      advice={t('lessons.planned', { when: sayWhen(props.lesson.startsAt) })}
    >
      <Show
        when={may('lecture.moderate', { classId: props.lesson.classId })}
        fallback={<p role="status">{t('lessons.room.waitingAdvice')}</p>}
      >
        <StartButton lesson={props.lesson} />
      </Show>
      <Button look="quiet" onClick={() => navigate(lessonHref(props.lesson))}>
        {t('lessons.room.toLesson')}
      </Button>
    </Curtain>
  )
}
