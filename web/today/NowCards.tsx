import CalendarCheck from 'lucide-solid/icons/calendar-check-2'
import Play from 'lucide-solid/icons/play'
import Radio from 'lucide-solid/icons/radio'
import { For, type JSX, Show } from 'solid-js'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { isStudent } from '#domain/permission.ts'
import { may } from '../accounts/may.ts'
import { useMe } from '../accounts/session.ts'
import { formatSpan, sayWhen } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { StartButton } from '../lectures/StartButton.tsx'
import { StatusChip } from '../ui/Badge.tsx'
import { LinkButton } from '../ui/Button.tsx'
import { SubjectDot } from '../ui/ClassBadge.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { useNow } from '../ui/Time.tsx'
import styles from './NowCards.module.css'

const MINUTE = 60_000
/** From so long before its start a lesson is counted down, and its teacher is offered to open the room. */
const SOON_MINUTES = 30

const minutesTo = (lesson: Lesson, now: Date) =>
  Math.ceil((Date.parse(lesson.startsAt) - now.getTime()) / MINUTE)

/** What goes on now, else what comes next. `visiting`: for who runs the school and is
 * not awaited in the room. */
export const NowCards = (props: { lessons: readonly Lesson[]; visiting?: boolean }) => {
  const me = useMe()
  const live = () => props.lessons.filter((lesson) => lesson.state === 'live')
  const next = () =>
    live().length > 0 ? undefined : props.lessons.find((lesson) => lesson.state === 'planned')
  return (
    <>
      <For each={live()}>
        {(lesson, index) => <LiveCard lesson={lesson} first={index() === 0 && !props.visiting} />}
      </For>
      <Show when={next()}>{(lesson) => <NextCard lesson={lesson()} />}</Show>
      <Show when={!props.visiting && props.lessons.length === 0}>
        <EmptyState
          icon={CalendarCheck}
          title={t('today.noLesson.title')}
          advice={isStudent(me()) ? t('today.noLesson.student') : undefined}
        />
      </Show>
    </>
  )
}

const Card = (props: { lesson: Lesson; sign: JSX.Element; facts: string; children?: JSX.Element }) => (
  <article class={styles.card} data-hue={props.lesson.hue} aria-label={props.lesson.title}>
    <div class={styles.words}>
      <p class={styles.over}>{props.sign}</p>
      <h2 class={styles.title}>{props.lesson.title}</h2>
      <p class={styles.class}>
        <SubjectDot hue={props.lesson.hue} />
        {[props.lesson.className, props.lesson.room].filter(Boolean).join(' · ')}
      </p>
      <p class={styles.facts}>{props.facts}</p>
    </div>
    <div class={styles.acts}>{props.children}</div>
  </article>
)

const LiveCard = (props: { lesson: Lesson; first: boolean }) => (
  <Card
    lesson={props.lesson}
    sign={<StatusChip tone="accent" icon={Radio} words={t('lessons.state.live')} />}
    facts={`${formatSpan(props.lesson.startsAt, props.lesson.endsAt)} · ${t('lessons.inRoom', {
      count: props.lesson.lecture?.present ?? 0,
    })}`}
  >
    <Show when={may('lecture.join', { classId: props.lesson.classId })}>
      <LinkButton look={props.first ? 'primary' : 'secondary'} href={`/lesson/${props.lesson.id}`}>
        {t('lessons.join')}
      </LinkButton>
    </Show>
  </Card>
)

function NextCard(props: { lesson: Lesson }) {
  const now = useNow()
  const minutes = () => minutesTo(props.lesson, now())
  const soon = () => minutes() <= SOON_MINUTES
  const facts = () => {
    const when = `${sayWhen(props.lesson.startsAt, now())}–${formatSpan(props.lesson.startsAt, props.lesson.endsAt).slice(-5)}`
    if (!soon()) return when
    return `${when} · ${minutes() > 0 ? t('today.startsIn', { count: minutes() }) : t('today.startsNow')}`
  }
  return (
    <Card lesson={props.lesson} sign={t('today.next')} facts={facts()}>
      <Show
        when={may('lecture.moderate', { classId: props.lesson.classId })}
        fallback={
          <Show when={soon() && may('lecture.join', { classId: props.lesson.classId })}>
            <LinkButton href={`/lesson/${props.lesson.id}`}>{t('lessons.join')}</LinkButton>
          </Show>
        }
      >
        <StartButton lesson={props.lesson} look={soon() ? 'primary' : 'secondary'} icon={Play} />
      </Show>
    </Card>
  )
}
