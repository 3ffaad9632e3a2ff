import { blank, exactly, Malformed, type Patch, type Source } from './source.ts'

/** GIF89a, with the extensions of browsers (repetition) and of Adobe (XMP, in XMP Specification part 3, 1.1.2). */

const NEEDED = /^(NETSCAPE2\.0|ANIMEXTS1\.0|ICCRGBG1012)$/
/** Bytes that end XMP: whichever of them a reader takes for the length of a block, it comes to the last, which is none. */
const XMP_TRAILER = 258

const PICTURE = 0x2c
const EXTENSION = 0x21
const END = 0x3b

interface Block {
  at: number
  length: number
}

/** The blocks from `at` on, and where what follows them begins. */
const blocksFrom = async (source: Source, at: number): Promise<{ blocks: Block[]; end: number }> => {
  const blocks: Block[] = []
  for (let next = at; ; ) {
    const [length = 0] = await exactly(source, next, 1)
    if (length === 0) return { blocks, end: next + 1 }
    blocks.push({ at: next + 1, length })
    next += 1 + length
  }
}

const tableSize = (packed: number): number => (packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0)

const extensionPatches = function* (label: number, name: string, blocks: Block[], end: number) {
  const first = blocks[0]
  const isComment = label === 0xfe
  if (!first || (!isComment && label !== 0xff) || NEEDED.test(name)) return
  if (name === 'XMP DataXMP') {
    // Not in blocks at all: each byte must be a length that leads into the trailer.
    const length = end - XMP_TRAILER - (first.at - 1)
    if (length > 0) yield { at: first.at - 1, length, fill: 1 }
    return
  }
  for (const block of blocks) yield blank(block.at, block.length)
}

/** Where the blocks of an extension begin, and the application's name if it has one. */
const extensionAt = async (source: Source, at: number, label: number) => {
  if (label !== 0xff) return { name: '', blocksAt: at + 2 }
  return { name: (await exactly(source, at + 3, 11)).toString('latin1'), blocksAt: at + 14 }
}

const pictureEnd = async (source: Source, at: number): Promise<number> => {
  const packed = (await exactly(source, at + 9, 1))[0] ?? 0
  return (await blocksFrom(source, at + 10 + tableSize(packed) + 1)).end
}

/** What a GIF tells beside its pictures: comments and applications' own data. */
export const gifPatches = async function* (source: Source): AsyncGenerator<Patch> {
  let at = 13 + tableSize((await exactly(source, 10, 1))[0] ?? 0)
  for (let kind = 0; kind !== END; ) {
    const next = await source.read(at, 2)
    kind = next[0] ?? 0
    if (kind === PICTURE) at = await pictureEnd(source, at)
    else if (kind === EXTENSION) {
      const label = next[1] ?? 0
      const { name, blocksAt } = await extensionAt(source, at, label)
      const { blocks, end } = await blocksFrom(source, blocksAt)
      yield* extensionPatches(label, name, blocks, end)
      at = end
    } else if (kind !== END) throw new Malformed('no block')
  }
  if (at + 1 < source.size) yield blank(at + 1, source.size - at - 1)
}
