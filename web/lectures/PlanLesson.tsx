import { createEffect, createResource, createSignal, createUniqueId, For, on } from 'solid-js'
import { newId } from '#domain/ids.ts'
import { listClashes, scheduleLesson, updateLesson } from '#domain/lectures/contract.ts'
import { DEFAULT_LESSON_MINUTES, HELD_KINDS, type HeldKind, type Lesson } from '#domain/lectures/lecture.ts'
import { HELD_LOOK } from '../attendance/HeldMenu.tsx'
import { call } from '../call.ts'
import { sayClockChange } from '../i18n/clock-change.ts'
import { formatList, formatSpan } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { addDays, schoolDay, schoolZone, toSchoolTime } from '../i18n/zone.ts'
import { createAction } from '../ui/action.ts'
import { Button } from '../ui/Button.tsx'
import { instantFrom } from '../ui/DateTimeField.tsx'
import { DayField } from '../ui/DayField.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import { FieldRow, Form } from '../ui/Form.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { TimeField } from '../ui/TimeField.tsx'
import styles from './PlanLesson.module.css'

interface Draft {
  id: string
  title: string
  day: string
  starts: string
  ends: string
  /** `usual`: as the class's lesson before. */
  held: HeldKind | 'usual'
}

/** The next full hour, or 08:00 tomorrow when today's school is over. */
const freshDraft = (now: Date): Draft => {
  const hour = Number(toSchoolTime(now.toISOString()).slice(11, 13)) + 1
  const today = schoolDay(now)
  const late = hour > 17
  const start = late || hour < 8 ? 8 : hour
  const pad = (value: number) => String(value).padStart(2, '0')
  return {
    id: newId(),
    title: '',
    day: late ? addDays(today, 1) : today,
    starts: `${pad(start)}:00`,
    ends: `${pad(start)}:${pad(DEFAULT_LESSON_MINUTES)}`,
    held: 'usual',
  }
}

const draftOf = (lesson: Lesson): Draft => ({
  id: lesson.id,
  title: lesson.title,
  day: toSchoolTime(lesson.startsAt).slice(0, 10),
  starts: toSchoolTime(lesson.startsAt).slice(11, 16),
  ends: toSchoolTime(lesson.endsAt).slice(11, 16),
  held: lesson.held,
})

/** The times of a draft. A lesson that ends before it starts is refused by the server beside its field. */
const timesOf = (draft: Draft) => ({
  startsAt: instantFrom(draft.day, draft.starts),
  endsAt: instantFrom(draft.day, draft.ends),
})

const heldHint = (held: Draft['held']): string =>
  held === 'usual' ? t('lessons.heldHint.usual') : t(HELD_LOOK[held].hint)

/** Plans a lesson, or changes one that is planned. */
export const PlanLesson = (props: {
  open: boolean
  classId: string
  lesson?: Lesson
  onClose: () => void
  onDone: (lesson: Lesson) => void
}) => {
  const formId = createUniqueId()
  const [draft, setDraft] = createSignal(freshDraft(new Date()))
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }))
  const save = createAction(async () => {
    const { id, title, held } = draft()
    const input = { title, ...timesOf(draft()), ...(held !== 'usual' && { held }) }
    const saved = props.lesson
      ? await call(updateLesson, { lessonId: id }, input)
      : await call(scheduleLesson, { classId: props.classId }, { id, ...input })
    props.onDone(saved)
    props.onClose()
  })
  const [taken] = createResource(
    () => {
      const { startsAt, endsAt } = timesOf(draft())
      const valid = Date.parse(startsAt) < Date.parse(endsAt)
      return props.open && valid && { classId: props.classId, startsAt, endsAt, except: props.lesson?.id }
    },
    ({ classId, ...input }) => call(listClashes, { classId }, input).catch(() => ({ clashes: [] })),
    // With a value from the start the form never waits for it.
    { initialValue: { clashes: [] } },
  )
  /** What is in the way at that time; it is said, and may be meant. */
  const clashes = () => taken.latest.clashes
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return
        save.clear()
        setDraft(props.lesson ? draftOf(props.lesson) : freshDraft(new Date()))
      },
    ),
  )
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      sticky
      title={props.lesson ? t('lessons.form.editTitle') : t('lessons.form.newTitle')}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('common.actions.cancel')}</Button>
          <Button look="primary" type="submit" form={formId} busy={save.busy()}>
            {props.lesson ? t('common.actions.save') : t('lessons.form.create')}
          </Button>
        </>
      }
    >
      <Form id={formId} problem={save.problem()} onSubmit={() => void save.run()}>
        <TextField
          label={t('lessons.form.title')}
          name="title"
          required
          autofocus
          maxLength={120}
          placeholder={t('lessons.form.titlePlaceholder')}
          value={draft().title}
          onInput={(title) => set({ title })}
        />
        <DayField
          label={t('lessons.form.day')}
          name="startsAt"
          required
          value={draft().day}
          onInput={(day) => set({ day })}
        />
        <FieldRow>
          <TimeField
            label={t('lessons.form.starts')}
            required
            hint={sayClockChange(`${draft().day}T${draft().starts}`)}
            value={draft().starts}
            onInput={(starts) => set({ starts })}
          />
          <TimeField
            label={t('lessons.form.ends')}
            name="endsAt"
            required
            hint={sayClockChange(`${draft().day}T${draft().ends}`)}
            value={draft().ends}
            onInput={(ends) => set({ ends })}
          />
        </FieldRow>
        <SelectField
          label={t('lessons.heldLabel')}
          name="held"
          hint={heldHint(draft().held)}
          value={draft().held}
          options={[
            ...(props.lesson ? [] : [{ value: 'usual' as const, label: t('lessons.held.usual') }]),
            ...HELD_KINDS.map((value) => ({ value, label: t(HELD_LOOK[value].words) })),
          ]}
          onChange={(held) => set({ held })}
        />
        <For each={clashes()}>
          {(found) => (
            <p class={styles.clash} role="status">
              {found.sameClass
                ? t('lessons.form.classTaken', { span: formatSpan(found.startsAt, found.endsAt) })
                : t('lessons.form.teacherTaken', {
                    names: formatList(found.teachers),
                    class: found.className,
                    span: formatSpan(found.startsAt, found.endsAt),
                  })}
            </p>
          )}
        </For>
        <p class={styles.zone}>{t('lessons.form.zone', { zone: schoolZone() })}</p>
      </Form>
    </Dialog>
  )
}
