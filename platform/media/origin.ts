import { type FileHandle, open } from 'node:fs/promises'
import { filmPatches } from './film.ts'
import { gifPatches } from './gif.ts'
import { jpegPatches } from './jpeg.ts'
import { pngPatches } from './png.ts'
import { Malformed, type Patch, type Source, sourceOf, windowed } from './source.ts'
import { tiffPatches } from './tiff.ts'
import { webpPatches } from './webp.ts'

/**
 * Takes out of pictures and films what they tell of where, when and with what they were made (Exif, XMP, IPTC, comments,
 * thumbnails, tracks of positions), and keeps how they are to be turned. In place and of the same length: what is seen
 * and heard stays the same to the bit, and doing it twice does no more than once.
 */

type Patches = (source: Source) => AsyncGenerator<Patch>

/** What a file begins with, in Latin-1; `at` skips what may be anything. */
const FORMATS: readonly { starts: readonly string[]; at?: number; patches: Patches }[] = [
  { starts: ['\xff\xd8\xff'], patches: jpegPatches },
  { starts: ['\x89PNG\r\n\x1a\n'], patches: pngPatches },
  { starts: ['WEBP'], at: 8, patches: webpPatches },
  { starts: ['GIF87a', 'GIF89a'], patches: gifPatches },
  { starts: ['II*\0', 'MM\0*'], patches: tiffPatches },
  { starts: ['ftyp', 'moov', 'mdat', 'wide', 'skip', 'free', 'pnot'], at: 4, patches: filmPatches },
]

/** What is to be written over; what a broken file shows before it breaks off is all there is. */
const patchesOf = async (source: Source): Promise<Patch[]> => {
  const start = (await source.read(0, 16)).toString('latin1')
  const format = FORMATS.find(({ starts, at = 0 }) => starts.some((text) => start.startsWith(text, at)))
  const found: Patch[] = []
  if (!format) return found
  try {
    for await (const patch of format.patches(windowed(source))) found.push(patch)
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
  }
  return found.filter(({ at, length }) => length > 0 && at >= 0 && at < source.size)
}

const STEP = 256 * 1024

/** The bytes of a patch, a stretch at a time, never behind the end. */
const stretches = function* (patch: Patch, size: number): Generator<{ at: number; bytes: Buffer }> {
  const end = Math.min(patch.at + patch.length, size)
  const { head } = patch
  if (head) yield { at: patch.at, bytes: Buffer.from(head).subarray(0, end - patch.at) }
  for (let at = patch.at + (head?.length ?? 0); at < end; at += STEP)
    yield { at, bytes: Buffer.alloc(Math.min(STEP, end - at), patch.fill) }
}

const fileSource = async (file: FileHandle): Promise<Source> => ({
  size: (await file.stat()).size,
  read: async (at, length) => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at)
    return buffer.subarray(0, bytesRead)
  },
})

/** Forgets the origin of a picture or film in a file; leaves every other file alone. */
export const forgetOriginIn = async (path: string): Promise<void> => {
  const file = await open(path, 'r+')
  try {
    const source = await fileSource(file)
    for (const patch of await patchesOf(source))
      for (const { at, bytes } of stretches(patch, source.size)) await file.write(bytes, 0, bytes.length, at)
  } finally {
    await file.close()
  }
}

/** The same for a picture in memory: a copy without its origin. */
export const withoutOrigin = async (bytes: Buffer): Promise<Buffer> => {
  const copy = Buffer.from(bytes)
  for (const patch of await patchesOf(sourceOf(bytes)))
    for (const stretch of stretches(patch, copy.length)) stretch.bytes.copy(copy, stretch.at)
  return copy
}
