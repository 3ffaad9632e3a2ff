import { NAMES, type Spot } from './grid-view.ts'

/** What a key means in a cell of the gradebook. */
export type GridKey =
  | { kind: 'go'; to: Spot; commits?: true }
  | { kind: 'extend'; by: Spot }
  | { kind: 'undo' | 'redo' | 'giveUp' | 'edit' | 'fillDown' | 'clear' | 'all' }

/** Where somebody is when they press a key. */
export interface KeyPlace {
  spot: Spot
  rows: number
  columns: number
  /** How many rows a page is. */
  page: number
  /** Whether the caret is at the start, at the end of what is in the cell, or all of it is selected. */
  atStart: boolean
  atEnd: boolean
  isWhole: boolean
}

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

const ARROWS: Record<string, Spot> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
}

const plus = (a: Spot, b: Spot): Spot => ({ row: a.row + b.row, column: a.column + b.column })

const withControl = ({ key, shiftKey }: Press, at: KeyPlace): GridKey | null => {
  switch (key.toLowerCase()) {
    case 'z':
      return { kind: shiftKey ? 'redo' : 'undo' }
    case 'y':
      return { kind: 'redo' }
    case 'd':
      return { kind: 'fillDown' }
    case 'a':
      return at.isWhole ? { kind: 'all' } : null
    case 'home':
      return { kind: 'go', to: { row: 0, column: 0 } }
    case 'end':
      return { kind: 'go', to: { row: at.rows - 1, column: at.columns - 1 } }
    default:
      return null
  }
}

/** Tab goes on to the next row at the end of one, and out of the grid at the end of all. */
const ofTab = (back: boolean, { spot, rows, columns }: KeyPlace): GridKey | null => {
  const next = spot.column + (back ? -1 : 1)
  if (next >= 0 && next < columns) return { kind: 'go', to: { row: spot.row, column: next } }
  const row = spot.row + (back ? -1 : 1)
  if (row < 0 || row >= rows || spot.column === NAMES) return null
  return { kind: 'go', to: { row, column: back ? columns - 1 : 0 } }
}

const ofArrow = (by: Spot, { shiftKey }: Press, at: KeyPlace): GridKey | null => {
  // Within what is being typed the arrows are the text's own.
  if (shiftKey) return at.isWhole ? { kind: 'extend', by } : null
  if (by.column < 0 && !at.isWhole && !at.atStart) return null
  if (by.column > 0 && !at.isWhole && !at.atEnd) return null
  return { kind: 'go', to: plus(at.spot, by) }
}

/** What a key does, as spreadsheets do it; null where it is the browser's or the text's own. */
export const gridKeyOf = (press: Press, at: KeyPlace): GridKey | null => {
  if (press.altKey) return null
  if (press.ctrlKey || press.metaKey) return withControl(press, at)
  const arrow = ARROWS[press.key]
  if (arrow) return ofArrow(arrow, press, at)
  switch (press.key) {
    case 'Enter':
      return { kind: 'go', to: plus(at.spot, { row: press.shiftKey ? -1 : 1, column: 0 }), commits: true }
    case 'Tab':
      return ofTab(press.shiftKey, at)
    case 'PageDown':
      return { kind: 'go', to: plus(at.spot, { row: at.page, column: 0 }) }
    case 'PageUp':
      return { kind: 'go', to: plus(at.spot, { row: -at.page, column: 0 }) }
    case 'Home':
      return at.isWhole ? { kind: 'go', to: { row: at.spot.row, column: 0 } } : null
    case 'End':
      return at.isWhole ? { kind: 'go', to: { row: at.spot.row, column: at.columns - 1 } } : null
    case 'F2':
      return { kind: 'edit' }
    case 'Escape':
      return { kind: 'giveUp' }
    case 'Delete':
    case 'Backspace':
      return at.isWhole ? { kind: 'clear' } : null
    default:
      return null
  }
}
