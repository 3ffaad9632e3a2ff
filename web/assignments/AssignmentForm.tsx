import { createEffect, createResource, createSignal, type JSX, on, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import type { FileView } from '#domain/files/contract.ts'
import { createCategory, listCategories } from '#domain/grades/contract.ts'
import { plainNumber } from '#domain/grades/score.ts'
import { newId } from '#domain/ids.ts'
import { keepText, keptText } from '../accounts/drafts.ts'
import { call } from '../call.ts'
import { AttachButtons, FileZone, UploadList } from '../files/FilePicker.tsx'
import { createUploads } from '../files/uploads.ts'
import { t } from '../i18n/translate.ts'
import { Actions } from '../ui/Actions.tsx'
import { createAction } from '../ui/action.ts'
import { Button } from '../ui/Button.tsx'
import { DateTimeField } from '../ui/DateTimeField.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { NumberField, TextArea, TextField } from '../ui/Field.tsx'
import { FieldRow, Form } from '../ui/Form.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import styles from './Work.module.css'

export interface AssignmentInput {
  title: string
  body: string
  dueAt: string | null
  points: string | null
  categoryId: string | null
  files: string[]
}

type Fields = Omit<AssignmentInput, 'files' | 'points'> & { points: string }

const BLANK: Fields = { title: '', body: '', dueAt: null, points: '100', categoryId: null }

/** Under what name this device keeps an assignment that is being written and was not saved yet. */
export const draftName = (classId: string) => `assignment.${classId}`

const keptFields = (name: string): Fields => {
  // Only this form writes under the name.
  const kept = JSON.parse(keptText(name) ?? '{}') as Partial<Fields>
  return { ...BLANK, ...kept }
}

const NONE = 'none'
const NEW = 'new'

/** The categories of the class, and a small window to add one without leaving the form. */
const CategoryField = (props: {
  classId: string
  value: string | null
  onChange: (categoryId: string | null) => void
}) => {
  const [categories, { mutate }] = createResource(
    () => props.classId,
    async (classId) => (await call(listCategories, { classId }, {})).categories,
  )
  const [adding, setAdding] = createSignal(false)
  const [name, setName] = createSignal('')
  const add = createAction(async () => {
    const category = { id: newId(), name: name().trim(), weight: null }
    await call(createCategory, { classId: props.classId }, category)
    mutate((known) => [...(known ?? []), category])
    props.onChange(category.id)
    setAdding(false)
    setName('')
  })
  const options = () => [
    { value: NONE, label: t('assignments.form.noCategory') },
    ...(categories.latest ?? []).map((category) => ({ value: category.id, label: category.name })),
    { value: NEW, label: t('assignments.form.newCategory') },
  ]
  const choose = (value: string) => {
    if (value === NEW) setAdding(true)
    else props.onChange(value === NONE ? null : value)
  }
  return (
    <>
      <SelectField
        label={t('assignments.form.category')}
        name="categoryId"
        value={props.value ?? NONE}
        options={options()}
        onChange={choose}
      />
      <Dialog
        open={adding()}
        onClose={() => setAdding(false)}
        title={t('assignments.form.newCategory')}
        size="small"
      >
        <Form problem={add.problem()} onSubmit={() => void add.run()}>
          <TextField
            label={t('assignments.form.categoryName')}
            name="name"
            value={name()}
            onInput={setName}
            autofocus
            required
          />
          <Actions>
            <Button look="primary" type="submit" busy={add.busy()}>
              {t('common.actions.add')}
            </Button>
          </Actions>
        </Form>
      </Dialog>
    </>
  )
}

/** The fields of an assignment; `actions` get the values when they are pressed. */
export const AssignmentForm = (props: {
  classId: string
  initial?: Omit<AssignmentInput, 'files'> & { files: readonly FileView[] }
  problem: unknown
  onSubmit: (input: AssignmentInput) => void
  actions: (read: () => AssignmentInput, uploading: () => boolean) => JSX.Element
}) => {
  const uploads = createUploads({ classId: () => props.classId })
  // The form begins with what there is and is its own from then on.
  const start = props.initial
  if (start) uploads.restore(start.files)
  const draft = draftName(props.classId)
  const [fields, setFields] = createStore<Fields>(
    start
      ? {
          title: start.title,
          body: start.body,
          dueAt: start.dueAt,
          points: start.points ?? '',
          categoryId: start.categoryId,
        }
      : keptFields(draft),
  )
  if (!start)
    createEffect(
      on(
        () => JSON.stringify(fields),
        (text) => keepText(draft, text),
        { defer: true },
      ),
    )
  const read = (): AssignmentInput => ({
    ...fields,
    points: fields.points.trim() === '' ? null : plainNumber(fields.points),
    files: uploads.ids(),
  })
  return (
    <Form problem={props.problem} onSubmit={() => props.onSubmit(read())}>
      <TextField
        label={t('assignments.form.title')}
        name="title"
        hint={t('assignments.form.titleHint')}
        value={fields.title}
        onInput={(title) => setFields({ title })}
        maxLength={200}
        autofocus
        required
      />
      <FileZone uploads={uploads} class={styles.zone}>
        <TextArea
          label={t('assignments.form.body')}
          hint={t('assignments.form.bodyHint')}
          name="body"
          value={fields.body}
          onInput={(body) => setFields({ body })}
          rows={8}
        />
        <UploadList uploads={uploads} />
        <div class={styles.buttons}>
          <AttachButtons uploads={uploads} />
        </div>
      </FileZone>
      <FieldRow>
        <DateTimeField
          label={t('assignments.form.due')}
          name="dueAt"
          optional={t('common.optional')}
          value={fields.dueAt}
          onChange={(dueAt) => setFields({ dueAt })}
        />
        <NumberField
          label={t('assignments.form.points')}
          name="points"
          hint={t('assignments.form.pointsHint')}
          value={fields.points}
          onInput={(points) => setFields({ points })}
        />
      </FieldRow>
      <Show when={fields.points !== ''}>
        <CategoryField
          classId={props.classId}
          value={fields.categoryId}
          onChange={(categoryId) => setFields({ categoryId })}
        />
      </Show>
      <Actions>{props.actions(read, uploads.busy)}</Actions>
    </Form>
  )
}
