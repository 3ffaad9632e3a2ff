import type { Encoding } from '#domain/encodings.ts'
import { type DecidedText, decideText, decodeAs } from '#domain/text-encoding.ts'
import { csvFilesIn, readCsvArchive } from './csv-archive.ts'
import { readCsv } from './csv-read.ts'
import { DEFAULT_LIMITS, type Limits, type Sheet, unreadable } from './sheet.ts'
import { readXlsx } from './xlsx-read.ts'
import { openZip } from './zip.ts'

const ZIP = [0x50, 0x4b, 0x03, 0x04]
/** The container of .xls and of workbooks with a password. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0]
const ENCRYPTED_STREAM = Buffer.from('EncryptedPackage', 'utf16le')

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, at) => bytes[at] === byte)

const sheetNameOf = (fileName: string): string => fileName.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '')

/** In which encoding a text was read; null for a workbook, which says it itself. */
export type TextReading = Omit<DecidedText, 'text'> | null

export interface ReadFile {
  sheets: Sheet[]
  reading: TextReading
}

const textOf = (file: Uint8Array, encoding: Encoding | undefined): DecidedText => {
  const decided = decideText(file)
  if (encoding === undefined) {
    if (decided === null) throw unreadable('not-a-spreadsheet')
    return decided
  }
  const others = decided ? [decided.encoding, ...decided.others].filter((one) => one !== encoding) : []
  const text = decided?.encoding === encoding ? decided.text : decodeAs(file, encoding)
  if (text.includes('\0')) throw unreadable('not-a-spreadsheet')
  return { encoding, text, sure: true, others }
}

const readArchive = async (
  file: Uint8Array,
  limits: Limits,
  encoding: Encoding | undefined,
): Promise<Sheet[]> => {
  const zip = openZip(file, limits)
  const files = csvFilesIn(zip)
  return files.length > 0 ? readCsvArchive(zip, files, limits, encoding) : readXlsx(zip, limits)
}

/**
 * Reads a spreadsheet that somebody sent: .xlsx by its content, an archive of .csv files as a sheet each, anything else as separated text, whatever the file is
 * called, in the encoding that is named or else the most plausible one. Time and memory are bounded by `limits`, so it
 * is safe for files from anybody; still, call it from the worker. Throws `Problem` with a code `spreadsheet-*`: limits,
 * passwords, the format before 2007, damage.
 */
export const readSpreadsheetFile = async (
  file: Uint8Array,
  fileName: string,
  options: { encoding?: Encoding; limits?: Partial<Limits> } = {},
): Promise<ReadFile> => {
  const all = { ...DEFAULT_LIMITS, ...options.limits }
  if (file.length > all.bytes) throw unreadable('too-large', { limit: all.bytes })
  if (startsWith(file, ZIP)) return { sheets: await readArchive(file, all, options.encoding), reading: null }
  if (startsWith(file, COMPOUND))
    throw unreadable(Buffer.from(file).includes(ENCRYPTED_STREAM) ? 'encrypted' : 'old-format')
  const { text, ...reading } = textOf(file, options.encoding)
  return { sheets: readCsv(text, sheetNameOf(fileName), all), reading }
}

/** The sheets alone, where nobody asks for the encoding. */
export const readSpreadsheet = async (file: Uint8Array, fileName: string): Promise<Sheet[]> =>
  (await readSpreadsheetFile(file, fileName)).sheets
