import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { setImmediate as nextTurn } from 'node:timers/promises'
import ExcelJS from 'exceljs'
import { CELL_CHARACTERS } from './sheet.ts'
import { type Style, styleBook } from './style.ts'
import { sheetName } from './text-width.ts'

/**
 * Writes a workbook of any size to a stream: rows go out as they come, and a slow reader slows the writer. The only
 * module that knows the library. Text is always a text cell: nothing that comes from people can become a formula.
 */

/** A date is written as the wall time that its UTC fields show. */
export type CellValue = string | number | Date | null
export type Cell = CellValue | { value: CellValue; style: Style }

export interface SheetOptions {
  /** Widths in digits and the style of cells that bring none. */
  columns: readonly { width: number; style?: Style }[]
  /** Rows and columns that stay when the sheet is scrolled; the rows are repeated on each printed page. */
  frozen?: { rows: number; columns: number }
  landscape?: boolean
  /** Cells that take one of few words, with a list to choose from. */
  choices?: readonly { column: number; fromRow: number; toRow: number; words: readonly string[] }[]
}

export interface SheetWriter {
  /** The name it got: legal and unique in the workbook. */
  name: string
  /** Writes the next row. Await it: that is how the reader's pace is kept. */
  row(cells: readonly Cell[], options?: { height?: number }): Promise<void>
  /** Joins cells of the row written last, columns from 0, both ends included. */
  merge(from: number, to: number): void
  finish(): Promise<void>
}

export interface WorkbookWriter {
  /** Begins a sheet; the one before must be finished. */
  sheet(name: string, options: SheetOptions): SheetWriter
  /** Cells written so far that hold something. */
  cells(): number
  /** Ends the workbook; when it resolves every byte is in the stream. */
  finish(): Promise<void>
}

/** Rows between two looks at the reader. */
const BREATH = 100
const A4 = 9
const DEFAULT: Style = {}
const NOTHING = Buffer.alloc(0)

const isStyled = (cell: Cell): cell is { value: CellValue; style: Style } =>
  typeof cell === 'object' && cell !== null && !(cell instanceof Date)

/** Text as XML and Excel can hold it; what looks like Excel's own escapes stays what it is. */
const safeText = (text: string): string =>
  text
    .slice(0, CELL_CHARACTERS)
    .replace(/[\p{Cs}\ufffe\uffff]/gu, '')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')

const safeValue = (value: CellValue): CellValue => {
  if (typeof value === 'string') return safeText(value)
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (value === null || (value instanceof Date && !Number.isNaN(value.getTime()))) return value
  throw new TypeError('a cell holds text, a finite number, a date or nothing')
}

const sheetSettings = (options: SheetOptions): Partial<ExcelJS.AddWorksheetOptions> => {
  const frozen = options.frozen
  return {
    views: [
      frozen
        ? { state: 'frozen', xSplit: frozen.columns, ySplit: frozen.rows, showGridLines: false }
        : { showGridLines: false },
    ],
    pageSetup: {
      paperSize: A4,
      orientation: options.landscape ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: '&L&A&R&P / &N' },
  }
}

interface DefinedName {
  name: string
  ranges: string[]
  localSheetId: number
}

/** The rows that every printed page repeats. In a reference an apostrophe of the sheet's name stands doubled. */
const printTitles = (sheet: string, localSheetId: number, rows: number): DefinedName => ({
  name: '_xlnm.Print_Titles',
  ranges: [`'${sheet.replaceAll("'", "''")}'!$1:$${rows}`],
  localSheetId,
})

const addChoices = (sheet: ExcelJS.Worksheet, options: SheetOptions): void => {
  // The library's types leave out that a validation may cover a range of cells.
  const validations = (
    sheet as unknown as { dataValidations: { add(range: string, validation: ExcelJS.DataValidation): void } }
  ).dataValidations
  for (const { column, fromRow, toRow, words } of options.choices ?? []) {
    const letter = sheet.getColumn(column + 1).letter
    validations.add(`${letter}${fromRow}:${letter}${toRow}`, {
      type: 'list',
      allowBlank: true,
      formulae: [`"${words.map((word) => word.replace(/[",]/g, ' ')).join(',')}"`],
    })
  }
}

