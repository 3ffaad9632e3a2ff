import { constants, deflateRawSync } from 'node:zlib'

/** Makes archives and workbooks for tests, honest ones and others. Not for the product. */

export interface FixturePart {
  name: string
  data?: string | Uint8Array
  /** Deflated bytes given as they are, for contents too large to hold. */
  packed?: Buffer
  /** What the list of contents says about the size, if not the truth. */
  size?: number
  flags?: number
  /** Points at the part before it instead of having bytes of its own. */
  overlaps?: boolean
  /** Sizes and place stand in 64-bit records, as some programs write them for any file. */
  long?: boolean
  /** Sizes follow the bytes, as streaming writers leave them; the header before them says 0. */
  described?: boolean
}

/** A deflate stream of `copies` times the same megabyte, made without inflating it anywhere. */
export const repeatedMegabyte = (copies: number, text = ' '): Buffer => {
  const megabyte = Buffer.alloc(1024 * 1024, text)
  const block = deflateRawSync(megabyte, { finishFlush: constants.Z_FULL_FLUSH })
  return Buffer.concat([...Array.from({ length: copies }, () => block), Buffer.from([3, 0])])
}

/** The middle of a deflate stream: `text` repeated, to be joined with others by `joinPacked`. */
export const packedPiece = (text: string): Buffer =>
  deflateRawSync(Buffer.from(text), { finishFlush: constants.Z_FULL_FLUSH })

/** Pieces of one deflate stream, ended. */
export const joinPacked = (pieces: Buffer[]): Buffer => Buffer.concat([...pieces, Buffer.from([3, 0])])

const DESCRIBED = 8
const IN_LONG = 0xffffffff

const localHeader = (name: Buffer, flags: number): Buffer => {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(flags, 6)
  header.writeUInt16LE(8, 8)
  header.writeUInt16LE(name.length, 26)
  return header
}

const longs = (...values: number[]): Buffer => {
  const numbers = Buffer.alloc(values.length * 8)
  for (const [at, value] of values.entries()) numbers.writeBigUInt64LE(BigInt(value), at * 8)
  return numbers
}

interface Listed {
  name: Buffer
  flags: number
  packed: number
  size: number
  offset: number
  long: boolean
}

const listed = ({ name, flags, packed, size, offset, long }: Listed): Buffer => {
  const header = Buffer.alloc(46)
  header.writeUInt32LE(0x02014b50, 0)
  header.writeUInt16LE(flags, 8)
  header.writeUInt16LE(8, 10)
  header.writeUInt32LE(long ? IN_LONG : packed, 20)
  header.writeUInt32LE(long ? IN_LONG : size, 24)
  header.writeUInt16LE(name.length, 28)
  header.writeUInt32LE(long ? IN_LONG : offset, 42)
  if (!long) return Buffer.concat([header, name])
  // Another field before it, as time stamps stand there.
  const extra = Buffer.concat([Buffer.from('5554010000', 'hex'), Buffer.from('01001800', 'hex')])
  header.writeUInt16LE(extra.length + 24, 30)
  return Buffer.concat([header, name, extra, longs(size, packed, offset)])
}

const endOf = (count: number, size: number, offset: number, long: boolean): Buffer => {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(long ? 0xffff : count, 8)
  end.writeUInt16LE(long ? 0xffff : count, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(long ? IN_LONG : offset, 16)
  if (!long) return end
  const [record, locator] = [Buffer.alloc(24), Buffer.alloc(20)]
  record.writeUInt32LE(0x06064b50, 0)
  record.writeUInt32LE(44, 4)
  locator.writeUInt32LE(0x07064b50, 0)
  longs(offset + size).copy(locator, 8)
  locator.writeUInt32LE(1, 16)
  return Buffer.concat([record, longs(count, count, size, offset), locator, end])
}

/** A zip archive of these parts. */
export const makeZip = (parts: FixturePart[]): Buffer => {
  const [files, list]: [Buffer[], Buffer[]] = [[], []]
  let [offset, last] = [0, { at: 0, length: 0 }]
  for (const part of parts) {
    const data = Buffer.from(part.data ?? '')
    const packed = part.packed ?? deflateRawSync(data)
    const [name, flags] = [Buffer.from(part.name), (part.flags ?? 0) | (part.described ? DESCRIBED : 0)]
    if (!part.overlaps) {
      last = { at: offset, length: packed.length }
      const after = Buffer.alloc(part.described ? 16 : 0)
      if (part.described) after.writeUInt32LE(0x08074b50, 0)
      files.push(localHeader(name, flags), name, packed, after)
      offset += 30 + name.length + packed.length + after.length
    }
    const [size, long] = [part.size ?? data.length, part.long === true]
    list.push(listed({ name, flags, packed: last.length, size, offset: last.at, long }))
  }
  const long = parts.some((part) => part.long)
  return Buffer.concat([...files, ...list, endOf(parts.length, Buffer.concat(list).length, offset, long)])
}

const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** The parts of a workbook around its one sheet. */
export const workbookParts = (sheet: Omit<FixturePart, 'name'>, more: FixturePart[] = []): FixturePart[] => [
  {
    name: 'xl/workbook.xml',
    data: `<workbook xmlns:r="${RELATION}"><sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>`,
  },
  {
    name: 'xl/_rels/workbook.xml.rels',
    data:
      `<Relationships><Relationship Id="r1" Type="${RELATION}/worksheet" Target="worksheets/sheet1.xml"/>` +
      `<Relationship Id="r2" Type="${RELATION}/sharedStrings" Target="sharedStrings.xml"/>` +
      `<Relationship Id="r3" Type="${RELATION}/styles" Target="styles.xml"/></Relationships>`,
  },
  { name: 'xl/worksheets/sheet1.xml', ...sheet },
  ...more,
]

/** A workbook of one sheet with this XML. */
export const makeWorkbook = (sheetXml: string, more: FixturePart[] = []): Buffer =>
  makeZip(workbookParts({ data: sheetXml }, more))
