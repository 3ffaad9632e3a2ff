import { blank, exactly, Malformed, type Patch, type Source } from './source.ts'

/** TIFF 6.0 and Exif 2.32: the directories that cameras write into pictures of every format. */

const ORIENTATION = 0x0112
const GPS_DIRECTORY = 0x8825
const XMP = 0x02bc
const IPTC = 0x83bb
const PHOTOSHOP = 0x8649
const ENTRIES = 2_000
const SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8]

interface Entry {
  tag: number
  type: number
  count: number
  /** Where its 12 bytes stand. */
  at: number
  /** Where its value stands. */
  valueAt: number
  bytes: number
}

interface Tiff {
  u16(at: number): Promise<number>
  u32(at: number): Promise<number>
  entries(directory: number): Promise<Entry[]>
  first: number
}

/** Reads a TIFF that begins at `base`; every number in it counts from there. */
const openTiff = async (source: Source, base: number): Promise<Tiff | null> => {
  const head = await source.read(base, 8)
  const order = head.toString('latin1', 0, 2)
  if (head.length < 8 || (order !== 'II' && order !== 'MM')) return null
  const little = order === 'II'
  const u16 = async (at: number) => {
    const bytes = await exactly(source, base + at, 2)
    return little ? bytes.readUInt16LE() : bytes.readUInt16BE()
  }
  const u32 = async (at: number) => {
    const bytes = await exactly(source, base + at, 4)
    return little ? bytes.readUInt32LE() : bytes.readUInt32BE()
  }
  if ((await u16(2)) !== 42) return null
  const entries = async (directory: number): Promise<Entry[]> => {
    const count = await u16(directory)
    if (count > ENTRIES) throw new Malformed('too many entries')
    const list: Entry[] = []
    for (let n = 0; n < count; n++) {
      const at = directory + 2 + n * 12
      const type = await u16(at + 2)
      const values = await u32(at + 4)
      const bytes = (SIZES[type] ?? 0) * values
      list.push({
        tag: await u16(at),
        type,
        count: values,
        at,
        valueAt: bytes > 4 ? await u32(at + 8) : at + 8,
        bytes,
      })
    }
    return list
  }
  return { u16, u32, entries, first: await u32(4) }
}

/** The orientation (1 to 8) a TIFF block asks for; 1 when it does not say. */
export const orientationOf = async (source: Source, base: number): Promise<number> => {
  try {
    const tiff = await openTiff(source, base)
    const entry = (await tiff?.entries(tiff.first))?.find(({ tag }) => tag === ORIENTATION)
    const value = entry && tiff ? await tiff.u16(entry.valueAt) : 1
    return value >= 1 && value <= 8 ? value : 1
  } catch (error) {
    if (error instanceof Malformed) return 1
    throw error
  }
}

/** A TIFF block that says the orientation and nothing else. */
export const orientationAlone = (orientation: number): Buffer => {
  const tiff = Buffer.alloc(26)
  tiff.write('MM\0*', 'latin1')
  tiff.writeUInt32BE(8, 4)
  tiff.writeUInt16BE(1, 8)
  tiff.writeUInt16BE(ORIENTATION, 10)
  tiff.writeUInt16BE(3, 12)
  tiff.writeUInt32BE(1, 14)
  tiff.writeUInt16BE(orientation, 18)
  return tiff
}

/** What a TIFF file, raw photos among them, tells of its place: the GPS directory, XMP and IPTC. */
export const tiffPatches = async function* (source: Source, base = 0): AsyncGenerator<Patch> {
  const tiff = await openTiff(source, base)
  if (!tiff) return
  for (const entry of await tiff.entries(tiff.first)) {
    if ([XMP, IPTC, PHOTOSHOP].includes(entry.tag)) yield blank(base + entry.valueAt, entry.bytes)
    if (entry.tag !== GPS_DIRECTORY) continue
    const directory = await tiff.u32(entry.valueAt)
    const positions = await tiff.entries(directory)
    for (const position of positions)
      if (position.bytes > 4) yield blank(base + position.valueAt, position.bytes)
    // An empty directory remains: no entries, and none to follow.
    yield blank(base + directory, 2 + positions.length * 12 + 4)
  }
}
