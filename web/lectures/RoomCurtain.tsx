import { type JSX, Show } from 'solid-js'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { SubjectDot } from '../ui/ClassBadge.tsx'
import styles from './RoomCurtain.module.css'

/** The stage while nothing plays on it: one message, and what to do. */
export const Curtain = (props: {
  title?: string
  advice?: string
  lesson?: Lesson | undefined
  children?: JSX.Element
}) => (
  <main class={styles.curtain}>
    <div class={styles.card}>
      <Show when={props.lesson}>
        {(lesson) => (
          <p class={styles.class}>
            <SubjectDot hue={lesson().hue} />
            {lesson().className}
          </p>
        )}
      </Show>
      <Show when={props.title}>
        <h1 class={styles.title}>{props.title}</h1>
      </Show>
      <Show when={props.advice}>
        <p class={styles.advice}>{props.advice}</p>
      </Show>
      <div class={styles.actions}>{props.children}</div>
    </div>
  </main>
)
