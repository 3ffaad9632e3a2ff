import { createSignal, For, Show } from 'solid-js'
import { decimalOf, divide, formatRounded, fraction, fractionOf, multiply } from '#domain/decimal.ts'
import { createGradeItem, type GradeItemView, updateGradeItem } from '#domain/grades/contract.ts'
import { plainNumber, readScore } from '#domain/grades/score.ts'
import { newId } from '#domain/ids.ts'
import { call } from '../call.ts'
import { withPercent } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Actions } from '../ui/Actions.tsx'
import { createAction } from '../ui/action.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { NumberField, TextField } from '../ui/Field.tsx'
import { Form } from '../ui/Form.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { toast, toastProblem, toastUndo } from '../ui/Toast.tsx'
import type { GradebookStore } from './gradebook.ts'
import styles from './Paste.module.css'

const percentOf = (score: string, points: string): string =>
  decimalOf(points) === 0n
    ? '–'
    : withPercent(
        formatRounded(
          multiply(divide(fractionOf(decimalOf(score)), fractionOf(decimalOf(points))), fraction(100n)),
          1,
        ),
      )

/** What other points make of the marks that are there: the scores stay, what they are worth changes. */
const PointsPreview = (props: { item: GradeItemView; points: string; store: GradebookStore }) => {
  const marks = () =>
    props.store.rows().flatMap(({ student }) => {
      const { score } = props.store.markOf({ studentId: student.id, itemId: props.item.id })
      return score === null ? [] : [{ student, score }]
    })
  const above = () => marks().filter(({ score }) => decimalOf(score) > decimalOf(props.points)).length
  return (
    <Show when={marks().length > 0} fallback={<p>{t('grades.points.noMarks')}</p>}>
      <p class={styles.sum} role="status">
        {t('grades.points.stay', { count: marks().length })}
        <Show when={above() > 0}> {t('grades.points.above', { count: above() })}</Show>
      </p>
      <section class={styles.box} aria-label={t('grades.points.preview')} tabindex="0">
        <table class={styles.changes}>
          <thead>
            <tr>
              <th scope="col">{t('grades.student')}</th>
              <th scope="col" class={styles.figure}>
                {t('grades.points.score')}
              </th>
              <th scope="col" class={styles.figure}>
                {t('grades.paste.old')}
              </th>
              <th scope="col" class={styles.figure}>
                {t('grades.paste.new')}
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={marks()}>
              {({ student, score }) => (
                <tr>
                  <th scope="row">{props.store.nameOf(student.id)}</th>
                  <td class={styles.figure}>{score}</td>
                  <td class={styles.figure}>{percentOf(score, props.item.maxPoints)}</td>
                  <td class={styles.figure}>{percentOf(score, props.points)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </section>
    </Show>
  )
}

const Editor = (props: {
  classId: string
  /** Null for a new column. */
  item: GradeItemView | null
  store: GradebookStore
  onClose: () => void
}) => {
  const [title, setTitle] = createSignal(props.item?.title ?? '')
  const [maxPoints, setMaxPoints] = createSignal(props.item?.maxPoints ?? '100')
  const [categoryId, setCategoryId] = createSignal(props.item?.categoryId ?? '')
  /** An assignment's title and points are the assignment's. */
  const bound = () => props.item !== null && props.item.assignmentId !== null
  const id = newId()
  const change = async (
    item: GradeItemView,
    to: { title?: string; maxPoints?: string; categoryId: string | null },
  ) => {
    await call(updateGradeItem, { itemId: item.id }, to)
    await props.store.live.refetch()
  }
  const save = createAction(async () => {
    const own = { title: title(), maxPoints: plainNumber(maxPoints()) }
    const category = { categoryId: categoryId() || null }
    const { item } = props
    if (!item) {
      await call(createGradeItem, { classId: props.classId }, { id, ...own, ...category })
      await props.store.live.refetch()
      toast(t('grades.columnAdded'), { tone: 'good' })
    } else {
      await change(item, bound() ? category : { ...own, ...category })
      const before = {
        categoryId: item.categoryId,
        ...(bound() ? {} : { title: item.title, maxPoints: item.maxPoints }),
      }
      toastUndo(t('grades.columnChanged', { title: title() }), () => {
        change(item, before).catch(toastProblem)
      })
    }
    props.onClose()
  })
  const newPoints = () => {
    const read = readScore(maxPoints(), null)
    const { item } = props
    if (!item || read.kind !== 'score' || decimalOf(read.score) === decimalOf(item.maxPoints)) return null
    return { item, points: read.score }
  }
  const options = () => [
    { value: '', label: t('grades.noCategory') },
    ...(props.store.live.value()?.categories ?? []).map((category) => ({
      value: category.id,
      label: category.name,
    })),
  ]
  return (
    <Form problem={save.problem()} onSubmit={() => void save.run()}>
      <TextField
        label={t('grades.columnTitle')}
        name="title"
        value={title()}
        onInput={setTitle}
        disabled={bound()}
        hint={bound() ? t('grades.boundHint') : undefined}
        autofocus={!bound()}
      />
      <NumberField
        label={t('grades.columnPoints')}
        name="maxPoints"
        value={maxPoints()}
        onInput={setMaxPoints}
        disabled={bound()}
      />
      <SelectField
        label={t('assignments.form.category')}
        name="categoryId"
        value={categoryId()}
        options={options()}
        onChange={setCategoryId}
      />
      <Show when={newPoints()}>
        {(change) => <PointsPreview item={change().item} points={change().points} store={props.store} />}
      </Show>
      <Actions>
        <Button look="primary" type="submit" busy={save.busy()}>
          {props.item ? t('common.actions.save') : t('grades.addColumn')}
        </Button>
      </Actions>
    </Form>
  )
}

/** Makes a column by hand, or changes one: its title, its points, its category. */
export const ColumnDialog = (props: {
  column: GradeItemView | 'new' | null
  classId: string
  store: GradebookStore
  onClose: () => void
}) => (
  <Dialog
    open={props.column !== null}
    onClose={() => props.onClose()}
    title={props.column === 'new' ? t('grades.addColumn') : t('grades.editColumn')}
    sticky
  >
    <Show when={props.column} keyed>
      {(column) => (
        <Editor
          classId={props.classId}
          item={column === 'new' ? null : column}
          store={props.store}
          onClose={() => props.onClose()}
        />
      )}
    </Show>
  </Dialog>
)
