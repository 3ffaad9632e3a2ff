import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import { type Limits, unreadable } from './sheet.ts'

/**
 * Reads a zip archive that may be hostile. The list of contents is checked before anything is inflated, and inflating
 * stops at the size the list promised: neither an honest bomb nor a lying one grows. Archives inside are never opened.
 * Format: PKWARE APPNOTE 6.3, with the 64-bit records of 4.3.14 and 4.5.3, which streaming writers use for small files
 * too. Names are compared without case, as Open Packaging Conventions (ECMA-376 part 2, 6.2.2.3) says.
 */

interface ZipEntry {
  name: string
  method: number
  offset: number
  packed: number
  size: number
}

export interface Zip {
  has(name: string): boolean
  /** The names of all parts, as the list of contents writes them. */
  names(): string[]
  /** The bytes of one part, piece by piece. Throws when it is not there or not what the list said. */
  read(name: string): AsyncGenerator<Uint8Array>
}

const END = 0x06054b50
const LISTED = 0x02014b50
const LOCAL = 0x04034b50
const END_64 = 0x06064b50
const END_64_LOCATOR = 0x07064b50
const END_SIZE = 22
const END_64_SIZE = 56
const END_64_LOCATOR_SIZE = 20
/** What stands in a field whose number is in the 64-bit record. */
const ELSEWHERE_16 = 0xffff
const ELSEWHERE_32 = 0xffffffff
const EXTRA_64 = 1
const LISTED_SIZE = 46
const LOCAL_SIZE = 30
const COMMENT_MAX = 0xffff
const ENCRYPTED = 1
const UTF8_NAME = 0x800
const STORED = 0
const DEFLATED = 8
const PIECE = 64 * 1024

const findEnd = (bytes: Buffer): number => {
  const first = Math.max(0, bytes.length - END_SIZE - COMMENT_MAX)
  for (let at = bytes.length - END_SIZE; at >= first; at -= 1) if (bytes.readUInt32LE(at) === END) return at
  throw unreadable('damaged')
}

/** A number of 64 bits. One that JavaScript cannot hold is larger than any file here. */
const readLong = (bytes: Buffer, at: number): number => {
  if (at + 8 > bytes.length) throw unreadable('damaged')
  const value = bytes.readBigUInt64LE(at)
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(value)
}

/** How many parts the list has and where it begins. */
const readEnd = (bytes: Buffer): { count: number; start: number } => {
  const end = findEnd(bytes)
  const [count, start] = [bytes.readUInt16LE(end + 10), bytes.readUInt32LE(end + 16)]
  const locator = end - END_64_LOCATOR_SIZE
  const elsewhere = count === ELSEWHERE_16 || start === ELSEWHERE_32
  if (!elsewhere || locator < 0 || bytes.readUInt32LE(locator) !== END_64_LOCATOR) return { count, start }
  const at = readLong(bytes, locator + 8)
  if (at + END_64_SIZE > bytes.length || bytes.readUInt32LE(at) !== END_64) throw unreadable('damaged')
  return { count: readLong(bytes, at + 32), start: readLong(bytes, at + 48) }
}

/** The 64-bit numbers of a part, in their order, from the extra field of its entry. */
const extraNumbers = (extra: Buffer): number[] => {
  for (let at = 0; at + 4 <= extra.length; ) {
    const size = extra.readUInt16LE(at + 2)
    if (extra.readUInt16LE(at) === EXTRA_64) {
      const body = extra.subarray(at + 4, at + 4 + size)
      return Array.from({ length: Math.floor(body.length / 8) }, (_, n) => readLong(body, n * 8))
    }
    at += 4 + size
  }
  return []
}

/** Sizes and place of a part: what does not fit its field stands in the extra field, in this order. */
const readNumbers = (
  bytes: Buffer,
  at: number,
  extra: Buffer,
): Pick<ZipEntry, 'size' | 'packed' | 'offset'> => {
  const [size, packed, offset] = [24, 20, 42].map((field) => bytes.readUInt32LE(at + field))
  const numbers = extraNumbers(extra)
  const whole = (field: number | undefined): number => {
    if (field !== ELSEWHERE_32) return field ?? 0
    const number = numbers.shift()
    if (number === undefined) throw unreadable('damaged')
    return number
  }
  return { size: whole(size), packed: whole(packed), offset: whole(offset) }
}

