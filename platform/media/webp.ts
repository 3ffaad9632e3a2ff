import { blank, blankWith, exactly, type Patch, type Source } from './source.ts'
import { orientationAlone, orientationOf } from './tiff.ts'

/** WebP (RFC 9649): chunks in a RIFF. */

const NEEDED = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP'])
const EXIF = 'Exif\0\0'

/** What a WebP tells beside its picture; the orientation stays. */
export const webpPatches = async function* (source: Source): AsyncGenerator<Patch> {
  const end = Math.min(8 + (await exactly(source, 4, 4)).readUInt32LE(), source.size)
  if (end < source.size) yield blank(end, source.size - end)
  for (let at = 12; at + 8 <= end; ) {
    const head = await exactly(source, at, 8)
    const type = head.toString('latin1', 0, 4)
    const length = Math.min(head.readUInt32LE(4), end - at - 8)
    if (type === 'EXIF') {
      const start = (await source.read(at + 8, 6)).toString('latin1')
      const orientation = await orientationOf(source, at + 8 + (start === EXIF ? EXIF.length : 0))
      yield blankWith(at + 8, length, orientationAlone(orientation))
    } else if (!NEEDED.has(type)) yield blank(at + 8, length)
    at += 8 + length + (length % 2)
  }
}
