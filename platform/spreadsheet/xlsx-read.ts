import type { DoubtfulCell } from '#domain/sheet-cell.ts'
import { type NumberFormat, PLAIN, type SeenNumber, seenNumber, seenText } from './number-format.ts'
import {
  type Limits,
  type Merged,
  ownText,
  type Sheet,
  SheetCollector,
  unreadable,
  withoutFormula,
} from './sheet.ts'
import { readNumberFormats, readSharedStrings, readWorkbookParts, unescapeText } from './xlsx-parts.ts'
import { attributeOf, readXml, type XmlHandler } from './xml.ts'
import type { Zip } from './zip.ts'

interface Lookup {
  strings: string[]
  formats: NumberFormat[]
  from1904: boolean
}

/** `"AB12"` → 27; -1 without letters. */
const columnOf = (reference: string): number => {
  let column = 0
  for (let at = 0; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at) - 64
    if (letter < 1 || letter > 26 || column > 100_000) break
    column = column * 26 + letter
  }
  return column - 1
}

/** `"A2:B9"` → the block in column A, when it reaches over more than one row. */
const mergedOf = (reference: string): Merged | null => {
  const [, letters, from, to] =
    /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?[A-Z]{1,3}\$?(\d{1,7})$/.exec(reference) ?? []
  if (letters === undefined || from === to) return null
  return { column: columnOf(letters), from: Number(from), to: Number(to) }
}

interface OpenCell {
  column: number
  type: string
  style: number
  /** Whether a formula stands in it. */
  formula: boolean
}

const cellOf = (cell: OpenCell, value: string, lookup: Lookup): SeenNumber => {
  if (value === '') return cell.formula ? { text: '', doubt: 'no-result', shown: '' } : { text: '' }
  const format = lookup.formats[cell.style] ?? PLAIN
  if (cell.type === 's')
    return { text: seenText(withoutFormula(lookup.strings[Number(value)] ?? ''), format) }
  if (cell.type === 'b') return { text: value === '1' ? 'TRUE' : 'FALSE' }
  if (cell.type === 'e') return { text: ownText(value), doubt: 'error-value', shown: ownText(value) }
  if (cell.type === 'd') return seenDay(ownText(value))
  if (cell.type !== 'n') return { text: seenText(withoutFormula(ownText(unescapeText(value))), format) }
  return seenNumber(ownText(value), format, lookup.from1904)
}

/** `2026-07-01T00:00:00`: a day as the strict form of the format writes it. */
const seenDay = (value: string): SeenNumber => {
  const text = value.replace(/T00:00:00(?:\.0+)?Z?$/, '').replace('T', ' ')
  return { text, doubt: 'date', shown: text }
}

/** Rows without height are hidden too, as some programs write them. */
const isHidden = (tag: string): boolean =>
  // Most rows of a large file say neither: looking for the word first is ten times as quick.
  (tag.includes('hidden') && /^(1|true)$/.test(attributeOf(tag, 'hidden') ?? '')) ||
  (tag.includes(' ht=') && Number(attributeOf(tag, 'ht') ?? 1) === 0)

/** Reads the rows of one sheet. A formula counts as the text it showed last; it is never worked out. */
class SheetRows implements XmlHandler {
  readonly merged: Merged[] = []
  private row = 0
  hidden = false
  private cells: string[] = []
  doubts: DoubtfulCell[] = []
  private next = 0
  private cell: OpenCell | null = null
  private value = ''
  private inValue = false
  private inPhonetic = false
  private readonly collector: SheetCollector
  private readonly lookup: Lookup
  private readonly limits: Limits

  constructor(collector: SheetCollector, lookup: Lookup, limits: Limits) {
    this.collector = collector
    this.lookup = lookup
    this.limits = limits
  }

  open(name: string, tag: string): void {
    if (name === 'row') this.openRow(tag)
    else if (name === 'c') this.openCell(tag)
    else if (name === 'rPh') this.inPhonetic = true
    else if (name === 'v' || name === 't') this.inValue = this.cell !== null && !this.inPhonetic
    else if (name === 'f' && this.cell !== null) this.cell.formula = true
    else if (name === 'mergeCell') this.merge(attributeOf(tag, 'ref') ?? '')
  }

  text(text: string): void {
    if (this.inValue) this.value += text
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.inValue = false
    else if (name === 'rPh') this.inPhonetic = false
    else if (name === 'c') this.closeCell()
    else if (name === 'row') this.collector.add(this.row, this.cells, this)
  }

  private openRow(tag: string): void {
    const said = Number(attributeOf(tag, 'r'))
    this.row = Number.isSafeInteger(said) && said > 0 ? said : this.row + 1
    this.hidden = isHidden(tag)
    this.cells = []
    this.doubts = []
    this.next = 0
  }

  private openCell(tag: string): void {
    const reference = attributeOf(tag, 'r')
    const column = reference === undefined ? this.next : columnOf(reference)
    const style = Number(attributeOf(tag, 's') ?? 0)
    this.cell = { column, type: attributeOf(tag, 't') ?? 'n', style, formula: false }
    this.next = column + 1
    this.value = ''
  }

  private merge(reference: string): void {
    const merged = mergedOf(reference)
    if (merged) this.merged.push(merged)
    if (this.merged.length > this.limits.rows) throw unreadable('damaged')
  }

  private closeCell(): void {
    const cell = this.cell
    this.cell = null
    if (!cell || cell.column < 0) return
    const { text, doubt, shown, digits } = cellOf(cell, this.value, this.lookup)
    if (doubt && cell.column < this.limits.columns)
      this.doubts.push({
        column: cell.column,
        doubt,
        shown: shown ?? text,
        ...(digits !== undefined && { digits }),
      })
    if (text === '') return
    this.collector.checkColumn(cell.column)
    while (this.cells.length < cell.column) this.cells.push('')
    this.cells[cell.column] = text
  }
}

/** Reads the archive of an .xlsx file (ECMA-376). Throws `spreadsheet-*` problems. */
export const readXlsx = async (zip: Zip, limits: Limits): Promise<Sheet[]> => {
  const parts = await readWorkbookParts(zip)
  const lookup: Lookup = {
    strings: await readSharedStrings(zip, parts.sharedStringsPath, limits),
    formats: await readNumberFormats(zip, parts.stylesPath),
    from1904: parts.from1904,
  }
  const collector = new SheetCollector(limits)
  for (const sheet of parts.sheets) {
    collector.begin(sheet.name)
    const rows = new SheetRows(collector, lookup, limits)
    await readXml(zip.read(sheet.path), rows)
    collector.fill(rows.merged)
  }
  return collector.sheets
}
