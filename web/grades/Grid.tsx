import { A } from '@solidjs/router'
import { createSignal, For, type JSX, Show } from 'solid-js'
import { readClipboard } from '#domain/grades/clipboard.ts'
import type { GradeItemView } from '#domain/grades/contract.ts'
import { t } from '../i18n/translate.ts'
import { classes } from '../ui/classes.ts'
import { toast } from '../ui/Toast.tsx'
import styles from './Grades.module.css'
import { cellAt, GridCell } from './GridCell.tsx'
import type { GradebookStore, Place } from './gradebook.ts'
import { PasteDialog, type Pasted } from './PasteDialog.tsx'
import { createTyping } from './typing.ts'
import { Unsaved } from './Unsaved.tsx'
import { createUndo } from './undo.ts'

/** More text than any gradebook holds: a whole book was copied by mistake. */
const CLIPBOARD_LIMIT = 1_000_000

const Head = (props: { store: GradebookStore; itemHead: (item: GradeItemView) => JSX.Element }) => (
  <thead>
    <tr class={styles.groupRow}>
      <th scope="col" rowSpan={2} class={styles.corner}>
        {t('grades.student')}
      </th>
      <For each={props.store.groups()}>
        {(group) => (
          <th
            scope="colgroup"
            colSpan={group.items.length}
            class={styles.group}
            style={{ '--columns': group.items.length }}
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
      <th scope="colgroup" colSpan={2} class={classes(styles.group, styles.totalsGroup)}>
        {t('grades.totals')}
      </th>
    </tr>
    <tr class={styles.itemRow}>
      <For each={props.store.columns()}>{(item) => <th scope="col">{props.itemHead(item)}</th>}</For>
      <th scope="col" class={classes(styles.totalHead, styles.nowHead)}>
        {t('grades.now')}
      </th>
      <th scope="col" class={styles.totalHead}>
        {t('grades.ifNothingMore')}
      </th>
    </tr>
  </thead>
)

/** The gradebook: a row a student, a column a piece of work, both totals on the right. */
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
  const rows = () => props.store.rows()
  const paste = (row: number, column: number, text: string): boolean => {
    if (text.length > CLIPBOARD_LIMIT) {
      toast(t('grades.paste.tooLarge'), { tone: 'danger' })
      return true
    }
    const lines = readClipboard(text)
    if (lines.length === 1 && lines[0]?.length === 1) return false
    setPasted({ lines, at: { row, column } })
    return true
  }
  const goTo = ({ studentId, itemId }: Place) => {
    const row = rows().findIndex((one) => one.student.id === studentId)
    const column = props.store.columns().findIndex((item) => item.id === itemId)
    cellAt(box, row, column)?.focus()
  }
  return (
    <>
      <Unsaved store={props.store} typing={typing} onGoTo={goTo} />
      <section ref={(element) => (box = element)} class={styles.box} aria-label={t('grades.gradebook')}>
        <table class={styles.grid}>
          <Head store={props.store} itemHead={props.itemHead} />
          <tbody>
            <For each={rows()}>
              {(row, index) => (
                <tr>
                  <th scope="row" class={styles.studentCell}>
                    <A
                      href={props.studentHref(row.student.id)}
                      class={styles.studentLink}
                      title={props.store.nameOf(row.student.id)}
                    >
                      <span class={styles.studentName}>{row.student.displayName}</span>
                      <Show when={props.store.namesake(row.student.id)}>
                        {(more) => <span class={styles.namesake}>{more()}</span>}
                      </Show>
                    </A>
                  </th>
                  <For each={props.store.columns()}>
                    {(item, column) => (
                      <GridCell
                        student={row.student}
                        name={props.store.nameOf(row.student.id)}
                        item={item}
                        cell={props.store.cell(row.student.id, item.id)}
                        row={index()}
                        column={column()}
                        editable={props.editable}
                        typing={typing}
                        undo={undo}
                        onPaste={(text) => paste(index(), column(), text)}
                      />
                    )}
                  </For>
                  <td class={classes(styles.total, styles.now)}>{row.totals?.current ?? '–'}</td>
                  <td class={styles.total}>{row.totals?.final ?? '–'}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </section>
      <PasteDialog pasted={pasted()} store={props.store} undo={undo} onClose={() => setPasted(null)} />
    </>
  )
}
