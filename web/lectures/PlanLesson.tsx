import { createEffect, createResource, createSignal, createUniqueId, on, Show } from 'solid-js'
import { newId } from '#domain/ids.ts'
import { listClashes, scheduleLesson, scheduleSeries, updateLesson } from '#domain/lectures/contract.ts'
import { HELD_KINDS, type Lesson } from '#domain/lectures/lecture.ts'
import { classOf } from '../accounts/session.ts'
import { HELD_LOOK } from '../attendance/HeldMenu.tsx'
import { call } from '../call.ts'
import { sayClockChange } from '../i18n/clock-change.ts'
import { sayWhenWithin } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { schoolZone } from '../i18n/zone.ts'
import { createAction } from '../ui/action.ts'
import { Button } from '../ui/Button.tsx'
import { Choice } from '../ui/CheckboxField.tsx'
import { DayField } from '../ui/DayField.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import { FieldRow, Form } from '../ui/Form.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { TimeField } from '../ui/TimeField.tsx'
import { ClashNotes } from './ClashNotes.tsx'
import {
  changesOf,
  type Draft,
  type DraftTime,
  draftOf,
  endAfter,
  freshDraft,
  lengthOf,
  timesOf,
} from './lesson-draft.ts'
import styles from './PlanLesson.module.css'
import { RepeatFields } from './RepeatFields.tsx'
import { toastLessonUndo } from './undo.ts'

/** Nothing in the way. */
const NONE = { clashes: [], more: 0 }

const heldHint = (held: Draft['held']): string =>
  held === 'usual' ? t('lessons.heldHint.usual') : t(HELD_LOOK[held].hint)

/** One request for what the form says; the lesson that it is about, and how it is taken back. */
const send = async (draft: Draft, lesson: Lesson | undefined) => {
  const { classId, id, title, room, held } = draft
  const more = { title, room, ...(held !== 'usual' && { held }) }
  if (lesson) {
    const input = { ...changesOf(lesson, draft), later: draft.later, changeId: id }
    return call(updateLesson, { lessonId: lesson.id }, input)
  }
  if (!draft.repeats) return call(scheduleLesson, { classId }, { id, ...more, ...timesOf(draft) })
  const { day, starts, ends, until, skip } = draft
  const { lessons } = await call(
    scheduleSeries,
    { classId },
    { id, ...more, on: day, starts, ends, until, skip },
  )
  return lessons[0]
}

const saidOf = (draft: Draft, lesson: Lesson | undefined, saved: Lesson, count: number): string => {
  if (lesson) return t('lessons.form.changed')
  if (draft.repeats) return t('lessons.form.plannedSeries', { count })
  return t('lessons.form.plannedOne', { when: sayWhenWithin(saved.startsAt) })
}

/** Plans a lesson, once or every week, or changes one that is planned. */
export const PlanLesson = (props: {
  open: boolean
  /** The classes that a new lesson may be of; asked when there are several. */
  classIds: readonly string[]
  /** The free time that was chosen for a new lesson. */
  at?: DraftTime | undefined
  lesson?: Lesson
  onClose: () => void
  onDone: (lesson: Lesson) => void
}) => {
  const formId = createUniqueId()
  const fresh = () =>
    props.lesson
      ? { ...draftOf(props.lesson), id: newId() }
      : freshDraft(props.classIds.length === 1 ? (props.classIds[0] ?? '') : '', props.at)
  const [draft, setDraft] = createSignal(fresh())
  const [count, setCount] = createSignal(0)
  /** A lesson that is moved stays as long as it was. */
  let length = lengthOf(draft())
  const startAt = (starts: string) => set({ starts, ends: endAfter(starts, length) ?? draft().ends })
  const endAt = (ends: string) => {
    set({ ends })
    length = lengthOf(draft()) ?? length
  }
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }))
  const save = createAction(async () => {
    const saved = await send(draft(), props.lesson)
    if (saved) {
      props.onDone(saved)
      toastLessonUndo(saidOf(draft(), props.lesson, saved, count()), draft().id)
    }
    props.onClose()
  })
  const [taken] = createResource(
    () => {
      const { classId, room, later, repeats } = draft()
      const { startsAt, endsAt } = timesOf(draft())
      const valid = classId !== '' && !repeats && Date.parse(startsAt) < Date.parse(endsAt)
      const except = props.lesson?.id
      return props.open && valid && { classId, room, startsAt, endsAt, except, later }
    },
    ({ classId, later, ...input }) =>
      call(listClashes, { classId }, { ...input, ...(later && { later: 'true' as const }) }).catch(
        () => NONE,
      ),
    // With a value from the start the form never waits for it.
    { initialValue: NONE },
  )
  const clashes = () => (draft().repeats ? NONE : taken.latest)
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return
        save.clear()
        setDraft(fresh())
        length = lengthOf(draft())
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
          <Button look="primary" type="submit" form={formId} busy={save.busy()} disabled={!draft().classId}>
            {props.lesson
              ? t('common.actions.save')
              : draft().repeats && count() > 0
                ? t('lessons.form.createSeries', { count: count() })
                : t('lessons.form.create')}
          </Button>
        </>
      }
    >
      <Form id={formId} problem={save.problem()} onSubmit={() => void save.run()}>
        <Show when={!props.lesson && props.classIds.length > 1}>
          <SelectField
            label={t('lessons.form.class')}
            required
            autofocus
            value={draft().classId}
            options={[
              { value: '', label: t('lessons.form.chooseClass') },
              ...props.classIds.map((value) => ({ value, label: classOf(value)?.name ?? '' })),
            ]}
            onChange={(classId) => set({ classId })}
          />
        </Show>
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
          name={draft().repeats ? 'on' : 'startsAt'}
          required
          value={draft().day}
          onInput={(day) => set({ day })}
        />
        <FieldRow short>
          <TimeField
            label={t('lessons.form.starts')}
            required
            hint={sayClockChange(`${draft().day}T${draft().starts}`)}
            value={draft().starts}
            onInput={startAt}
          />
          <TimeField
            label={t('lessons.form.ends')}
            name={draft().repeats ? 'ends' : 'endsAt'}
            required
            hint={sayClockChange(`${draft().day}T${draft().ends}`)}
            value={draft().ends}
            onInput={endAt}
          />
        </FieldRow>
        <ClashNotes found={clashes()} withDay={draft().later} />
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
        <TextField
          label={t('lessons.form.room')}
          name="room"
          maxLength={60}
          placeholder={t('lessons.form.roomPlaceholder')}
          value={draft().room}
          onInput={(room) => set({ room })}
        />
        <Show when={!props.lesson}>
          <RepeatFields draft={draft()} onChange={set} onCount={setCount} />
        </Show>
        <Show when={props.lesson?.seriesId}>
          <Choice
            label={t('lessons.form.which')}
            name="which"
            value={draft().later ? 'later' : 'this'}
            options={(['this', 'later'] as const).map((value) => ({
              value,
              label: t(`lessons.form.whichOnes.${value}`),
            }))}
            onChange={(which) => set({ later: which === 'later' })}
          />
        </Show>
        <p class={styles.zone}>{t('lessons.form.zone', { zone: schoolZone() })}</p>
      </Form>
    </Dialog>
  )
}
