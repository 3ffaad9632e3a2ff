import { createEffect, createResource, For, on, Show } from 'solid-js'
import { previewSeries } from '#domain/lectures/contract.ts'
import { call } from '../call.ts'
import { sayClockChange } from '../i18n/clock-change.ts'
import { formatDay } from '../i18n/format.ts'
import { problemWords } from '../i18n/problem.ts'
import { t } from '../i18n/translate.ts'
import { CheckboxField } from '../ui/CheckboxField.tsx'
import { DayField, isUnreadDay } from '../ui/DayField.tsx'
import { isUnreadTime } from '../ui/TimeField.tsx'
import { sayClashes } from './ClashNotes.tsx'
import type { Draft } from './lesson-draft.ts'
import styles from './PlanLesson.module.css'

/** What the preview of a draft is asked with; null while it cannot be asked. */
const questionOf = (draft: Draft) => {
  const { classId, day, starts, ends, room, until, repeats } = draft
  const readable = day && starts && ends && !isUnreadDay(day) && !isUnreadTime(starts) && !isUnreadTime(ends)
  if (!repeats || !readable || ends <= starts || isUnreadDay(until)) return null
  return { classId, input: { on: day, starts, ends, room, ...(until && { until }) } }
}

/** Whether and until when a lesson repeats weekly, and the dates that makes, each of which can be left out. */
export const RepeatFields = (props: {
  draft: Draft
  onChange: (change: Partial<Draft>) => void
  onCount: (count: number) => void
}) => {
  const [preview] = createResource(
    () => questionOf(props.draft),
    ({ classId, input }) => call(previewSeries, { classId }, input),
  )
  const found = () => (props.draft.repeats && !preview.error ? preview.latest : undefined)
  const lessons = () => found()?.lessons ?? []
  const left = () => lessons().filter(({ on: day }) => !props.draft.skip.includes(day)).length
  createEffect(on(found, (answer) => answer && !props.draft.until && props.onChange({ until: answer.until })))
  createEffect(on(left, (count) => props.onCount(count)))
  const turn = (day: string, kept: boolean) =>
    props.onChange({
      skip: kept ? props.draft.skip.filter((other) => other !== day) : [...props.draft.skip, day],
    })
  const clashing = () => lessons().filter((lesson) => lesson.clashes.length > 0).length
  return (
    <>
      <CheckboxField
        label={t('lessons.form.repeats')}
        checked={props.draft.repeats}
        onChange={(repeats) => props.onChange({ repeats, skip: [] })}
      />
      <Show when={props.draft.repeats}>
        <DayField
          label={t('lessons.form.until')}
          name="until"
          required
          min={props.draft.day}
          value={props.draft.until}
          error={preview.error ? problemWords(preview.error).title : undefined}
          onInput={(until) => props.onChange({ until })}
        />
        <Show when={lessons().length > 0}>
          <fieldset class={styles.dates}>
            <legend>
              {t('lessons.form.dates', { count: left() })}
              <Show when={clashing() > 0}>
                <span class={styles.clash}> · {t('lessons.form.datesTaken', { count: clashing() })}</span>
              </Show>
            </legend>
            <For each={lessons()}>
              {(lesson) => (
                <CheckboxField
                  label={formatDay(lesson.on)}
                  hint={
                    [...sayClashes(lesson), sayClockChange(`${lesson.on}T${props.draft.starts}`)]
                      .filter(Boolean)
                      .join(' ') || undefined
                  }
                  checked={!props.draft.skip.includes(lesson.on)}
                  onChange={(kept) => turn(lesson.on, kept)}
                />
              )}
            </For>
          </fieldset>
        </Show>
      </Show>
    </>
  )
}
