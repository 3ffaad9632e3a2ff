import { createResource, For, Show } from 'solid-js'
import { getTalkTime } from '#domain/lectures/hold/contract.ts'
import { createNames } from '../accounts/namesakes.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import styles from './TalkTime.module.css'

const MINUTE = 60_000

/** How long: whole minutes, below one in words. */
const sayTalk = (ms: number): string => {
  if (ms === 0) return t('lessons.talk.none')
  return ms < MINUTE ? t('lessons.talk.short') : t('lessons.minutes', { count: Math.round(ms / MINUTE) })
}

/** How long each talked in a lesson that is over: a fact for staff. Nothing where nothing was heard. */
export const TalkTime = (props: { lessonId: string }) => {
  const [talk] = createResource(
    () => props.lessonId,
    (lessonId) =>
      call(getTalkTime, { lessonId }, {}).then(
        ({ people }) => people,
        () => [],
      ),
  )
  const people = () => talk.latest ?? []
  const names = createNames(people)
  const most = () => Math.max(1, ...people().map(({ talkMs }) => talkMs))
  return (
    <Show when={people().length > 0}>
      <details class={styles.talk}>
        <summary class={styles.title}>{t('lessons.talk.title')}</summary>
        <p class={styles.lead}>{t('lessons.talk.lead')}</p>
        <ul class={styles.rows}>
          <For each={people()}>
            {(person) => (
              <li class={styles.row}>
                <span class={styles.name}>{names.nameOf(person)}</span>
                <span class={styles.bar} aria-hidden="true">
                  <span class={styles.share} style={{ width: `${(person.talkMs / most()) * 100}%` }} />
                </span>
                <span class={styles.time}>{sayTalk(person.talkMs)}</span>
              </li>
            )}
          </For>
        </ul>
      </details>
    </Show>
  )
}
