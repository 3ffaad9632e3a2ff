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
export const sayClash = (found: Clash, withDay = false): string => {
  const span = spanOf(found, withDay)
  if (found.sameClass) return t('lessons.form.classTaken', { span })
  if (found.teachers.length > 0)
    return t('lessons.form.teacherTaken', { names: formatList(found.teachers), class: found.className, span })
  return t('lessons.form.roomTaken', { room: found.room ?? '', class: found.className, span })
}

/** What is in the way of a lesson; it is said, and may be meant. */
export const ClashNotes = (props: { clashes: readonly Clash[]; withDay?: boolean }) => (
  <For each={props.clashes}>
    {(found) => (
      <p class={styles.clash} role="status">
        {sayClash(found, props.withDay)}
      </p>
    )}
  </For>
)
