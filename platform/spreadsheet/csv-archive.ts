import type { Encoding } from '#domain/encodings.ts'
import { decideText, decodeAs } from '#domain/text-encoding.ts'
import { readCsv } from './csv-read.ts'
import { type Limits, type Sheet, SheetCollector, unreadable } from './sheet.ts'
import type { Zip } from './zip.ts'

/** Reads an archive of .csv files, each as a sheet that is called as its file. */

/** Text is held whole while it is read, so all files together are no larger than this. */
const TEXT_BYTES = 64 * 1024 * 1024

const FILE = /^(?!__MACOSX\/)(?:[^/]+\/)*([^/.][^/]*)\.csv$/i

/** The .csv files of an archive. */
export const csvFilesIn = (zip: Zip): string[] => zip.names().filter((name) => FILE.test(name))

/** The sheets of these files. The limits hold for all of them together. */
export const readCsvArchive = async (
  zip: Zip,
  files: readonly string[],
  limits: Limits,
  encoding: Encoding | undefined,
): Promise<Sheet[]> => {
  const collector = new SheetCollector(limits)
  let size = 0
  for (const file of files) {
    const pieces: Uint8Array[] = []
    for await (const piece of zip.read(file)) {
      size += piece.length
      if (size > TEXT_BYTES) throw unreadable('too-large', { limit: TEXT_BYTES })
      pieces.push(piece)
    }
    const bytes = Buffer.concat(pieces)
    const text = encoding ? decodeAs(bytes, encoding) : decideText(bytes)?.text
    if (text === undefined) throw unreadable('not-a-spreadsheet')
    readCsv(text, FILE.exec(file)?.[1] ?? file, limits, collector)
  }
  return collector.sheets
}
