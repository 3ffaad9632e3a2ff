import { createMemo, createSignal } from 'solid-js'
import { createSight, createSize, isSameSpan, numbersOf, spanOf } from '../ui/scroll-window.ts'
import type { ColumnGroup, GradebookStore, Place } from './gradebook.ts'

/** A cell by where it stands on screen. The names are column -1. */
export interface Spot {
  row: number
  column: number
}
export const NAMES = -1

/** A rectangle of cells, both ends in it. */
export interface Block {
  rows: readonly [number, number]
  columns: readonly [number, number]
}
const isSameBlock = (a: Block, b: Block): boolean =>
  a.rows.join() === b.rows.join() && a.columns.join() === b.columns.join()

/** Rows and columns that are drawn beyond those in sight. */
const BESIDE = 2
const NOTHING = { from: 0, to: 0 }
/** A gradebook of no more cells is drawn whole: the browser's own search finds everybody in it. */
const WHOLE_CELLS = 1_000

const sameList = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((one, n) => one === b[n])
const placesIn = (ids: readonly string[]) => new Map(ids.map((id, n) => [id, n]))

/**
 * What of the gradebook is drawn, and where somebody is in it. Only cells in sight exist, and the one that has the focus:
 * it stays when it is scrolled away, and it goes with its student when rows move.
 */
export const createGridView = (store: GradebookStore, studentIds: () => readonly string[]) => {
  const { sight, watch } = createSight()
  const cell = createSize({ width: 76, height: 40 })
  const names = createSize({ width: 208, height: 40 })
  const itemIds = createMemo(() => store.columns().map((item) => item.id), [], { equals: sameList })
  const rowPlaces = createMemo(() => placesIn(studentIds()))
  const columnPlaces = createMemo(() => placesIn(itemIds()))
  const [current, setCurrent] = createSignal<Partial<Place>>({})
  /** Where the chosen block began, while it is more than one cell. */
  const [anchor, setAnchor] = createSignal<Spot | null>(null)

  const spot = createMemo<Spot>(
    () => {
      const { studentId, itemId } = current()
      const column = studentId !== undefined && itemId === undefined ? NAMES : 0
      return {
        row: rowPlaces().get(studentId ?? '') ?? 0,
        column: columnPlaces().get(itemId ?? '') ?? column,
      }
    },
    { row: 0, column: 0 },
    { equals: (a, b) => a.row === b.row && a.column === b.column },
  )
  const isSmall = createMemo(() => studentIds().length * Math.max(1, itemIds().length) <= WHOLE_CELLS)
  const rowSpan = createMemo(
    () =>
      isSmall()
        ? { from: 0, to: studentIds().length }
        : spanOf(studentIds().length, cell.size().height, sight().top, sight().height, BESIDE),
    NOTHING,
    { equals: isSameSpan },
  )
  const columnSpan = createMemo(
    () => {
      if (isSmall()) return { from: 0, to: itemIds().length }
      const beside = Math.max(0, sight().width - names.size().width)
      return spanOf(itemIds().length, cell.size().width, sight().left, beside, BESIDE)
    },
    NOTHING,
    { equals: isSameSpan },
  )
  const block = createMemo<Block>(
    () => {
      const [here, from] = [spot(), anchor() ?? spot()]
      return {
        rows: [Math.min(here.row, from.row), Math.max(here.row, from.row)],
        columns: [Math.min(here.column, from.column), Math.max(here.column, from.column)],
      }
    },
    { rows: [0, 0], columns: [0, 0] },
    { equals: isSameBlock },
  )
  const placeAt = ({ row, column }: Spot): Place | null => {
    const [studentId, itemId] = [studentIds()[row], itemIds()[column]]
    return studentId !== undefined && itemId !== undefined ? { studentId, itemId } : null
  }
  const within = ({ row, column }: Spot): Spot => ({
    row: Math.min(Math.max(0, row), studentIds().length - 1),
    column: Math.min(Math.max(NAMES, column), itemIds().length - 1),
  })
  return {
    watchBox: watch,
    watchCell: cell.watch,
    watchNames: names.watch,
    studentIds,
    itemIds,
    /** Students and items that are drawn, in their order. */
    rows: createMemo(() => numbersOf(rowSpan(), spot().row).flatMap((n) => studentIds()[n] ?? []), [], {
      equals: sameList,
    }),
    columns: createMemo(
      () =>
        numbersOf(columnSpan(), spot().column === NAMES ? null : spot().column).flatMap(
          (n) => store.columns()[n] ?? [],
        ),
      [],
      { equals: sameList },
    ),
    /** Groups of columns of which something is drawn, and the number of their first column. */
    groups: createMemo(() => {
      let at = 0
      const placed = store.groups().map((group: ColumnGroup) => {
        const first = at
        at += group.items.length
        return { group, first }
      })
      const { from, to } = columnSpan()
      return placed.filter(({ group, first }) => first < to && first + group.items.length > from)
    }),
    rowOf: (studentId: string): number => rowPlaces().get(studentId) ?? 0,
    columnOf: (itemId: string): number => columnPlaces().get(itemId) ?? 0,
    spot,
    block,
    isBlock: () => anchor() !== null,
    placeAt,
    within,
    /** Goes to a cell, or with `from` chooses all up to it. */
    goTo: (to: Spot, from: Spot | null = null) => {
      const { row, column } = within(to)
      setCurrent({ studentId: studentIds()[row], itemId: itemIds()[column] })
      setAnchor(from && (from.row !== row || from.column !== column) ? from : null)
    },
    placeOf: ({ studentId, itemId }: Place): Spot | null => {
      const [row, column] = [rowPlaces().get(studentId), columnPlaces().get(itemId)]
      return row !== undefined && column !== undefined ? { row, column } : null
    },
    anchor,
  }
}
export type GridView = ReturnType<typeof createGridView>
