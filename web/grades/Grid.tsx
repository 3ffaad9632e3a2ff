import { A } from '@solidjs/router'
import { createSignal, For, type JSX, Show } from 'solid-js'
import type { Cell, GradebookRow, GradeItemView } from '#domain/grades/contract.ts'
import { problemWords } from '../i18n/problem.ts'
import { t } from '../i18n/translate.ts'
import { classes } from '../ui/classes.ts'
import { whenNotComposing } from '../ui/composing.ts'
import { toast } from '../ui/Toast.tsx'
import styles from './Grades.module.css'
import { type CellWrite, type GradebookStore, readCell } from './gradebook.ts'

const textOf = (cell: Cell | undefined): string => (cell?.excused ? t('grades.excused') : (cell?.score ?? ''))

const cellAt = (table: HTMLElement | null | undefined, row: number, column: number) =>
  table?.querySelector<HTMLInputElement>(`input[data-row="${row}"][data-column="${column}"]`)

/** Where a key leads from a cell: the arrows at the edge of the text, Enter down, Shift+Enter up. */
const targetOf = (event: KeyboardEvent & { currentTarget: HTMLInputElement }): [number, number] | null => {
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

/** A block copied from a spreadsheet: lines of tab-separated cells. */
const blockOf = (text: string): string[][] =>
  text
    .replace(/\r/g, '')
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.split('\t'))

const GridCell = (props: {
  student: GradebookRow['student']
  item: GradeItemView
  cell: Cell | undefined
  row: number
  column: number
  editable: boolean
  onWrite: (text: string) => Promise<string | null>
  onPaste: (block: string[][]) => void
}) => {
  const [typed, setTyped] = createSignal<string | null>(null)
  const [refusal, setRefusal] = createSignal<string | null>(null)
  const commit = async () => {
    const text = typed()
    if (text === null) return
    if (text.trim() === textOf(props.cell)) return setTyped(null)
    const refused = await props.onWrite(text)
    setRefusal(refused)
    // What was refused stays to be mended; what was taken is what the server says.
    if (refused === null && typed() === text) setTyped(null)
  }
  const press = (event: KeyboardEvent & { currentTarget: HTMLInputElement }) => {
    if (event.key === 'Escape') {
      setTyped(null)
      setRefusal(null)
      return
    }
    const target = targetOf(event)
    if (!target) return
    event.preventDefault()
    const next = cellAt(event.currentTarget.closest('table'), props.row + target[0], props.column + target[1])
    if (next) next.focus()
    else void commit()
  }
  return (
    <td
      class={classes(
        styles.cell,
        props.cell && !props.cell.released && styles.unreleased,
        refusal() !== null && styles.refused,
      )}
      title={refusal() ?? (props.cell && !props.cell.released ? t('grades.draft') : undefined)}
    >
      <Show when={props.editable} fallback={<span class={styles.readOnly}>{textOf(props.cell)}</span>}>
        <input
          class={styles.input}
          inputMode="decimal"
          autocomplete="off"
          data-row={props.row}
          data-column={props.column}
          aria-label={t('grades.cell', { student: props.student.displayName, item: props.item.title })}
          aria-invalid={refusal() !== null}
          value={typed() ?? textOf(props.cell)}
          onFocus={(event) => event.currentTarget.select()}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onBlur={() => void commit()}
          onKeyDown={whenNotComposing(press)}
          onPaste={(event) => {
            const block = blockOf(event.clipboardData?.getData('text/plain') ?? '')
            if (block.length === 1 && block[0]?.length === 1) return
            event.preventDefault()
            props.onPaste(block)
          }}
        />
      </Show>
    </td>
  )
}

/** The sentence for a write that was refused; null when it went well. */
const tryWrite = async (write: () => Promise<unknown>): Promise<string | null> => {
  try {
    await write()
    return null
  } catch (error) {
    const words = problemWords(error)
    return t('grades.refused', { reason: words.title })
  }
}

const Head = (props: { store: GradebookStore; itemHead: (item: GradeItemView) => JSX.Element }) => (
  <thead>
    <tr class={styles.groupRow}>
      <th scope="col" rowSpan={2} class={styles.corner}>
        {t('grades.student')}
      </th>
      <For each={props.store.groups()}>
        {(group) => (
          <th scope="colgroup" colSpan={group.items.length} class={styles.group}>
            <span class={styles.groupName}>
              {group.name ?? t('grades.noCategory')}
              <Show when={group.weight}>
                {(weight) => <span class={styles.weight}>{t('grades.weight', { weight: weight() })}</span>}
              </Show>
            </span>
          </th>
        )}
      </For>
      <th scope="colgroup" colSpan={2} class={classes(styles.group, styles.totalsGroup)}>
        <span class={styles.groupName}>{t('grades.totals')}</span>
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
  const rows = () => props.store.live.value()?.rows ?? []
  const write = async (student: GradebookRow['student'], item: GradeItemView, text: string) => {
    const read = readCell(text)
    if (!read) return t('grades.refused', { reason: t('problem.field.decimal') })
    return tryWrite(() => props.store.write([{ itemId: item.id, studentId: student.id, ...read }]))
  }
  const paste = async (row: number, column: number, block: string[][]) => {
    const grades = block.flatMap((line, down) =>
      line.flatMap((text, along): CellWrite[] => {
        const student = rows()[row + down]?.student
        const item = props.store.columns()[column + along]
        const read = readCell(text)
        return student && item && read ? [{ itemId: item.id, studentId: student.id, ...read }] : []
      }),
    )
    if (grades.length === 0) return
    const refused = await tryWrite(() => props.store.write(grades))
    toast(refused ?? t('grades.pasted', { count: grades.length }), { tone: refused ? 'danger' : 'good' })
  }
  return (
    <section class={styles.box} aria-label={t('grades.gradebook')}>
      <table class={styles.grid}>
        <Head store={props.store} itemHead={props.itemHead} />
        <tbody>
          <For each={rows()}>
            {(row, index) => (
              <tr>
                <th scope="row" class={styles.studentCell}>
                  <A href={props.studentHref(row.student.id)} class={styles.studentLink}>
                    {row.student.displayName}
                  </A>
                </th>
                <For each={props.store.columns()}>
                  {(item, column) => (
                    <GridCell
                      student={row.student}
                      item={item}
                      cell={props.store.cell(row.student.id, item.id)}
                      row={index()}
                      column={column()}
                      editable={props.editable}
                      onWrite={(text) => write(row.student, item, text)}
                      onPaste={(block) => void paste(index(), column(), block)}
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
  )
}
