import { Show } from 'solid-js'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { may } from '../accounts/may.ts'
import { RegisterPanel } from '../attendance/RegisterPanel.tsx'
import { formatSpan } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { LinkButton } from '../ui/Button.tsx'
import styles from './AfterLesson.module.css'
import { Curtain } from './RoomCurtain.tsx'

/** After the end: staff confirm the register, everybody else is told that it is over. */
export const AfterLesson = (props: { lesson: Lesson }) => (
  <Show
    when={may('attendance.write', { classId: props.lesson.classId })}
    fallback={<Over lesson={props.lesson} />}
  >
    <main class={styles.stage}>
      <div class={styles.sheet}>
        <RegisterPanel lesson={props.lesson} place="after" />
      </div>
    </main>
  </Show>
)

const Over = (props: { lesson: Lesson }) => {
  const span = () => {
    const lecture = props.lesson.lecture
    return lecture?.endedAt ? `${formatSpan(lecture.startedAt, lecture.endedAt)} · ` : ''
  }
  return (
    <Curtain
      lesson={props.lesson}
      title={t('lessons.room.ended')}
      advice={`${span()}${t('lessons.room.endedAdvice')}`}
    >
      <LinkButton look="primary" href="/today">
        {t('lessons.room.toToday')}
      </LinkButton>
      <LinkButton look="quiet" href={`/c/${props.lesson.classId}/lessons/${props.lesson.id}`}>
        {t('lessons.room.toLesson')}
      </LinkButton>
    </Curtain>
  )
}
