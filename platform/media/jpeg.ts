import { blank, blankWith, exactly, Malformed, type Patch, type Source } from './source.ts'
import { orientationAlone, orientationOf } from './tiff.ts'

/** JPEG (ITU-T T.81 annex B; Exif 2.32; JFIF 1.02). */

const EXIF = 'Exif\0\0'
const END = 0xd9
const SCAN = 0xda
const SCAN_STEP = 256 * 1024

/** Application segments that the picture is drawn by: JFIF, the colour profile, Adobe's colour transform. */
const isNeeded = (marker: number, head: string): boolean =>
  marker === 0xe0 ||
  (marker === 0xe2 && head.startsWith('ICC_PROFILE\0')) ||
  (marker === 0xee && head.startsWith('Adobe'))

const segmentPatch = async (
  source: Source,
  marker: number,
  at: number,
  length: number,
): Promise<Patch | null> => {
  const isApplication = marker >= 0xe0 && marker <= 0xef
  if (!isApplication && marker !== 0xfe) return null
  const head = (await source.read(at, Math.min(length, 12))).toString('latin1')
  if (isApplication && isNeeded(marker, head)) return null
  if (marker === 0xe1 && head.startsWith(EXIF)) {
    const orientation = await orientationOf(source, at + EXIF.length)
    if (orientation !== 1)
      return blankWith(
        at,
        length,
        Buffer.concat([Buffer.from(EXIF, 'latin1'), orientationAlone(orientation)]),
      )
  }
  return blank(at, length)
}

/** The next marker after entropy-coded data: there 0xFF is followed by zero, or by the number of a restart. */
const endOfScan = async (source: Source, from: number): Promise<number> => {
  for (let at = from; at < source.size - 1; ) {
    const bytes = await source.read(at, SCAN_STEP)
    for (let n = bytes.indexOf(0xff); n !== -1 && n < bytes.length - 1; n = bytes.indexOf(0xff, n + 1)) {
      const next = bytes[n + 1] ?? 0
      if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at + n
    }
    at += bytes.length - 1
  }
  throw new Malformed('no end')
}

const isBare = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)

/** The next marker from `at` on, past any bytes that only fill. */
const markerFrom = async (source: Source, from: number): Promise<{ marker: number; at: number }> => {
  for (let at = from; ; at++) {
    const [first, marker = 0] = await exactly(source, at, 2)
    if (first !== 0xff) throw new Malformed('no marker')
    if (marker !== 0xff) return { marker, at }
  }
}

/** What a JPEG tells beside its picture; the orientation stays. Pictures behind the picture (motion photos) go too. */
export const jpegPatches = async function* (source: Source): AsyncGenerator<Patch> {
  let here = await markerFrom(source, 2)
  while (here.marker !== END) {
    let next = here.at + 2
    if (!isBare(here.marker)) {
      const length = (await exactly(source, next, 2)).readUInt16BE()
      if (length < 2) throw new Malformed('short segment')
      const patch = await segmentPatch(source, here.marker, next + 2, length - 2)
      if (patch) yield patch
      next += length
      if (here.marker === SCAN) next = await endOfScan(source, next)
    }
    here = await markerFrom(source, next)
  }
  if (here.at + 2 < source.size) yield blank(here.at + 2, source.size - here.at - 2)
}
