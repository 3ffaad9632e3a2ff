import { readFileSync } from 'node:fs'
import { decideText, sampleIn } from '#domain/text-encoding.ts'

const bytesOf = (file: string): Uint8Array => {
  try {
    return readFileSync(file)
  } catch {
    throw new Error(`The file ${file} cannot be read.`)
  }
}

/**
 * The text of a file, in whatever encoding it plainly is. Throws an `Error` with one sentence where it is not plain: a
 * name that is read wrongly could become another's.
 */
export const readTextFile = (file: string): string => {
  const bytes = bytesOf(file)
  const decided = decideText(bytes)
  if (decided === null) throw new Error(`The file ${file} is no text.`)
  const line = decided.text.split(/\r\n|\r|\n/).findIndex((one) => one.includes('\uFFFD')) + 1
  if (line > 0)
    throw new Error(`Line ${line} of ${file} is no text in ${decided.encoding}: save the file as UTF-8.`)
  if (decided.sure) return decided.text
  const readings = [decided.encoding, ...decided.others].slice(0, 2)
  const shown = readings.map((encoding) => `${encoding} ("${sampleIn(bytes, encoding)}")`).join(' or ')
  throw new Error(`The file ${file} is not UTF-8 and may be ${shown}: save it as UTF-8.`)
}
