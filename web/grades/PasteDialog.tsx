import { createMemo, createSignal, For, Show } from 'solid-js'
import { BLOCK_LIMIT } from '#domain/grades/contract.ts'
import { type PasteOptions, type PastePlan, planPaste, type RowsBy } from '#domain/grades/paste.ts'
import type { SeparatorChoice } from '#domain/grades/score.ts'
import { newId } from '#domain/ids.ts'
import { Problem } from '#domain/problem.ts'
import { Offline } from '../call.ts'
import { problemWords } from '../i18n/problem.ts'
import { t } from '../i18n/translate.ts'
import { createAction } from '../ui/action.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { CheckboxField, Choice } from '../ui/CheckboxField.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import type { GradebookStore } from './gradebook.ts'
import styles from './Paste.module.css'
import { Changes, NotEntered } from './PasteParts.tsx'
import type { Undo } from './undo.ts'

/** A block from the clipboard and the cell that had the focus. */
export interface Pasted {
  lines: readonly (readonly string[])[]
  at: PasteOptions['at']
}

const bookOf = (store: GradebookStore) => ({
  students: store.rows().map((row) => row.student),
  items: store.columns(),
  markOf: (studentId: string, itemId: string) => store.markOf({ studentId, itemId }),
})

/** How the block was understood, where it can be understood otherwise. */
const Understood = (props: {
  plan: PastePlan
  store: GradebookStore
  onRowsBy: (by: RowsBy) => void
  onColumn: (column: number, itemId: string | null) => void
}) => {
  const items = () => [
    { value: '', label: t('grades.paste.nowhere') },
    ...props.store.columns().map(({ id, title }) => ({ value: id, label: title })),
  ]
  const asks = () =>
    props.plan.columns.length > 1 || props.plan.heading !== null || props.plan.rowChoices.length > 1
  return (
    <div class={styles.understood}>
      <Show when={props.plan.rowChoices.length > 1}>
        <SelectField
          label={t('grades.paste.rowsBy')}
          name="rowsBy"
          value={props.plan.rowsBy}
          options={props.plan.rowChoices.map((by) => ({ value: by, label: t(`grades.paste.by.${by}`) }))}
          onChange={(by) => props.onRowsBy(by)}
        />
      </Show>
      <Show when={asks()}>
        <For each={props.plan.columns.map((column) => column.column)}>
          {(column, at) => (
            <SelectField
              label={t('grades.paste.column', { sample: props.plan.columns[at()]?.sample ?? '' })}
              name={`column.${column}`}
              value={props.plan.columns[at()]?.itemId ?? ''}
              options={items()}
              onChange={(itemId) => props.onColumn(column, itemId || null)}
            />
          )}
        </For>
      </Show>
    </div>
  )
}

