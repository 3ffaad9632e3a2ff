import { readCsv } from './csv-read.ts'
import { DEFAULT_LIMITS, type Limits, type Sheet, unreadable } from './sheet.ts'
import { readXlsx } from './xlsx-read.ts'

const ZIP = [0x50, 0x4b, 0x03, 0x04]
/** The container of .xls and of workbooks with a password. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0]
const ENCRYPTED_STREAM = Buffer.from('EncryptedPackage', 'utf16le')

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, at) => bytes[at] === byte)

const sheetNameOf = (fileName: string): string => fileName.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '')

/**
 * Reads a spreadsheet that somebody sent: .xlsx by its content, anything else as CSV, whatever the file is called.
 * Time and memory are bounded by `limits`, so it is safe for files from anybody; still, call it from the worker.
 * Throws `Problem` with a code `spreadsheet-*`: limits, passwords, the format before 2007, damage.
 */
export const readSpreadsheet = async (
  file: Uint8Array,
  fileName: string,
  limits: Partial<Limits> = {},
): Promise<Sheet[]> => {
  const all = { ...DEFAULT_LIMITS, ...limits }
  if (file.length > all.bytes) throw unreadable('too-large', { limit: all.bytes })
  if (startsWith(file, ZIP)) return readXlsx(file, all)
  if (startsWith(file, COMPOUND))
    throw unreadable(Buffer.from(file).includes(ENCRYPTED_STREAM) ? 'encrypted' : 'old-format')
  return readCsv(file, sheetNameOf(fileName), all)
}
