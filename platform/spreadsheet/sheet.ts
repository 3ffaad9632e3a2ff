import { Problem, type ProblemDetails } from '#domain/problem.ts'

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
  add(row: number, cells: string[]): void {
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
    if (this.cells > this.limits.cells || this.characters > this.limits.characters)
      throw unreadable('too-many-cells', { limit: this.limits.cells })
    cells.length = filled
    this.sheets.at(-1)?.rows.push({ row, cells })
  }
}
