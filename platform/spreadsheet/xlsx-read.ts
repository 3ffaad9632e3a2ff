import { dateText, numberText } from './number-format.ts'
import { type Limits, ownText, type Sheet, SheetCollector } from './sheet.ts'
import { readDateStyles, readSharedStrings, readWorkbookParts, unescapeText } from './xlsx-parts.ts'
import { attributeOf, readXml, type XmlHandler } from './xml.ts'
import { openZip } from './zip.ts'

interface Lookup {
  strings: string[]
  dateStyles: boolean[]
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

interface OpenCell {
  column: number
  type: string
  style: number
}

const cellText = (cell: OpenCell, value: string, lookup: Lookup): string => {
  if (value === '') return ''
  if (cell.type === 's') return lookup.strings[Number(value)] ?? ''
  if (cell.type === 'b') return value === '1' ? 'TRUE' : 'FALSE'
  if (cell.type !== 'n') return ownText(unescapeText(value))
  const date = lookup.dateStyles[cell.style] ? dateText(Number(value), lookup.from1904) : null
  return date ?? numberText(ownText(value))
}

/** Reads the rows of one sheet. A formula counts as the text it showed last; it is never worked out. */
class SheetRows implements XmlHandler {
  private row = 0
  private cells: string[] = []
  private next = 0
  private cell: OpenCell | null = null
  private value = ''
  private inValue = false
  private inPhonetic = false
  private readonly collector: SheetCollector
  private readonly lookup: Lookup

  constructor(collector: SheetCollector, lookup: Lookup) {
    this.collector = collector
    this.lookup = lookup
  }

  open(name: string, tag: string): void {
    if (name === 'row') {
      const said = Number(attributeOf(tag, 'r'))
      this.row = Number.isSafeInteger(said) && said > 0 ? said : this.row + 1
      this.cells = []
      this.next = 0
    } else if (name === 'c') {
      const reference = attributeOf(tag, 'r')
      const column = reference === undefined ? this.next : columnOf(reference)
      this.cell = { column, type: attributeOf(tag, 't') ?? 'n', style: Number(attributeOf(tag, 's') ?? 0) }
      this.next = column + 1
      this.value = ''
    } else if (name === 'rPh') this.inPhonetic = true
    else if (name === 'v' || name === 't') this.inValue = this.cell !== null && !this.inPhonetic
  }

  text(text: string): void {
    if (this.inValue) this.value += text
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.inValue = false
    else if (name === 'rPh') this.inPhonetic = false
    else if (name === 'c') this.closeCell()
    else if (name === 'row') this.collector.add(this.row, this.cells)
  }

  private closeCell(): void {
    const cell = this.cell
    this.cell = null
    if (!cell || cell.column < 0) return
    const text = cellText(cell, this.value, this.lookup)
    if (text === '') return
    this.collector.checkColumn(cell.column)
    while (this.cells.length < cell.column) this.cells.push('')
    this.cells[cell.column] = text
  }
}

/** Reads an .xlsx file (ECMA-376). Throws `spreadsheet-*` problems. */
export const readXlsx = async (file: Uint8Array, limits: Limits): Promise<Sheet[]> => {
  const zip = openZip(file, limits)
  const parts = await readWorkbookParts(zip)
  const lookup: Lookup = {
    strings: await readSharedStrings(zip, parts.sharedStringsPath, limits),
    dateStyles: await readDateStyles(zip, parts.stylesPath),
    from1904: parts.from1904,
  }
  const collector = new SheetCollector(limits)
  for (const sheet of parts.sheets) {
    collector.begin(sheet.name)
    await readXml(zip.read(sheet.path), new SheetRows(collector, lookup))
  }
  return collector.sheets
}
