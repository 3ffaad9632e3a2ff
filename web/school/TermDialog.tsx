import { createEffect, createUniqueId, on } from 'solid-js'
import { createStore } from 'solid-js/store'
import { newId } from '#domain/ids.ts'
import { Problem } from '#domain/problem.ts'
import { createTerm, updateTerm } from '#domain/school/contract.ts'
import type { Term } from '#domain/school/term.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { addMonths } from '../i18n/typed-date.ts'
import { addDays, schoolDay } from '../i18n/zone.ts'
import { createAction } from '../ui/action.ts'
import { Button } from '../ui/Button.tsx'
import { DayField } from '../ui/DayField.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import { FieldRow, Form } from '../ui/Form.tsx'
import { toast } from '../ui/toasts.ts'
import { yearNameOf } from './school-year.ts'

/** The next term begins where the newest one ends. */
const freshTerm = (newest: Term | undefined): Term => {
  const startsOn = newest ? addDays(newest.endsOn, 1) : schoolDay()
  const endsOn = addDays(addMonths(startsOn, 6), -1)
  return { id: newId(), name: yearNameOf(startsOn, endsOn), startsOn, endsOn }
}

const overlaps = (problem: unknown): boolean =>
  problem instanceof Problem && problem.details.code === 'term-overlaps'

/** Adds a term or changes one. An overlap is said first, and saved only when it is meant. */
export const TermDialog = (props: {
  term: Term | 'new' | null
  newest: Term | undefined
  onClose: () => void
  onDone: () => void
}) => {
  const formId = createUniqueId()
  const [draft, setDraft] = createStore<Term>({ id: '', name: '', startsOn: '', endsOn: '' })
  const save = createAction(async () => {
    const { id, ...fields } = draft
    const input = { ...fields, anyway: overlaps(save.problem()) }
    if (props.term === 'new') await call(createTerm, {}, { id, ...input })
    else await call(updateTerm, { termId: id }, input)
    toast(t('school.settings.saved'), { tone: 'good' })
    props.onDone()
    props.onClose()
  })
  const change = (part: Partial<Term>) => {
    setDraft(part)
    save.clear()
  }
  createEffect(
    on(
      () => props.term,
      (term) => {
        if (!term) return
        save.clear()
        setDraft(term === 'new' ? freshTerm(props.newest) : { ...term })
      },
    ),
  )
  return (
    <Dialog
      open={props.term !== null}
      onClose={props.onClose}
      sticky
      title={props.term === 'new' ? t('school.settings.addTerm') : t('school.settings.changeTerm')}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('common.actions.cancel')}</Button>
          <Button look="primary" type="submit" form={formId} busy={save.busy()}>
            {overlaps(save.problem()) ? t('school.settings.anyway') : t('common.actions.save')}
          </Button>
        </>
      }
    >
      <Form id={formId} problem={save.problem()} onSubmit={() => void save.run()}>
        <TextField
          label={t('school.settings.termName')}
          name="name"
          maxLength={60}
          autofocus
          value={draft.name}
          onInput={(name) => change({ name })}
        />
        <FieldRow>
          <DayField
            label={t('school.setup.startsOn')}
            name="startsOn"
            value={draft.startsOn}
            onInput={(startsOn) => change({ startsOn })}
          />
          <DayField
            label={t('school.setup.endsOn')}
            name="endsOn"
            min={draft.startsOn}
            value={draft.endsOn}
            onInput={(endsOn) => change({ endsOn })}
          />
        </FieldRow>
      </Form>
    </Dialog>
  )
}
