import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import { type Limits, unreadable } from './sheet.ts'

/**
 * Reads a zip archive that may be hostile. The list of contents is checked before anything is inflated, and inflating
 * stops at the size the list promised: neither an honest bomb nor a lying one grows. Archives inside are never opened.
 * Format: PKWARE APPNOTE 6.3.
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
  /** The bytes of one part, piece by piece. Throws when it is not there or not what the list said. */
  read(name: string): AsyncGenerator<Uint8Array>
}

const END = 0x06054b50
const LISTED = 0x02014b50
const LOCAL = 0x04034b50
const END_SIZE = 22
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

const readEntry = (bytes: Buffer, at: number): { entry: ZipEntry; next: number } => {
  if (at + LISTED_SIZE > bytes.length || bytes.readUInt32LE(at) !== LISTED) throw unreadable('damaged')
  const flags = bytes.readUInt16LE(at + 8)
  if (flags & ENCRYPTED) throw unreadable('encrypted')
  const nameEnd = at + LISTED_SIZE + bytes.readUInt16LE(at + 28)
  const encoding = flags & UTF8_NAME ? 'utf8' : 'latin1'
  return {
    entry: {
      name: bytes
        .toString(encoding, at + LISTED_SIZE, nameEnd)
        .replaceAll('\\', '/')
        .replace(/^\/+/, ''),
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    },
    next: nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32),
  }
}

const listEntries = (bytes: Buffer, limits: Limits): Map<string, ZipEntry> => {
  const end = findEnd(bytes)
  const count = bytes.readUInt16LE(end + 10)
  if (count > limits.entries) throw unreadable('too-large', { limit: limits.entries })
  const entries = new Map<string, ZipEntry>()
  let [at, packed, inflated] = [bytes.readUInt32LE(end + 16), 0, 0]
  for (let n = 0; n < count; n += 1) {
    const { entry, next } = readEntry(bytes, at)
    packed += entry.packed
    inflated += entry.size
    entries.set(entry.name, entry)
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
    has: (name) => entries.has(name),
    read: (name) => readPart(bytes, entries.get(name)),
  }
}
