import Plus from 'lucide-solid/icons/plus'
import Trash from 'lucide-solid/icons/trash-2'
import { createSignal, createUniqueId, For, type JSX } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/Button.tsx'
import { whenNotComposing } from '../ui/composing.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { toast } from '../ui/toasts.ts'
import { guardTyped } from '../ui/typed.tsx'
import styles from './Planner.module.css'
import { pastedCells, pasteInto } from './paste.ts'
import type { SheetColumn, SheetOf } from './sheets.ts'

const Cell = <Row extends { id: string }>(props: {
  row: Row
  column: SheetColumn<Row>
  wrong: boolean
  list: string | undefined
  place: string
  onTyped: (text: string) => void
  onStep: (rows: number) => void
  onPaste: (cells: string[][]) => void
}) => (
  <input
    class={styles.cell}
    aria-label={props.column.title}
    aria-invalid={props.wrong ? 'true' : undefined}
    data-place={props.place}
    list={props.list}
    value={props.column.text(props.row)}
    onChange={(event) => props.onTyped(event.currentTarget.value)}
    onPaste={(event) => {
      const cells = pastedCells(event.clipboardData?.getData('text/plain') ?? '')
      if (!cells) return
      event.preventDefault()
      props.onPaste(cells)
    }}
    onKeyDown={whenNotComposing((event) => {
      const down = event.key === 'ArrowDown' || event.key === 'Enter'
      if (!down && event.key !== 'ArrowUp') return
      // A list of choices has the arrows while it is open.
      if (props.list && event.key !== 'Enter' && !event.ctrlKey) return
      event.preventDefault()
      props.onStep(down ? 1 : -1)
    })}
  />
)

/**
 * Rows that are edited cell by cell, as in a spreadsheet: Enter and the arrows go up and down, cells copied from Excel go
 * into as many cells, a new row is written when it says enough. What cannot be read stays marked and is not written.
 */
export const FactGrid = <Row extends { id: string }>(props: {
  label: string
  sheet: SheetOf<Row>
  rows: readonly Row[]
  hint?: JSX.Element
  onChange: (rows: Row[]) => Promise<boolean>
  onRemove: (row: Row) => void
}) => {
  let table: HTMLTableElement | undefined
  const listId = createUniqueId()
  const [fresh, setFresh] = createSignal<Row[]>([])
  const [unread, setUnread] = createSignal<ReadonlySet<string>>(new Set())
  const all = () => {
    const known = new Set(props.rows.map(({ id }) => id))
    return [...props.rows, ...fresh().filter(({ id }) => !known.has(id))]
  }
  /** What was typed and is not written: cells that cannot be read, and rows that do not say enough yet. */
  const isBegun = (row: Row) => {
    const empty = props.sheet.fresh()
    return props.sheet.columns.some((column) => column.text(row) !== column.text(empty))
  }
  guardTyped(() => unread().size > 0 || fresh().some(isBegun))
  const remove = (row: Row) => {
    if (props.rows.some(({ id }) => id === row.id)) props.onRemove(row)
    setFresh((before) => before.filter(({ id }) => id !== row.id))
    setUnread((before) => new Set([...before].filter((one) => !one.startsWith(`${row.id}/`))))
  }
  const write = async (rows: Row[]) => {
    const ids = new Set(rows.map(({ id }) => id))
    const known = new Set(props.rows.map(({ id }) => id))
    setFresh((before) => [
      ...before.filter(({ id }) => !ids.has(id)),
      ...rows.filter(({ id }) => !known.has(id)),
    ])
    const whole = rows.filter(props.sheet.isWhole)
    if (whole.length === 0 || !(await props.onChange(whole))) return
    const written = new Set(whole.map(({ id }) => id))
    setFresh((before) => before.filter(({ id }) => !written.has(id)))
  }
  const type = (row: Row, column: SheetColumn<Row>, text: string) => {
    const key = `${row.id}/${column.key}`
    const next = column.typed(row, text)
    setUnread((before) => new Set(next ? [...before].filter((one) => one !== key) : [...before, key]))
    if (next) void write([next])
  }
  const paste = (at: { row: number; column: number }, cells: string[][]) => {
    const { changed, unread: wrong } = pasteInto(props.sheet, all(), at, cells)
    setUnread((before) => new Set([...before, ...wrong]))
    if (wrong.length > 0) toast(t('planner.facts.notRead', { count: wrong.length }), { tone: 'danger' })
    else toast(t('planner.facts.pasted', { count: changed.length }), { tone: 'good' })
    void write(changed)
  }
  const focus = (row: number, column: number) =>
    table?.querySelector<HTMLInputElement>(`[data-place="${row}/${column}"]`)?.focus()
  const add = () => {
    setFresh((before) => [...before, props.sheet.fresh()])
    queueMicrotask(() => focus(all().length - 1, 0))
  }
  return (
    <div class={styles.sheet}>
      <p class={styles.quiet}>
        {props.hint} {t('planner.facts.paste')}
      </p>
      <For each={props.sheet.columns.filter(({ choices }) => choices)}>
        {(column) => (
          <datalist id={`${listId}-${column.key}`}>
            <For each={column.choices ?? []}>{(choice) => <option value={choice} />}</For>
          </datalist>
        )}
      </For>
      <div class={styles.scroll}>
        <table class={styles.cells} ref={table} aria-label={props.label} data-own-keys>
          <thead>
            <tr>
              <For each={props.sheet.columns}>
                {(column) => (
                  <th scope="col" style={{ width: column.width }}>
                    {column.title}
                  </th>
                )}
              </For>
              <td />
            </tr>
          </thead>
          <tbody>
            <For
              each={all()}
              fallback={
                <tr>
                  <td colSpan={props.sheet.columns.length + 1} class={styles.none}>
                    {t('planner.facts.empty')}
                  </td>
                </tr>
              }
            >
              {(row, at) => (
                <tr>
                  <For each={props.sheet.columns}>
                    {(column, c) => (
                      <td>
                        <Cell
                          row={row}
                          column={column}
                          wrong={unread().has(`${row.id}/${column.key}`)}
                          list={column.choices && `${listId}-${column.key}`}
                          place={`${at()}/${c()}`}
                          onTyped={(text) => type(row, column, text)}
                          onStep={(rows) => focus(at() + rows, c())}
                          onPaste={(cells) => paste({ row: at(), column: c() }, cells)}
                        />
                      </td>
                    )}
                  </For>
                  <td>
                    <IconButton
                      icon={Trash}
                      small
                      label={t('planner.facts.remove')}
                      onClick={() => remove(row)}
                    />
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
      <div>
        <Button icon={Plus} onClick={add}>
          {t('planner.facts.add')}
        </Button>
      </div>
    </div>
  )
}