const readEntry = (bytes: Buffer, at: number): { entry: ZipEntry; next: number } => {
  if (at + LISTED_SIZE > bytes.length || bytes.readUInt32LE(at) !== LISTED) throw unreadable('damaged')
  const flags = bytes.readUInt16LE(at + 8)
  if (flags & ENCRYPTED) throw unreadable('encrypted')
  const nameEnd = at + LISTED_SIZE + bytes.readUInt16LE(at + 28)
  const extraEnd = nameEnd + bytes.readUInt16LE(at + 30)
  const encoding = flags & UTF8_NAME ? 'utf8' : 'latin1'
  return {
    entry: {
      name: bytes
        .toString(encoding, at + LISTED_SIZE, nameEnd)
        .replaceAll('\\', '/')
        .replace(/^\/+/, ''),
      method: bytes.readUInt16LE(at + 10),
      ...readNumbers(bytes, at, bytes.subarray(nameEnd, extraEnd)),
    },
    next: extraEnd + bytes.readUInt16LE(at + 32),
  }
}

/** What names are the same by. */
const nameKey = (name: string): string => name.toLowerCase()

const listEntries = (bytes: Buffer, limits: Limits): Map<string, ZipEntry> => {
  const { count, start } = readEnd(bytes)
  if (count > limits.entries) throw unreadable('too-large', { limit: limits.entries })
  const entries = new Map<string, ZipEntry>()
  let [at, packed, inflated] = [start, 0, 0]
  for (let n = 0; n < count; n += 1) {
    const { entry, next } = readEntry(bytes, at)
    packed += entry.packed
    inflated += entry.size
    entries.set(nameKey(entry.name), entry)
    at = next
  }
  // Parts that overlap add up to more than the file: the densest bombs are made so.
  if (packed > bytes.length) throw unreadable('damaged')
  if (inflated > limits.inflatedBytes) throw unreadable('too-large', { limit: limits.inflatedBytes })
  return entries
}

const packedBytes = (bytes: Buffer, entry: ZipEntry): Buffer => {
  const { offset } = entry
  if (offset + LOCAL_SIZE > bytes.length || bytes.readUInt32LE(offset) !== LOCAL) throw unreadable('damaged')
  const start = offset + LOCAL_SIZE + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28)
  if (start + entry.packed > bytes.length) throw unreadable('damaged')
  return bytes.subarray(start, start + entry.packed)
}

const pieces = function* (bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE)
}

const inflate = async function* (packed: Buffer): AsyncGenerator<Uint8Array> {
  const source = Readable.from(pieces(packed), { objectMode: false })
  const inflater = createInflateRaw({ chunkSize: PIECE })
  source.on('error', (error) => inflater.destroy(error))
  try {
    yield* source.pipe(inflater)
  } catch {
    throw unreadable('damaged')
  } finally {
    source.destroy()
    inflater.destroy()
  }
}

const readPart = async function* (bytes: Buffer, entry: ZipEntry | undefined): AsyncGenerator<Uint8Array> {
  if (!entry || (entry.method !== STORED && entry.method !== DEFLATED)) throw unreadable('damaged')
  const packed = packedBytes(bytes, entry)
  let size = 0
  for await (const piece of entry.method === STORED ? pieces(packed) : inflate(packed)) {
    size += piece.length
    if (size > entry.size) throw unreadable('damaged')
    yield piece
  }
}

/** Opens an archive held in memory. Throws `spreadsheet-*` problems; see `Limits`. */
export const openZip = (file: Uint8Array, limits: Limits): Zip => {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const entries = listEntries(bytes, limits)
  return {
    has: (name) => entries.has(nameKey(name)),
    names: () => [...entries.values()].map(({ name }) => name),
    read: (name) => readPart(bytes, entries.get(nameKey(name))),
  }
}
