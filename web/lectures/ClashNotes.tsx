import { For } from 'solid-js'
import type { Clash } from '#domain/lectures/clash.ts'
import { formatDay, formatList, formatSpan } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { schoolDay } from '../i18n/zone.ts'
import styles from './PlanLesson.module.css'

const spanOf = (found: Clash, withDay: boolean): string => {
  const span = formatSpan(found.startsAt, found.endsAt)
  return withDay ? `${formatDay(schoolDay(new Date(found.startsAt)))}, ${span}` : span
}

/** Why another lesson is in the way, in one sentence. */
const sayClash = (found: Clash, withDay = false): string => {
  const span = spanOf(found, withDay)
  if (found.sameClass) return t('lessons.form.classTaken', { span })
  if (found.teachers.length > 0)
    return t('lessons.form.teacherTaken', { names: formatList(found.teachers), class: found.className, span })
  return t('lessons.form.roomTaken', { room: found.room ?? '', class: found.className, span })
}

/** Lessons in the way of one: the first, and how many more there are. */
interface Found {
  clashes: readonly Clash[]
  more: number
}

const sayMore = (count: number): string[] => (count > 0 ? [t('lessons.form.moreTaken', { count })] : [])

/** Why other lessons are in the way of one, in a few sentences. */
export const sayClashes = (found: Found): string[] => [
  ...found.clashes.map((clash) => sayClash(clash)),
  ...sayMore(found.more),
]

/** What is in the way of a lesson; it is said, and may be meant. */
export const ClashNotes = (props: { found: Found; withDay?: boolean }) => (
  <>
    <For each={props.found.clashes}>
      {(clash) => (
        <p class={styles.clash} role="status">
          {sayClash(clash, props.withDay)}
        </p>
      )}
    </For>
    <For each={sayMore(props.found.more)}>
      {(words) => (
        <p class={styles.clash} role="status">
          {words}
        </p>
      )}
    </For>
  </>
)
