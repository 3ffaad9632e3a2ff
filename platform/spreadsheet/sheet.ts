import { Problem, type ProblemDetails } from '#domain/problem.ts'
import type { DoubtfulCell } from '#domain/sheet-cell.ts'

/** A sheet as text: what a person sees in each cell, with the row numbers that the spreadsheet program shows. */
export interface Sheet {
  name: string
  rows: SheetRow[]
}

export interface SheetRow {
  /** As shown at the left of the row, from 1. */
  row: number
  /** By column from 0, trimmed; missing cells are `""`. Rows without any text are left out. */
  cells: string[]
  /** The row is filtered away or hidden: its reader does not see it. */
  hidden?: true
  /** Cells whose text is not what somebody wrote there. */
  doubts?: DoubtfulCell[]
}

/** A block of merged cells, whose one text stands for all of its rows; columns from 0, rows as shown. */
export interface Merged {
  column: number
  from: number
  to: number
}

/** What a file from outside may cost. A file that wants more is refused, never cut short in silence. */
export interface Limits {
  /** Bytes of the file as it was sent. */
  bytes: number
  /** Bytes after inflating all parts of the archive together. */
  inflatedBytes: number
  /** Parts in the archive. */
  entries: number
  sheets: number
  /** Rows with text, all sheets together. */
  rows: number
  /** The rightmost column with text. */
  columns: number
  /** Cells with text, all sheets together. */
  cells: number
  /** Characters of text kept, all cells together. */
  characters: number
}

export const DEFAULT_LIMITS: Limits = {
  bytes: 20 * 1024 * 1024,
  inflatedBytes: 128 * 1024 * 1024,
  entries: 1000,
  sheets: 50,
  rows: 200_000,
  columns: 100,
  cells: 1_000_000,
  characters: 32 * 1024 * 1024,
}

/** A cell holds no more than this in any spreadsheet program. */
export const CELL_CHARACTERS = 32_767

export type UnreadableCode =
  | 'too-large'
  | 'too-many-sheets'
  | 'too-many-rows'
  | 'too-many-columns'
  | 'too-many-cells'
  | 'old-format'
  | 'encrypted'
  | 'damaged'
  | 'not-a-spreadsheet'

/** The file cannot be read: `invalid`, or `too-large` for limits; the code starts with `spreadsheet-`. */
export const unreadable = (code: UnreadableCode, params?: ProblemDetails['params']): Problem =>
  new Problem(code.startsWith('too-') ? 'too-large' : 'invalid', { code: `spreadsheet-${code}`, params })

/** A copy that does not keep the large text alive it was cut from. */
export const ownText = (text: string): string => (text.length > 12 ? ` ${text}`.slice(1) : text)

/** Where the first row is that is not above `wanted`. */
const rowAt = (rows: readonly SheetRow[], wanted: number): number => {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle]?.row ?? 0) < wanted) low = middle + 1
    else high = middle
  }
  return low
}

const fillCell = (row: SheetRow, top: SheetRow, column: number): void => {
  if (row.cells[column]) return
  while (row.cells.length < column) row.cells.push('')
  row.cells[column] = top.cells[column] ?? ''
  const doubt = top.doubts?.find((one) => one.column === column)
  if (doubt) row.doubts = [...(row.doubts ?? []), doubt]
}

/** `="00123"` is how a program is told to leave figures alone. */
const EQUALS_QUOTED = /^=\s*"((?:[^"]|"")*)"$/

/** The text itself of a cell that is written as the formula of a text. */
export const withoutFormula = (text: string): string =>
  EQUALS_QUOTED.exec(text)?.[1]?.replaceAll('""', '"') ?? text

/** Collects rows of one file and holds them to the limits. */
export class SheetCollector {
  readonly sheets: Sheet[] = []
  private rows = 0
  private cells = 0
  private characters = 0
  private readonly limits: Limits

  constructor(limits: Limits) {
    this.limits = limits
  }

  /** Begins the next sheet. Throws when there are too many. */
  begin(name: string): void {
    if (this.sheets.length >= this.limits.sheets)
      throw unreadable('too-many-sheets', { limit: this.limits.sheets })
    this.sheets.push({ name, rows: [] })
  }

  /** Whether a column from 0 may hold text; throws when it may not. */
  checkColumn(column: number): void {
    if (column >= this.limits.columns) throw unreadable('too-many-columns', { limit: this.limits.columns })
  }

  /** Adds a row to the sheet begun last, unless all its cells are empty. Throws at a limit. */
  add(row: number, cells: string[], more: { hidden?: boolean; doubts?: DoubtfulCell[] } = {}): void {
    let filled = 0
    for (let column = 0; column < cells.length; column += 1) {
      const text = (cells[column] ?? '').trim()
      cells[column] = text
      if (text === '') continue
      filled = column + 1
      this.cells += 1
      this.characters += text.length
    }
    if (filled === 0) return
    this.checkColumn(filled - 1)
    this.rows += 1
    if (this.rows > this.limits.rows) throw unreadable('too-many-rows', { limit: this.limits.rows })
    this.checkCells()
    cells.length = filled
    this.sheets.at(-1)?.rows.push({
      row,
      cells,
      ...(more.hidden && { hidden: true }),
      ...(more.doubts?.length && { doubts: more.doubts }),
    })
  }

  /** Writes the text of merged cells into each row with text that they reach over. Throws at a limit. */
  fill(merged: readonly Merged[]): void {
    const rows = this.sheets.at(-1)?.rows ?? []
    for (const block of merged) {
      const first = rowAt(rows, block.from)
      const top = rows[first]
      if (top?.row !== block.from || !top.cells[block.column]) continue
      for (let at = first + 1; at < rows.length; at += 1) {
        const row = rows[at]
        if (!row || row.row > block.to) break
        // Each step counts, filled or not: blocks that lie over each other come to an end too.
        this.cells += 1
        this.checkCells()
        fillCell(row, top, block.column)
      }
    }
  }

  private checkCells(): void {
    if (this.cells > this.limits.cells || this.characters > this.limits.characters)
      throw unreadable('too-many-cells', { limit: this.limits.cells })
  }
}
