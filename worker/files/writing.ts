import mammoth from 'mammoth'
import type { Writing } from '#domain/files/writing.ts'
import { openZip, type Zip } from '#platform/spreadsheet/zip.ts'
import { smallPicture } from './picture.ts'
import { createReader, type Element, type Reader } from './writing-blocks.ts'

/**
 * What a .docx says, without the program that wrote it. The archive is opened by our own reader, which a bomb does not
 * fool; of what mammoth understands we take its tree of paragraphs, so that no HTML is made of a stranger's document
 * at all. Runs in a thread of its own (`thread-of.ts`).
 */

const LIMITS = {
  bytes: 64 * 1024 * 1024,
  inflatedBytes: 128 * 1024 * 1024,
  entries: 2000,
  sheets: 0,
  rows: 0,
  columns: 0,
  cells: 0,
  characters: 0,
}
/** The main text alone, which is held as a tree of many times its size. */
const TEXT_BYTES = 24 * 1024 * 1024
const PICTURES = 40
const PICTURE_BYTES = 12 * 1024 * 1024

/** The archive in the form mammoth reads. */
const archiveOf = (zip: Zip) => ({
  exists: (name: string): boolean => zip.has(name),
  read: async (name: string, encoding?: string): Promise<string | Uint8Array> => {
    const pieces: Uint8Array[] = []
    let size = 0
    for await (const piece of zip.read(name)) {
      size += piece.length
      if (encoding && encoding !== 'base64' && size > TEXT_BYTES) throw new Error('too much text')
      pieces.push(piece)
    }
    const bytes = Buffer.concat(pieces)
    if (encoding === 'base64') return bytes.toString('base64')
    return encoding ? bytes.toString('utf8') : bytes
  },
})

const readTree = async (bytes: Uint8Array): Promise<Element> => {
  let tree: Element = {}
  // An opened archive is what mammoth's own tests give it; its types know files and buffers only.
  const input = { file: archiveOf(openZip(bytes, LIMITS)) } as unknown as Parameters<
    typeof mammoth.convertToHtml
  >[0]
  await mammoth.convertToHtml(input, {
    includeEmbeddedStyleMap: false,
    externalFileAccess: false,
    // What it would make HTML of is taken away from it.
    transformDocument: (document: Element) => {
      tree = document
      return { ...document, children: [] }
    },
  })
  return tree
}

/** Draws pictures anew, as many and as large as a preview may hold. One that cannot be drawn is left out. */
const createPictures = (reader: Reader) => {
  let [count, size] = [0, 0]
  return async (): Promise<void> => {
    for (const image of reader.images.splice(0)) {
      if (count >= PICTURES || size > PICTURE_BYTES) return reader.cut()
      count += 1
      try {
        const jpeg = await smallPicture((await image.read?.()) ?? Buffer.alloc(0))
        size += jpeg.length
        const source = `data:image/jpeg;base64,${jpeg.toString('base64')}`
        reader.blocks.push({ kind: 'picture', source, words: image.altText ?? '' })
      } catch {
        // A drawing in a form that only office programs know, or a broken one.
        reader.cut()
      }
    }
  }
}

/** The document's writing as JSON (`domain/files/writing.ts`). Throws when it is none. */
export const writingOf = async (bytes: Uint8Array): Promise<Buffer> => {
  const tree = await readTree(bytes)
  const reader = createReader()
  const drawPictures = createPictures(reader)
  for (const element of tree.children ?? []) {
    if (reader.isFull()) {
      reader.cut()
      break
    }
    reader.take(element)
    await drawPictures()
  }
  for (let at = 0; at < reader.notes.length && !reader.isFull(); at += 1) {
    const reference = reader.notes[at]
    const note = reference && tree.notes?.resolve(reference)
    if (note) reader.note(at + 1, note)
  }
  const writing: Writing = { blocks: reader.blocks, isWhole: reader.isWhole() }
  return Buffer.from(JSON.stringify(writing))
}
