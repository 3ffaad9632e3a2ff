import Papa from 'papaparse'
import { type Limits, ownText, type Sheet, SheetCollector, unreadable } from './sheet.ts'

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

/** Reads comma, semicolon or tab separated text (RFC 4180 and what programs really write) as one sheet. */
export const readCsv = (bytes: Uint8Array, name: string, limits: Limits): Sheet[] => {
  const collector = new SheetCollector(limits)
  collector.begin(name)
  let row = 0
  Papa.parse<string[]>(decodeText(bytes), {
    delimitersToGuess: [',', ';', '\t'],
    step: ({ data }) => {
      row += 1
      collector.add(row, data.map(ownText))
    },
  })
  return collector.sheets
}
