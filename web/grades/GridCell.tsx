import { Show } from 'solid-js'
import type { Cell, GradebookRow, GradeItemView } from '#domain/grades/contract.ts'
import { t } from '../i18n/translate.ts'
import { classes } from '../ui/classes.ts'
import { whenNotComposing } from '../ui/composing.ts'
import styles from './Grades.module.css'
import { markWords } from './gradebook.ts'
import { refusalWords, type Typing } from './typing.ts'
import type { Undo } from './undo.ts'

type CellKey = KeyboardEvent & { currentTarget: HTMLInputElement }

export const cellAt = (within: HTMLElement | null | undefined, row: number, column: number) =>
  within?.querySelector<HTMLInputElement>(`input[data-row="${row}"][data-column="${column}"]`)

/** Where a key leads from a cell: the arrows at the edge of the text, Enter down, Shift+Enter up. */
const targetOf = (event: CellKey): [number, number] | null => {
  const input = event.currentTarget
  const whole = input.selectionStart === 0 && input.selectionEnd === input.value.length
  switch (event.key) {
    case 'Enter':
      return [event.shiftKey ? -1 : 1, 0]
    case 'ArrowDown':
      return [1, 0]
    case 'ArrowUp':
      return [-1, 0]
    case 'ArrowLeft':
      return whole || input.selectionEnd === 0 ? [0, -1] : null
    case 'ArrowRight':
      return whole || input.selectionStart === input.value.length ? [0, 1] : null
    default:
      return null
  }
}

const isUndo = (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'z'

/** One mark of the grid, to be typed over. */
export const GridCell = (props: {
  student: GradebookRow['student']
  name: string
  item: GradeItemView
  cell: Cell | undefined
  row: number
  column: number
  editable: boolean
  typing: Typing
  undo: Undo
  onPaste: (text: string) => boolean
}) => {
  const place = () => ({ studentId: props.student.id, itemId: props.item.id })
  const typed = () => props.typing.of(place())
  const refusal = () => typed()?.refusal ?? null
  const takeBack = (event: CellKey) => {
    // What is being typed is the field's own to take back.
    const typing = typed() !== undefined && refusal() === null
    if (!typing && props.undo.last()) event.preventDefault()
  }
  const move = (event: CellKey) => {
    const target = targetOf(event)
    if (!target) return
    event.preventDefault()
    if (event.key === 'Enter') void props.typing.commit(place())
    const next = cellAt(event.currentTarget.closest('table'), props.row + target[0], props.column + target[1])
    if (next) next.focus()
    else props.typing.leave(place())
  }
  const press = (event: CellKey) => {
    if (isUndo(event)) takeBack(event)
    else if (event.key === 'Escape') props.typing.giveUp(place())
    else move(event)
  }
  const hint = () => {
    const why = refusal()
    if (why) return t('grades.refused', { reason: refusalWords(why) })
    return props.cell && !props.cell.released ? t('grades.draft') : undefined
  }
  return (
    <td
      class={classes(
        styles.cell,
        props.cell && !props.cell.released && styles.unreleased,
        refusal() !== null && styles.refused,
      )}
      title={hint()}
    >
      <Show when={props.editable} fallback={<span class={styles.readOnly}>{markWords(props.cell)}</span>}>
        <input
          class={styles.input}
          inputMode="decimal"
          autocomplete="off"
          data-row={props.row}
          data-column={props.column}
          aria-label={t('grades.cell', { student: props.name, item: props.item.title })}
          aria-invalid={refusal() !== null}
          value={typed()?.text ?? markWords(props.cell)}
          onFocus={(event) => event.currentTarget.select()}
          onInput={(event) => props.typing.type(place(), event.currentTarget.value)}
          onBlur={() => props.typing.leave(place())}
          onKeyDown={whenNotComposing(press)}
          onPaste={(event) => {
            const taken = props.onPaste(event.clipboardData?.getData('text/plain') ?? '')
            if (taken) event.preventDefault()
          }}
        />
      </Show>
    </td>
  )
}
