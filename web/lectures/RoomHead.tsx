import Users from 'lucide-solid/icons/users-round'
import { type JSX, Show } from 'solid-js'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { formatSpan } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { SubjectDot } from '../ui/ClassBadge.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useNow } from '../ui/Time.tsx'
import styles from './RoomHead.module.css'

/** Where am I: the lesson, its class, how long it has run. */
export const RoomHead = (props: { lesson: Lesson; people: number; children?: JSX.Element }) => {
  const now = useNow()
  const running = () => {
    const startedAt = props.lesson.lecture?.startedAt
    return startedAt ? Math.max(0, Math.floor((now().getTime() - Date.parse(startedAt)) / 60_000)) : 0
  }
  return (
    <header class={styles.head}>
      <div class={styles.words}>
        <h1 class={styles.title}>{props.lesson.title}</h1>
        <p class={styles.class}>
          <SubjectDot hue={props.lesson.hue} />
          <span class={styles.name}>{props.lesson.className}</span>
        </p>
      </div>
      <p class={styles.facts}>
        <span class={styles.span}>{formatSpan(props.lesson.startsAt, props.lesson.endsAt)}</span>
        <Show when={props.lesson.lecture}>
          <span>{t('lessons.room.running', { count: running() })}</span>
        </Show>
        <span class={styles.people} title={t('lessons.inRoom', { count: props.people })}>
          <Icon of={Users} />
          {props.people}
        </span>
      </p>
      <Show when={props.children}>
        <span class={styles.acts}>{props.children}</span>
      </Show>
    </header>
  )
}
