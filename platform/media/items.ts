import { type Box, boxesIn, boxIn } from './boxes.ts'
import { blankWith, exactly, Malformed, type Patch, type Source } from './source.ts'
import { orientationAlone } from './tiff.ts'

/** Items of pictures in boxes: HEIF (ISO/IEC 23008-12) and AVIF. Their orientation is a property, never in Exif. */

const ITEMS = 10_000

/** A place from which numbers are read one after another. */
const reader = (source: Source, from: number) => {
  let at = from
  return {
    number: async (bytes: number): Promise<number> => {
      if (bytes === 0) return 0
      if (![1, 2, 4, 8].includes(bytes)) throw new Malformed(`a number of ${bytes} bytes`)
      const read = await exactly(source, at, bytes)
      at += bytes
      return bytes === 8 ? Number(read.readBigUInt64BE()) : read.readUIntBE(0, bytes)
    },
  }
}

/** The numbers of the items that tell of the picture instead of being it. */
const telling = async (source: Source, meta: Box): Promise<Set<number>> => {
  const found = new Set<number>()
  const list = await boxIn(source, 'iinf', meta, 4)
  if (!list) return found
  const version = (await exactly(source, list.start, 1))[0]
  for await (const box of boxesIn(source, list.start + (version === 0 ? 6 : 8), list.end)) {
    if (box.type !== 'infe') continue
    const version = (await exactly(source, box.start, 1))[0] ?? 0
    if (version < 2) continue
    const wide = version > 2 ? 4 : 2
    const id = await reader(source, box.start + 4).number(wide)
    const type = (await exactly(source, box.start + 6 + wide, 4)).toString('latin1')
    if (type === 'Exif' || type === 'mime' || type === 'uri ') found.add(id)
  }
  return found
}

/** Six bytes before it are what HEIF puts in front of the directory: how far away it is, and its name. */
const EXIF_ALONE = Buffer.concat([Buffer.from('\0\0\0\x06Exif\0\0', 'latin1'), orientationAlone(1)])

interface Extent {
  item: number
  at: number
  length: number
}

/** Where the bytes of every item lie (`iloc`); those in `idat` count from the start of its content. */
const extentsOf = async function* (source: Source, places: Box, dataStart: number): AsyncGenerator<Extent> {
  const version = (await exactly(source, places.start, 1))[0] ?? 0
  const { number } = reader(source, places.start + 4)
  const wide = version < 2 ? 2 : 4
  const sizes = await number(1)
  const more = await number(1)
  const items = await number(wide)
  if (items > ITEMS) throw new Malformed('too many items')
  for (let n = 0; n < items; n++) {
    const item = await number(wide)
    const isInData = version > 0 && ((await number(2)) & 15) === 1
    await number(2)
    const base = (await number(more >> 4)) + (isInData ? dataStart : 0)
    const extents = await number(2)
    for (let m = 0; m < extents; m++) {
      await number(version > 0 ? more & 15 : 0)
      const at = base + (await number(sizes >> 4))
      yield { item, at, length: await number(sizes & 15) }
    }
  }
}

/** The bytes of the items that tell where and by what a picture was taken. */
export const itemPatches = async function* (source: Source, meta: Box): AsyncGenerator<Patch> {
  const wanted = await telling(source, meta)
  const places = await boxIn(source, 'iloc', meta, 4)
  if (!places || wanted.size === 0) return
  const data = await boxIn(source, 'idat', meta, 4)
  for await (const { item, at, length } of extentsOf(source, places, data?.start ?? 0))
    if (wanted.has(item)) yield blankWith(at, length, EXIF_ALONE)
}
