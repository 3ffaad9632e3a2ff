/** Bytes that are looked at here and there, without holding the whole: a file, or what is in memory. */
export interface Source {
  size: number
  /** The bytes from `at` on; fewer than asked for at the end, none behind it. */
  read(at: number, length: number): Promise<Buffer>
}

/** Bytes to be written over others: `head`, then `fill` up to `length`. Nothing moves, so no offset becomes wrong. */
export interface Patch {
  at: number
  length: number
  fill: number
  head?: Uint8Array
}

/** Zeros over a range. */
export const blank = (at: number, length: number): Patch => ({ at, length, fill: 0 })

/** A patch that begins with `head` where it fits, and is blank where it does not. */
export const blankWith = (at: number, length: number, head: Uint8Array): Patch =>
  head.length <= length ? { at, length, fill: 0, head } : blank(at, length)

/** What stands in memory, as a source. */
export const sourceOf = (bytes: Buffer): Source => ({
  size: bytes.length,
  read: async (at, length) => bytes.subarray(at, at + length),
})

/** A parser met what the format does not allow; what was found before it still counts. */
export class Malformed extends Error {
  override name = 'Malformed'
}

const WINDOW = 64 * 1024
/** Files of a camera take a few thousand; one made of nothing but the smallest parts must not keep a core busy. */
const READS = 1_000_000

/** Remembers the last stretch that was read: parsers take a few bytes at a time, each near the one before. */
export const windowed = (source: Source): Source => {
  let start = 0
  let held: Buffer = Buffer.alloc(0)
  let reads = 0
  return {
    size: source.size,
    read: async (at, length) => {
      reads += 1
      if (reads > READS) throw new Malformed('too many parts')
      // A place that a broken file names: behind its end, before its start, or too large to be a place at all.
      if (!(at >= 0 && at < source.size)) return Buffer.alloc(0)
      if (at >= start && at + length <= start + held.length)
        return held.subarray(at - start, at - start + length)
      if (length >= WINDOW) return source.read(at, length)
      start = at
      held = await source.read(at, WINDOW)
      return held.subarray(0, length)
    },
  }
}

/** Exactly so many bytes; throws `Malformed` when there are fewer. */
export const exactly = async (source: Source, at: number, length: number): Promise<Buffer> => {
  const bytes = await source.read(at, length)
  if (bytes.length < length) throw new Malformed(`nothing at ${at}`)
  return bytes
}
