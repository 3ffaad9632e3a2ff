import ClipboardCheck from 'lucide-solid/icons/clipboard-check'
import Radio from 'lucide-solid/icons/radio'
import { Match, Show, Switch } from 'solid-js'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { may } from '../accounts/may.ts'
import { formatSpan } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { StatusChip } from '../ui/Badge.tsx'
import { LinkButton } from '../ui/Button.tsx'
import { SubjectDot } from '../ui/ClassBadge.tsx'
import { Row } from '../ui/List.tsx'
import styles from './LessonRow.module.css'

/** What a lesson's state means to the reader: live, a register that waits, cancelled; planned lessons say nothing. */
export const LessonState = (props: { lesson: Lesson }) => {
  const registerWaits = () =>
    props.lesson.state === 'ended' &&
    props.lesson.lecture?.registerConfirmedAt === null &&
    may('attendance.write', { classId: props.lesson.classId })
  return (
    <Switch>
      <Match when={props.lesson.state === 'live'}>
        <StatusChip tone="accent" icon={Radio} words={t('lessons.state.live')} />
      </Match>
      <Match when={registerWaits()}>
        <StatusChip tone="late" icon={ClipboardCheck} words={t('lessons.registerWaits')} />
      </Match>
      <Match when={props.lesson.state === 'ended'}>
        <StatusChip words={t('lessons.state.ended')} />
      </Match>
      <Match when={props.lesson.state === 'cancelled'}>
        <StatusChip tone="danger" words={t('lessons.state.cancelled')} />
      </Match>
    </Switch>
  )
}

/** One lesson in a list: when, what, how it stands. `showClass` where lessons of several classes stand together. */
export const LessonRow = (props: { lesson: Lesson; showClass?: boolean }) => (
  <Row
    href={`/c/${props.lesson.classId}/lessons/${props.lesson.id}`}
    before={
      <span class={styles.when}>
        <Show when={props.showClass}>
          <SubjectDot hue={props.lesson.hue} />
        </Show>
        <span class={styles.time}>{formatSpan(props.lesson.startsAt, props.lesson.endsAt)}</span>
      </span>
    }
    title={
      <span class={props.lesson.state === 'cancelled' ? styles.cancelled : undefined}>
        {props.lesson.title}
      </span>
    }
    detail={
      [props.showClass && props.lesson.className, props.lesson.room].filter(Boolean).join(' · ') || undefined
    }
    strong={props.lesson.state === 'live'}
    after={
      <>
        <LessonState lesson={props.lesson} />
        <Show when={props.lesson.state === 'live' && may('lecture.join', { classId: props.lesson.classId })}>
          <LinkButton look="primary" small href={`/lesson/${props.lesson.id}`}>
            {t('lessons.join')}
          </LinkButton>
        </Show>
      </>
    }
  />
)