/** Fails when the stream is gone before everything was written. */
const goneOf = (stream: Writable): Promise<never> => {
  const gone = finished(stream, { readable: false }).then(() => {
    throw new Error('the stream ended before the workbook')
  })
  gone.catch(() => {})
  return gone
}

/** What the sheets of one workbook share. */
interface Shared {
  gone: Promise<never>
  style: (style: Style) => Partial<ExcelJS.Style>
  cells: number
  /** What was queued at the last look at the reader. */
  queued: Promise<unknown>
}

/** The library queues without end. This waits until what was queued at the last call has gone out. */
const breathe = async (sheet: ExcelJS.Worksheet, shared: Shared): Promise<void> => {
  const { pipes } = (sheet as unknown as { stream: { pipes: Writable[] } }).stream
  const before = shared.queued
  shared.queued = Promise.all(pipes.map((pipe) => new Promise((sent) => pipe.write(NOTHING, sent))))
  await Promise.race([Promise.all([nextTurn(), before]), shared.gone])
}

const sheetWriter = (sheet: ExcelJS.Worksheet, options: SheetOptions, shared: Shared): SheetWriter => {
  let last = 0
  let open: ExcelJS.Row | null = null
  const commit = () => {
    open?.commit()
    open = null
  }
  const setCell = (row: ExcelJS.Row, column: number, cell: Cell): void => {
    const value = safeValue(isStyled(cell) ? cell.value : cell)
    const target = row.getCell(column + 1)
    target.value = value
    target.style = shared.style((isStyled(cell) ? cell.style : options.columns[column]?.style) ?? DEFAULT)
    if (value !== null) shared.cells += 1
  }
  return {
    name: sheet.name,
    row: async (values, { height } = {}) => {
      commit()
      last += 1
      const row = sheet.getRow(last)
      if (height !== undefined) row.height = height
      values.forEach((cell, column) => {
        setCell(row, column, cell)
      })
      open = row
      if (last % BREATH === 0) await breathe(sheet, shared)
    },
    merge: (from, to) => {
      if (to > from) sheet.mergeCells(last, from + 1, last, to + 1)
    },
    finish: async () => {
      commit()
      await breathe(sheet, shared)
      sheet.commit()
    },
  }
}

/**
 * Starts a workbook. `font` is the face of every cell: one that has the school's script. A failing stream fails the next
 * `row` or `finish`.
 */
export const writeWorkbook = (
  stream: Writable,
  about: { title: string; creator: string; font: string; at: Date },
): WorkbookWriter => {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false })
  Object.assign(book, { creator: about.creator, lastModifiedBy: about.creator, title: about.title })
  Object.assign(book, { created: about.at, modified: about.at })
  const gone = goneOf(stream)
  const shared: Shared = { gone, style: styleBook(about.font), cells: 0, queued: Promise.resolve() }
  const used = new Set<string>()
  const names: DefinedName[] = []
  // The library writes print titles itself, but does not double apostrophes: Excel calls such a workbook corrupt.
  Object.assign(book, { _definedNames: { model: names } })
  return {
    sheet: (wanted, options) => {
      const name = sheetName(wanted, used)
      const rows = options.frozen?.rows ?? 0
      if (rows > 0) names.push(printTitles(name, used.size - 1, rows))
      const sheet = book.addWorksheet(name, sheetSettings(options))
      sheet.columns = options.columns.map(({ width, style }) => ({
        width,
        style: style && shared.style(style),
      }))
      addChoices(sheet, options)
      return sheetWriter(sheet, options, shared)
    },
    cells: () => shared.cells,
    finish: async () => {
      const failed = gone.catch((error: Error) => {
        if (!stream.writableFinished) throw error
      })
      await Promise.race([book.commit(), failed])
    },
  }
}
