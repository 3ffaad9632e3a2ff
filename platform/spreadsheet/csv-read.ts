import type { CellDoubt, DoubtfulCell } from '#domain/sheet-cell.ts'
import { findDelimiter } from './delimiter.ts'
import {
  CELL_CHARACTERS,
  type Limits,
  ownText,
  type Sheet,
  SheetCollector,
  unreadable,
  withoutFormula,
} from './sheet.ts'

interface Quoted {
  cell: string
  next: number
  /** Whether after it, but for blanks, the cell ends: what closes there is a quote and no inch sign. */
  whole: boolean
}

/** What stands in the quotes that open at `from`; null when they are never closed. */
const quotedCell = (text: string, from: number, delimiter: string): Quoted | null => {
  let cell = ''
  for (let at = from + 1; ; ) {
    const quote = text.indexOf('"', at)
    if (quote === -1 || cell.length + quote - at > CELL_CHARACTERS) return null
    cell += text.slice(at, quote)
    if (text[quote + 1] !== '"') {
      let after = quote + 1
      while (text[after] === ' ' || (text[after] === '\t' && delimiter !== '\t')) after += 1
      const sign = text[after]
      const whole = sign === undefined || sign === delimiter || sign === '\r' || sign === '\n'
      return { cell, next: whole ? after : quote + 1, whole }
    }
    cell += '"'
    at = quote + 2
  }
}

interface Cell {
  text: string
  next: number
  doubt?: CellDoubt
}

class Cells {
  private readonly text: string
  private readonly delimiter: string
  private readonly plain: RegExp
  private readonly opening: RegExp

  constructor(text: string, delimiter: string) {
    this.text = text
    this.delimiter = delimiter
    const sign = delimiter.replace(/[\\\]^-]/g, '\\$&')
    this.plain = new RegExp(`[^\r\n${sign}]*`, 'y')
    // Blanks before a quote, and the equals sign of `="00123"`.
    this.opening = new RegExp(`${delimiter === '\t' ? ' ' : '[ \\t]'}*=?"`, 'y')
  }

  /** The cell that starts at `at`. */
  read(at: number): Cell {
    this.opening.lastIndex = at
    const opened = this.opening.exec(this.text)
    if (!opened) return this.rest('', at)
    const quote = this.opening.lastIndex - 1
    const quoted = quotedCell(this.text, quote, this.delimiter)
    const isFormula = opened[0].endsWith('="')
    if (quoted?.whole)
      return { text: own(isFormula ? quoted.cell : withoutFormula(quoted.cell)), next: quoted.next }
    if (isFormula) return this.rest('', at)
    // A quote that closes in a later line, in the middle of a cell, or nowhere: it was never closed.
    if (!quoted || /[\r\n]/.test(quoted.cell)) return { ...this.rest('', quote + 1), doubt: 'unclosed-quote' }
    return this.rest(quoted.cell, quoted.next)
  }

  private rest(before: string, at: number): Cell {
    this.plain.lastIndex = at
    const text = before + (this.plain.exec(this.text)?.[0] ?? '')
    return { text: own(withoutFormula(text.trim())), next: this.plain.lastIndex }
  }
}

const own = (text: string): string => {
  if (text.length > CELL_CHARACTERS) throw unreadable('damaged')
  return ownText(text)
}

/** A cell over several lines that look like rows: its quote was closed by that of another row. */
const holdsRows = (text: string, delimiter: string): boolean => {
  const lines = text.split(/[\r\n]+/)
  return lines.length > 1 && [lines[0], lines.at(-1)].every((line) => line?.includes(delimiter))
}

const doubtOf = (cell: Cell, delimiter: string): CellDoubt | undefined => {
  if (cell.doubt) return cell.doubt
  if (cell.text.includes('\uFFFD')) return 'not-decoded'
  return holdsRows(cell.text, delimiter) ? 'unclosed-quote' : undefined
}

/** The sign that programs of DOS end a text with. */
const END_OF_FILE = '\u001A'

/**
 * Reads comma, semicolon, tab or otherwise separated text (RFC 4180 and what programs really write) as one sheet. Row
 * numbers count records, as a spreadsheet program shows them. Written here because the limits must hold while it
 * parses: a general parser first builds the row of nine million cells. `collector` holds the sheets of several files to
 * one limit.
 */
export const readCsv = (
  file: string,
  name: string,
  limits: Limits,
  collector: SheetCollector = new SheetCollector(limits),
): Sheet[] => {
  const text = file.endsWith(END_OF_FILE) ? file.slice(0, -1) : file
  collector.begin(name)
  const { delimiter, start } = findDelimiter(text)
  const source = new Cells(text, delimiter)
  let [at, row, cells, doubts]: [number, number, string[], DoubtfulCell[]] = [start, 1, [], []]
  while (at < text.length) {
    const cell = source.read(at)
    if (cell.text !== '') collector.checkColumn(cells.length)
    const doubt = doubtOf(cell, delimiter)
    if (doubt) doubts.push({ column: cells.length, doubt, shown: cell.text })
    if (cells.length < limits.columns) cells.push(cell.text)
    at = cell.next
    if (text[at] === delimiter) {
      at += 1
      continue
    }
    collector.add(row, cells, { doubts })
    ;[row, cells, doubts] = [row + 1, [], []]
    at += text.startsWith('\r\n', at) ? 2 : 1
  }
  collector.add(row, cells, { doubts })
  return collector.sheets
}
