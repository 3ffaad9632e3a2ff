import { writeFileSync } from 'node:fs'
import { Problem } from '#domain/problem.ts'
import { readTextFile } from '../text-file.ts'

/** Reads a file and makes something of it. Throws an `Error` with one sentence that names the file. */
export const readingFile = <T>(file: string, read: (text: string) => T): T => {
  const text = readTextFile(file)
  try {
    return read(text)
  } catch (cause) {
    if (cause instanceof Problem) throw new Error(`${file}: ${cause.message}`)
    throw cause
  }
}

/** Writes a file. Throws an `Error` with one sentence that names it. */
export const writingFile = (file: string, text: string): void => {
  try {
    writeFileSync(file, text)
  } catch {
    throw new Error(`The file ${file} cannot be written.`)
  }
}