const Preview = (props: { pasted: Pasted; store: GradebookStore; undo: Undo; onClose: () => void }) => {
  const [rowsBy, setRowsBy] = createSignal<RowsBy>()
  const [columns, setColumns] = createSignal<Record<number, string | null>>({})
  const [separator, setSeparator] = createSignal<SeparatorChoice | null>(null)
  const [withAbove, setWithAbove] = createSignal(false)
  const plan = createMemo(() =>
    planPaste(props.pasted.lines, bookOf(props.store), {
      at: props.pasted.at,
      rowsBy: rowsBy(),
      columns: columns(),
      separator: separator(),
    }),
  )
  // The question stays once it was answered, so that the answer can be changed.
  const [asked, setAsked] = createSignal<PastePlan['doubtful'][number]>()
  const doubt = () => plan().doubtful[0] ?? asked()
  const above = () => plan().changes.filter((change) => change.above).length
  const entering = () => plan().changes.filter((change) => withAbove() || !change.above)
  const rows = () => new Set(entering().map((change) => change.studentId)).size
  // The same marks sent again are the same act, whatever became of the first answer.
  let sent = { marks: '', batchId: newId() }
  const enter = createAction(async () => {
    const grades = entering().map(({ studentId, itemId, before, after }) => ({
      studentId,
      itemId,
      before,
      ...after,
    }))
    const marks = JSON.stringify(grades)
    if (sent.marks !== marks) sent = { marks, batchId: newId() }
    try {
      const recorded = await props.store.write(grades, { batchId: sent.batchId, extra: withAbove() })
      props.undo.done(sent.batchId, t('grades.pasted', { count: recorded }))
      props.onClose()
    } catch (error) {
      if (!(error instanceof Offline)) await props.store.live.refetch()
      throw error
    }
  })
  const problem = () => {
    const error = enter.problem()
    if (!error) return null
    if (error instanceof Problem && error.details.code === 'grades-changed')
      return t('grades.paste.changed', { count: error.details.errors?.length ?? 1 })
    const { title, advice } = problemWords(error)
    return `${title} ${advice}`.trim()
  }
  return (
    <div class={styles.preview}>
      <Show when={problem()}>{(words) => <Banner tone="danger">{words()}</Banner>}</Show>
      <Understood
        plan={plan()}
        store={props.store}
        onRowsBy={setRowsBy}
        onColumn={(column, itemId) => setColumns((all) => ({ ...all, [column]: itemId }))}
      />
      <Show when={doubt()}>
        {(cell) => (
          <Choice
            label={t('grades.paste.doubt', { text: cell().text })}
            name="separator"
            value={separator() ?? ''}
            options={[
              { value: 'decimal', label: t('grades.paste.decimal', { score: cell().decimal }) },
              { value: 'thousands', label: t('grades.paste.thousands', { score: cell().thousands }) },
            ]}
            onChange={(choice) => {
              setAsked(cell())
              setSeparator(choice === 'thousands' ? 'thousands' : 'decimal')
            }}
          />
        )}
      </Show>
      <Show when={above() > 0}>
        <CheckboxField
          label={t('grades.paste.withAbove', { count: above() })}
          checked={withAbove()}
          onChange={setWithAbove}
        />
      </Show>
      <p class={styles.sum} role="status">
        {entering().length === 0
          ? t('grades.paste.nothing')
          : t('grades.paste.sum', {
              marks: t('grades.paste.marks', { count: entering().length }),
              rows: t('grades.paste.rows', { count: rows() }),
            })}
        <Show when={plan().unchanged > 0}> {t('grades.paste.unchanged', { count: plan().unchanged })}</Show>
      </p>
      <Changes plan={plan()} store={props.store} withAbove={withAbove()} />
      <NotEntered plan={plan()} store={props.store} />
      <Show when={entering().length > BLOCK_LIMIT}>
        <Banner tone="late">{t('grades.paste.tooMany', { limit: BLOCK_LIMIT })}</Banner>
      </Show>
      <footer class={styles.foot}>
        <Button onClick={() => props.onClose()}>{t('common.actions.cancel')}</Button>
        <Button
          look="primary"
          busy={enter.busy()}
          disabled={entering().length === 0 || entering().length > BLOCK_LIMIT}
          onClick={() => void enter.run()}
        >
          {t('grades.paste.enter', { count: entering().length })}
        </Button>
      </footer>
    </div>
  )
}

/** What a pasted block would do, before it does it. Nothing is written until it is confirmed. */
export const PasteDialog = (props: {
  pasted: Pasted | null
  store: GradebookStore
  undo: Undo
  onClose: () => void
}) => (
  <Dialog
    open={props.pasted !== null}
    onClose={() => props.onClose()}
    title={t('grades.paste.title')}
    lead={t('grades.paste.lead')}
    size="large"
    sticky
  >
    <Show when={props.pasted}>
      {(pasted) => (
        <Preview pasted={pasted()} store={props.store} undo={props.undo} onClose={() => props.onClose()} />
      )}
    </Show>
  </Dialog>
)
