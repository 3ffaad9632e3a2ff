import { crc32 } from 'node:zlib'
import { blank, exactly, type Patch, type Source } from './source.ts'
import { orientationAlone, orientationOf } from './tiff.ts'

/** PNG (W3C Portable Network Graphics, third edition). */

/** Ancillary chunks that say how the picture is drawn; every other one may be left out. */
const NEEDED = new Set(
  'cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST tRNS pHYs sPLT acTL fcTL fdAT iDOT'.split(' '),
)
/** Ancillary, private and safe to copy, by its letters: every reader passes it by. */
const NOTHING = 'frEe'
const ZEROS = Buffer.alloc(64 * 1024)

/** A chunk's type, data and check sum, where `head` is followed by zeros. */
const emptied = function* (at: number, length: number, type: string, head: Buffer): Generator<Patch> {
  const name = Buffer.from(type, 'latin1')
  let sum = crc32(head, crc32(name))
  for (let left = length - head.length; left > 0; left -= ZEROS.length)
    sum = crc32(ZEROS.subarray(0, Math.min(left, ZEROS.length)), sum)
  const tail = Buffer.alloc(4)
  tail.writeUInt32BE(sum)
  yield { at: at + 4, length: 4 + length, fill: 0, head: Buffer.concat([name, head]) }
  yield { at: at + 8 + length, length: 4, fill: 0, head: tail }
}

const orientationIn = async (source: Source, at: number, length: number): Promise<Buffer | null> => {
  const orientation = await orientationOf(source, at)
  const alone = orientationAlone(orientation)
  return orientation !== 1 && alone.length <= length ? alone : null
}

const isTelling = (type: string): boolean => /^[a-z]/.test(type) && type !== NOTHING && !NEEDED.has(type)

const chunkPatches = async function* (source: Source, at: number, length: number, type: string) {
  const orientation = type === 'eXIf' ? await orientationIn(source, at + 8, length) : null
  yield* orientation ? emptied(at, length, type, orientation) : emptied(at, length, NOTHING, Buffer.alloc(0))
}

/** What a PNG tells beside its picture, whatever the chunk is called; the orientation stays. */
export const pngPatches = async function* (source: Source): AsyncGenerator<Patch> {
  let at = 8
  for (let type = ''; type !== 'IEND'; ) {
    const head = await exactly(source, at, 8)
    const length = head.readUInt32BE()
    type = head.toString('latin1', 4)
    await exactly(source, at + 8 + length, 4)
    if (isTelling(type)) yield* chunkPatches(source, at, length, type)
    at += 12 + length
  }
  if (at < source.size) yield blank(at, source.size - at)
}
