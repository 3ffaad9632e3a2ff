import { A } from '@solidjs/router'
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import type { GradeItemView } from '#domain/grades/contract.ts'
import { t } from '../i18n/translate.ts'
import { classes } from '../ui/classes.ts'
import { whenNotComposing } from '../ui/composing.ts'
import styles from './Grades.module.css'
import { GridCell } from './GridCell.tsx'
import type { GradebookStore } from './gradebook.ts'
import { createGridActs } from './grid-acts.ts'
import { createGridView, type GridView, NAMES } from './grid-view.ts'
import { PasteDialog, type Pasted } from './PasteDialog.tsx'
import { createTyping, type Typing } from './typing.ts'
import { Unsaved } from './Unsaved.tsx'
import { createUndo } from './undo.ts'

/** The rows of the head: groups of columns, and columns. */
const HEAD_ROWS = 2

const Head = (props: {
  store: GradebookStore
  view: GridView
  itemHead: (item: GradeItemView) => JSX.Element
}) => {
  const totals = () => props.store.columns().length + 2
  return (
    <thead>
      <tr role="row" aria-rowindex={1} class={styles.groupRow}>
        <th role="columnheader" scope="col" aria-rowspan={HEAD_ROWS} aria-colindex={1} class={styles.corner}>
          {t('grades.student')}
        </th>
        <For each={props.view.groups()}>
          {({ group, first }) => (
            <th
              role="columnheader"
              scope="colgroup"
              aria-colindex={first + 2}
              aria-colspan={group.items.length}
              class={styles.group}
              style={{ '--at': first, '--columns': group.items.length }}
            >
              <span class={styles.groupName} title={group.name ?? undefined}>
                <span class={styles.groupWords}>{group.name ?? t('grades.noCategory')}</span>
                <Show when={group.weight}>
                  {(weight) => <span class={styles.weight}>{t('grades.weight', { weight: weight() })}</span>}
                </Show>
              </span>
            </th>
          )}
        </For>
        <th
          role="columnheader"
          scope="colgroup"
          aria-colindex={totals()}
          aria-colspan={2}
          class={styles.totalsGroup}
        >
          {t('grades.totals')}
        </th>
      </tr>
      <tr role="row" aria-rowindex={2} class={styles.itemRow}>
        <For each={props.view.columns()}>
          {(item) => (
            <th
              role="columnheader"
              scope="col"
              aria-colindex={props.view.columnOf(item.id) + 2}
              class={styles.item}
              style={{ '--at': props.view.columnOf(item.id) }}
              data-head={props.view.columnOf(item.id)}
            >
              {props.itemHead(item)}
            </th>
          )}
        </For>
        <th
          role="columnheader"
          scope="col"
          aria-colindex={totals()}
          class={classes(styles.totalHead, styles.nowHead)}
        >
          {t('grades.now')}
        </th>
        <th role="columnheader" scope="col" aria-colindex={totals() + 1} class={styles.totalHead}>
          {t('grades.ifNothingMore')}
        </th>
      </tr>
    </thead>
  )
}

const Row = (props: {
  studentId: string
  store: GradebookStore
  view: GridView
  typing: Typing
  editable: boolean
  href: string
}) => {
  const row = () => props.store.row(props.studentId)
  const at = () => props.view.rowOf(props.studentId)
  const totals = () => props.store.columns().length + 2
  const isHere = () => props.view.spot().row === at() && props.view.spot().column === NAMES
  return (
    <tr role="row" aria-rowindex={at() + 1 + HEAD_ROWS} class={styles.row} style={{ '--at': at() }}>
      <th role="rowheader" scope="row" aria-colindex={1} class={styles.studentCell}>
        <A
          href={props.href}
          class={styles.studentLink}
          title={props.store.nameOf(props.studentId)}
          tabindex={isHere() ? 0 : -1}
          data-row={at()}
          data-column={NAMES}
        >
          <span class={styles.studentName}>{row()?.student.displayName}</span>
          <Show when={props.store.namesake(props.studentId)}>
            {(more) => <span class={styles.namesake}>{more()}</span>}
          </Show>
        </A>
      </th>
      <For each={props.view.columns()}>
        {(item) => (
          <GridCell
            studentId={props.studentId}
            item={item}
            row={at()}
            store={props.store}
            view={props.view}
            typing={props.typing}
            editable={props.editable}
          />
        )}
      </For>
      <td role="gridcell" aria-colindex={totals()} class={classes(styles.total, styles.now)}>
        {row()?.totals?.current ?? '–'}
      </td>
      <td role="gridcell" aria-colindex={totals() + 1} class={styles.total}>
        {row()?.totals?.final ?? '–'}
      </td>
    </tr>
  )
}

/**
 * The gradebook: a row a student, a column a piece of work, both totals on the right. What is out of sight is not drawn;
 * the numbers say where each cell is among all. Roles are said since rows and cells are not laid out as a table.
 */
export const Grid = (props: {
  store: GradebookStore
  editable: boolean
  studentHref: (studentId: string) => string
  itemHead: (item: GradeItemView) => JSX.Element
}) => {
  let box: HTMLElement | undefined
  const undo = createUndo(props.store)
  const typing = createTyping(props.store, undo)
  const [pasted, setPasted] = createSignal<Pasted | null>(null)
  const studentIds = createMemo(() => props.store.rows().map((row) => row.student.id))
  const view = createGridView(props.store, studentIds)
  const acts = createGridActs({
    store: props.store,
    view,
    typing,
    undo,
    editable: () => props.editable,
    box: () => box,
    onPaste: setPasted,
  })
  return (
    <>
      <Unsaved
        store={props.store}
        typing={typing}
        onGoTo={(cell) => {
          const spot = view.placeOf(cell)
          if (spot) acts.focus(spot)
        }}
      />
      <section
        ref={(element) => {
          box = element
          view.watchBox(element)
        }}
        class={styles.box}
        aria-label={t('grades.gradebook')}
      >
        <span class={styles.cellProbe} ref={view.watchCell} aria-hidden="true" />
        <span class={styles.namesProbe} ref={view.watchNames} aria-hidden="true" />
        <table
          role="grid"
          class={styles.grid}
          aria-label={t('grades.gradebook')}
          aria-rowcount={studentIds().length + HEAD_ROWS}
          aria-colcount={props.store.columns().length + 3}
          aria-multiselectable="true"
          style={{ '--row-count': studentIds().length, '--column-count': props.store.columns().length }}
          onKeyDown={whenNotComposing(acts.press)}
          onFocusIn={acts.enter}
          onFocusOut={acts.leave}
          onInput={acts.type}
          onMouseDown={acts.point}
          onCopy={acts.copy}
          onPaste={acts.paste}
        >
          <Head store={props.store} view={view} itemHead={props.itemHead} />
          <tbody>
            <For each={view.rows()}>
              {(studentId) => (
                <Row
                  studentId={studentId}
                  store={props.store}
                  view={view}
                  typing={typing}
                  editable={props.editable}
                  href={props.studentHref(studentId)}
                />
              )}
            </For>
          </tbody>
        </table>
      </section>
      <PasteDialog pasted={pasted()} store={props.store} undo={undo} onClose={() => setPasted(null)} />
    </>
  )
}
