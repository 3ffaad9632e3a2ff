import { CELL_CHARACTERS, type Limits, ownText, type Sheet, SheetCollector, unreadable } from './sheet.ts'

const startsWith = (bytes: Uint8Array, ...mark: number[]): boolean =>
  mark.every((byte, at) => bytes[at] === byte)

/**
 * Text of unknown encoding: by its byte order mark, else UTF-8 if it is valid, else GB18030 (which contains GBK), as
 * Chinese spreadsheet programs save CSV. Bytes that no text has mean that it is no text.
 */
export const decodeText = (bytes: Uint8Array): string => {
  if (startsWith(bytes, 0xff, 0xfe)) return new TextDecoder('utf-16le').decode(bytes)
  if (startsWith(bytes, 0xfe, 0xff)) return new TextDecoder('utf-16be').decode(bytes)
  if (bytes.includes(0)) throw unreadable('not-a-spreadsheet')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return decodeGb18030(bytes)
  }
}

const decodeGb18030 = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes)
  } catch {
    throw unreadable('not-a-spreadsheet')
  }
}

const DELIMITERS = [',', ';', '\t'] as const

/** The delimiter that the first line with text has most of. */
const delimiterOf = (text: string): string => {
  const line = /[^\r\n]+/.exec(text.slice(0, 64 * 1024))?.[0].replace(/"[^"]*"/g, '') ?? ''
  const count = (delimiter: string) => line.split(delimiter).length
  return DELIMITERS.reduce((best, next) => (count(next) > count(best) ? next : best))
}

/** One cell and where the next thing starts. A quote that is never closed ends the cell with the text. */
const quotedCell = (text: string, from: number): { cell: string; next: number } => {
  let cell = ''
  for (let at = from + 1; ; ) {
    const quote = text.indexOf('"', at)
    const end = quote === -1 ? text.length : quote
    cell += text.slice(at, end)
    if (cell.length > CELL_CHARACTERS) throw unreadable('damaged')
    if (text[end + 1] !== '"') return { cell, next: Math.min(text.length, end + 1) }
    cell += '"'
    at = end + 2
  }
}

/** The cell that starts at `at`; `plain` matches up to the next delimiter or line end. */
const nextCell = (text: string, at: number, plain: RegExp): { cell: string; next: number } => {
  const quoted = text[at] === '"' ? quotedCell(text, at) : { cell: '', next: at }
  plain.lastIndex = quoted.next
  const cell = quoted.cell + (plain.exec(text)?.[0] ?? '')
  if (cell.length > CELL_CHARACTERS) throw unreadable('damaged')
  return { cell: ownText(cell), next: plain.lastIndex }
}

/**
 * Reads comma, semicolon or tab separated text (RFC 4180 and what programs really write) as one sheet. Row numbers
 * count records, as a spreadsheet program shows them. Written here because the limits must hold while it parses: a
 * general parser first builds the row of nine million cells.
 */
export const readCsv = (bytes: Uint8Array, name: string, limits: Limits): Sheet[] => {
  const text = decodeText(bytes)
  const collector = new SheetCollector(limits)
  collector.begin(name)
  const delimiter = delimiterOf(text)
  const plain = new RegExp(`[^\r\n${delimiter}]*`, 'y')
  let [at, row, cells]: [number, number, string[]] = [0, 1, []]
  while (at < text.length) {
    const { cell, next } = nextCell(text, at, plain)
    if (cell !== '') collector.checkColumn(cells.length)
    if (cells.length < limits.columns) cells.push(cell)
    at = next
    if (text[at] === delimiter) {
      at += 1
      continue
    }
    collector.add(row, cells)
    ;[row, cells] = [row + 1, []]
    at += text.startsWith('\r\n', at) ? 2 : 1
  }
  collector.add(row, cells)
  return collector.sheets
}
