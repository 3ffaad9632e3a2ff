import { createResource, createSignal, type JSX, Show } from 'solid-js'
import { createCategory, listCategories } from '#domain/grades/contract.ts'
import { newId } from '#domain/ids.ts'
import { call } from '../call.ts'
import { AttachButtons, FileZone, UploadList } from '../files/FilePicker.tsx'
import { t } from '../i18n/translate.ts'
import { Actions } from '../ui/Actions.tsx'
import { createAction } from '../ui/action.ts'
import { Button } from '../ui/Button.tsx'
import { DateTimeField } from '../ui/DateTimeField.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { NumberField, TextArea, TextField } from '../ui/Field.tsx'
import { FieldRow, Form } from '../ui/Form.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import type { AssignmentDraft } from './assignment-draft.ts'
import styles from './Work.module.css'

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
  const close = () => {
    setAdding(false)
    setName('')
  }
  const add = createAction(async () => {
    const category = { id: newId(), name: name().trim(), weight: null }
    await call(createCategory, { classId: props.classId }, category)
    mutate((known) => [...(known ?? []), category])
    props.onChange(category.id)
    close()
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
      <Dialog open={adding()} onClose={close} title={t('assignments.form.newCategory')} size="small">
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

/** The fields of an assignment that is being written or changed; `actions` stand below them. */
export const AssignmentForm = (props: {
  classId: string
  draft: AssignmentDraft
  problem: unknown
  onSubmit: () => void
  actions: JSX.Element
}) => {
  const { fields, setFields, uploads } = props.draft
  return (
    // The draft is kept on this device with each key.
    <Form problem={props.problem} unsaved={() => false} onSubmit={() => props.onSubmit()}>
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
      <Actions>{props.actions}</Actions>
    </Form>
  )
}
