import ArrowDown from 'lucide-solid/icons/arrow-down'
import ArrowUp from 'lucide-solid/icons/arrow-up'
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import { byName } from '../i18n/format.ts'
import { classes } from './classes.ts'
import { Icon } from './Icon.tsx'
import styles from './Table.module.css'

export interface Column<Item> {
  key: string
  title: string
  /** What stands in the cell. */
  cell: (item: Item) => JSX.Element
  /** Figures stand right and are tabular. */
  figures?: boolean
  /** By what its header sorts; without it the header does not. */
  sortBy?: (item: Item) => string | number
  width?: string
}

const order =
  <Item,>(column: Column<Item>, down: boolean) =>
  (left: Item, right: Item) => {
    const a = column.sortBy?.(left) ?? ''
    const b = column.sortBy?.(right) ?? ''
    const by = typeof a === 'number' && typeof b === 'number' ? a - b : byName(String(a), String(b))
    return down ? -by : by
  }

const SortHead = (props: {
  title: string
  sorted: 'ascending' | 'descending' | undefined
  onSort: () => void
}) => (
  <button type="button" class={styles.sort} onClick={() => props.onSort()}>
    {props.title}
    <Show when={props.sorted}>
      {(way) => <Icon of={way() === 'ascending' ? ArrowUp : ArrowDown} class={styles.arrow} />}
    </Show>
  </button>
)

/**
 * A table with a sticky head and a sticky first column (the row's header). It scrolls inside its own box. Editable grids
 * with thousands of cells are their own components.
 */
export const Table = <Item,>(props: {
  /** What the table shows, for screen readers. */
  label: string
  columns: readonly Column<Item>[]
  rows: readonly Item[]
  /** Press or Enter on a row. The first cell should hold the link itself. */
  onOpen?: (item: Item) => void
  /** Highlights rows. */
  isSelected?: (item: Item) => boolean
  /** Shown instead of rows when there are none. */
  empty?: JSX.Element
  /** CSS height limit; the head stays in sight. */
  maxHeight?: string
}) => {
  const [sort, setSort] = createSignal<{ key: string; down: boolean } | null>(null)
  const sorted = createMemo(() => {
    const by = sort()
    const column = by && props.columns.find((one) => one.key === by.key)
    return column ? [...props.rows].sort(order(column, by.down)) : props.rows
  })
  const wayOf = (key: string) => {
    const by = sort()
    return by?.key === key ? (by.down ? 'descending' : 'ascending') : undefined
  }
  const press = (key: string) =>
    setSort((by) => (by?.key !== key ? { key, down: false } : by.down ? null : { key, down: true }))
  return (
    <Show when={props.rows.length > 0 || !props.empty} fallback={props.empty}>
      <section
        class={styles.box}
        style={{ '--table-height': props.maxHeight }}
        tabindex="0"
        aria-label={props.label}
      >
        <table class={styles.table}>
          <thead>
            <tr>
              <For each={props.columns}>
                {(column) => (
                  <th
                    scope="col"
                    class={classes(column.figures && styles.figures)}
                    style={{ width: column.width }}
                    aria-sort={wayOf(column.key)}
                  >
                    <Show when={column.sortBy} fallback={column.title}>
                      <SortHead
                        title={column.title}
                        sorted={wayOf(column.key)}
                        onSort={() => press(column.key)}
                      />
                    </Show>
                  </th>
                )}
              </For>
            </tr>
          </thead>
          <tbody>
            <For each={sorted()}>
              {(item) => (
                <tr
                  class={classes(props.onOpen && styles.open, props.isSelected?.(item) && styles.selected)}
                  onClick={() => props.onOpen?.(item)}
                >
                  <For each={props.columns}>
                    {(column, index) => (
                      <Show
                        when={index() === 0}
                        fallback={
                          <td class={classes(column.figures && styles.figures)}>{column.cell(item)}</td>
                        }
                      >
                        <th scope="row">{column.cell(item)}</th>
                      </Show>
                    )}
                  </For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </section>
    </Show>
  )
}
