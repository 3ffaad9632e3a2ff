import { Show } from 'solid-js'
import type { GradeItemView } from '#domain/grades/contract.ts'
import { t } from '../i18n/translate.ts'
import { classes } from '../ui/classes.ts'
import styles from './Grades.module.css'
import { type GradebookStore, markWords } from './gradebook.ts'
import type { GridView } from './grid-view.ts'
import { refusalWords, type Typing } from './typing.ts'

/** One mark of the grid, to be typed over. What happens in it is heard by the grid. */
export const GridCell = (props: {
  studentId: string
  item: GradeItemView
  row: number
  store: GradebookStore
  view: GridView
  typing: Typing
  editable: boolean
}) => {
  const place = () => ({ studentId: props.studentId, itemId: props.item.id })
  const column = () => props.view.columnOf(props.item.id)
  const cell = () => props.store.cell(place())
  const typed = () => props.typing.of(place())
  const refusal = () => typed()?.refusal ?? null
  const isHere = () => props.view.spot().row === props.row && props.view.spot().column === column()
  const isChosen = () => {
    if (!props.view.isBlock()) return false
    const { rows, columns } = props.view.block()
    return props.row >= rows[0] && props.row <= rows[1] && column() >= columns[0] && column() <= columns[1]
  }
  const hint = () => {
    const why = refusal()
    if (why) return t('grades.refused', { reason: refusalWords(why) })
    return (
      [cell()?.draft && t('grades.draft'), cell()?.commented && t('grades.commented')]
        .filter(Boolean)
        .join(' · ') || undefined
    )
  }
  const label = () =>
    t('grades.cell', { student: props.store.nameOf(props.studentId), item: props.item.title })
  return (
    <td
      role="gridcell"
      aria-colindex={column() + 2}
      aria-selected={isChosen() || undefined}
      class={classes(
        styles.cell,
        cell()?.draft && styles.unreleased,
        cell()?.commented && styles.commented,
        refusal() !== null && styles.refused,
        isChosen() && styles.chosen,
      )}
      style={{ '--at': column() }}
      title={hint()}
    >
      <Show
        when={props.editable}
        fallback={
          <span
            class={styles.readOnly}
            tabindex={isHere() ? 0 : -1}
            data-row={props.row}
            data-column={column()}
          >
            {markWords(cell())}
          </span>
        }
      >
        <input
          class={styles.input}
          inputMode="decimal"
          autocomplete="off"
          tabindex={isHere() ? 0 : -1}
          data-row={props.row}
          data-column={column()}
          aria-label={label()}
          aria-invalid={refusal() !== null}
          value={typed()?.text ?? markWords(cell())}
        />
      </Show>
    </td>
  )
}
