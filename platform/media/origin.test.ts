import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { forgetOriginIn, withoutOrigin } from './origin.ts'

/** Stands for everything that nobody else shall read. */
const PLACE = 'LAT48.137N'

const u16 = (value: number) => Buffer.from([value >> 8, value & 255])
const u32 = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
const bytes = (...parts: (Buffer | string | number[])[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  )
const has = (bytes: Buffer, text: string) => bytes.includes(Buffer.from(text, 'latin1'))

/** Exif as a telephone writes it: an orientation, a maker, and a directory with a place. */
const tiff = (orientation: number) =>
  bytes(
    'MM\0*',
    u32(8),
    u16(3),
    [...u16(0x010f), ...u16(2), ...u32(10), ...u32(50)],
    [...u16(0x0112), ...u16(3), ...u32(1), ...u16(orientation), 0, 0],
    [...u16(0x8825), ...u16(4), ...u32(1), ...u32(60)],
    u32(0),
    PLACE,
    // The place's own directory.
    u16(1),
    [...u16(0x0002), ...u16(2), ...u32(10), ...u32(78)],
    u32(0),
    PLACE,
  )

const segment = (marker: number, ...content: (Buffer | string)[]) => {
  const body = bytes(...content)
  return bytes([0xff, marker], u16(body.length + 2), body)
}
const SCAN = [0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]
const jpeg = (orientation: number) =>
  bytes(
    [0xff, 0xd8],
    segment(0xe0, 'JFIF\0\x01\x02\0\0\x01\0\x01\0\0'),
    segment(0xe1, 'Exif\0\0', tiff(orientation)),
    segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', PLACE),
    segment(0xe2, 'ICC_PROFILE\0\x01\x01colours'),
    segment(0xed, 'Photoshop 3.0\0', PLACE),
    segment(0xfe, PLACE),
    segment(0xdb, 'table'),
    segment(0xda, 'head'),
    SCAN,
    [0xff, 0xd9],
    // A motion photo's film.
    PLACE,
  )

const chunk = (type: string, ...content: (Buffer | string)[]) => {
  const body = bytes(...content)
  return bytes(u32(body.length), type, body, u32(crc32(bytes(type, body))))
}
const png = bytes(
  '\x89PNG\r\n\x1a\n',
  chunk('IHDR', 'thirteen byte'),
  chunk('gAMA', 'four'),
  chunk('eXIf', tiff(8)),
  chunk('iTXt', 'XML:com.adobe.xmp\0\0\0\0\0', PLACE),
  chunk('IDAT', 'pixels'),
  chunk('tEXt', 'Comment\0', PLACE),
  chunk('IEND'),
  PLACE,
)

const riff = (type: string, body: Buffer) => {
  const size = Buffer.alloc(4)
  size.writeUInt32LE(body.length)
  return bytes(type, size, body, body.length % 2 ? [0] : [])
}
const webp = bytes(
  riff(
    'RIFF',
    bytes(
      'WEBP',
      riff('VP8X', bytes('0123456789')),
      riff('VP8 ', bytes('pixels')),
      riff('EXIF', tiff(3)),
      riff('XMP ', bytes(PLACE)),
    ),
  ),
  PLACE,
)

const TRAILER = bytes(
  [1],
  Array.from({ length: 256 }, (_, n) => 255 - n),
  [0],
)
const gif = bytes(
  'GIF89a',
  [1, 0, 1, 0, 0, 0, 0],
  [0x21, 0xff, 11],
  'NETSCAPE2.0',
  [3, 1, 0, 0, 0],
  [0x21, 0xfe, PLACE.length],
  PLACE,
  [0],
  [0x21, 0xff, 11],
  'XMP DataXMP',
  PLACE,
  TRAILER,
  [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 0x01, 0],
  [0x3b],
)

const box = (type: string, ...content: (Buffer | string | number[])[]) => {
  const body = bytes(...content)
  return bytes(u32(body.length + 8), type, body)
}
const full = (type: string, ...content: (Buffer | string | number[])[]) => box(type, u32(0), ...content)

/** A film of one picture track and one of positions; `tail` follows behind. */
const film = () => {
  const head = box('ftyp', 'isom', u32(0), 'isommp42')
  const data = box('mdat', 'SEEN', PLACE)
  const track = (handler: string, at: number, length: number) =>
    box(
      'trak',
      full('tkhd', 'track'),
      box(
        'mdia',
        full('hdlr', u32(0), handler, 'name'),
        box(
          'minf',
          box(
            'stbl',
            full('stsz', u32(0), u32(1), u32(length)),
            full('stsc', u32(1), u32(1), u32(1), u32(1)),
            full('stco', u32(1), u32(at)),
          ),
        ),
      ),
      box('udta', PLACE),
    )
  const start = head.length + 8
  return bytes(
    head,
    data,
    box(
      'moov',
      full('mvhd', 'movie'),
      track('vide', start, 4),
      track('meta', start + 4, PLACE.length),
      box('udta', box('\xa9xyz', PLACE)),
      box('meta', PLACE),
      box('uuid', 'sixteen letters!', PLACE),
    ),
    box('sefd', PLACE),
  )
}

/** A picture in boxes whose Exif and XMP are items. */
const heic = (brand: string) => {
  const exif = bytes(u32(6), 'Exif\0\0', tiff(1))
  const infe = (id: number, type: string) => box('infe', [2, 0, 0, 0], u16(id), u16(0), type, '\0')
  const build = (at: number) =>
    bytes(
      box('ftyp', brand, u32(0), 'mif1heic'),
      full(
        'meta',
        full('hdlr', u32(0), 'pict'),
        full('iinf', u16(3), infe(1, 'hvc1'), infe(2, 'Exif'), infe(3, 'mime')),
        full(
          'iloc',
          [0x44, 0x00],
          u16(3),
          ...[
            [1, at, 4],
            [2, at + 4, exif.length],
            [3, at + 4 + exif.length, PLACE.length],
          ].map(([id = 0, offset = 0, length = 0]) =>
            bytes(u16(id), u16(0), u16(1), u32(offset), u32(length)),
          ),
        ),
      ),
      box('mdat', 'SEEN', exif, PLACE),
    )
  return build(build(0).length - exif.length - PLACE.length - 4)
}

const FILES: Record<string, Buffer> = {
  'a photo': jpeg(6),
  'a screenshot': png,
  'a WebP': webp,
  'an animation': gif,
  'a film': film(),
  'a HEIC': heic('heix'),
  'an AVIF': heic('avif'),
  'a raw photo': tiff(6),
}

describe('of a picture or film that is passed on', () => {
  test.each(Object.keys(FILES))('%s tells no place, is as long as before, and stays so', async (name) => {
    const before = FILES[name] ?? Buffer.alloc(0)
    expect(has(before, PLACE)).toBe(true)
    const after = await withoutOrigin(before)
    // Of a raw photo's maker nothing hangs on a place: its directory is how it is developed.
    if (name === 'a raw photo') expect(after.indexOf(PLACE)).toBe(after.lastIndexOf(PLACE))
    else expect(has(after, PLACE)).toBe(false)
    expect(after.length).toBe(before.length)
    expect(await withoutOrigin(after)).toEqual(after)
  })

  it('the orientation stays', async () => {
    for (const orientation of [2, 3, 6, 8]) {
      const after = await withoutOrigin(jpeg(orientation))
      const exif = after.indexOf('Exif\0\0', 0, 'latin1')
      expect(after.subarray(exif + 6 + 18, exif + 6 + 20)).toEqual(u16(orientation))
    }
    expect(has(await withoutOrigin(jpeg(1)), 'Exif')).toBe(false)
  })

  it('what is seen stays the same to the bit', async () => {
    const photo = await withoutOrigin(jpeg(6))
    for (const kept of ['JFIF', 'ICC_PROFILE\0\x01\x01colours', 'table', 'head'])
      expect(has(photo, kept)).toBe(true)
    expect(photo.includes(Buffer.from([...SCAN, 0xff, 0xd9]))).toBe(true)
    expect(has(await withoutOrigin(film()), 'SEEN')).toBe(true)
    expect(has(await withoutOrigin(heic('heic')), 'SEEN')).toBe(true)
    expect(has(await withoutOrigin(gif), 'NETSCAPE2.0\x03\x01')).toBe(true)
  })

  it("a PNG's chunks keep true check sums", async () => {
    const after = await withoutOrigin(png)
    for (let at = 8; at < after.indexOf('IEND') - 4; ) {
      const length = after.readUInt32BE(at)
      expect(after.readUInt32BE(at + 8 + length)).toBe(crc32(after.subarray(at + 4, at + 8 + length)))
      at += 12 + length
    }
  })

  it('a film that breaks off keeps what it has', async () => {
    const cut = bytes(box('ftyp', 'isom', u32(0)), u32(9_999), 'mdat', 'SEEN')
    expect(await withoutOrigin(cut)).toEqual(cut)
  })

  it('a picture whose numbers have a size that no number has is left as it is', async () => {
    const picture = Buffer.from(heic('heic'))
    picture[picture.indexOf('iloc') + 9] = 0x90
    expect(has(await withoutOrigin(picture), 'SEEN')).toBe(true)
  })

  it('broken files are neither refused nor made longer, whatever they hold', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.values(FILES)),
        fc.array(fc.tuple(fc.nat(600), fc.nat(255)), { maxLength: 12 }),
        fc.nat(600),
        async (file, changes, length) => {
          const broken = Buffer.from(file.subarray(0, Math.max(4, length)))
          for (const [at, value] of changes) if (at < broken.length) broken[at] = value
          expect((await withoutOrigin(broken)).length).toBe(broken.length)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('a file is changed where it lies, and one of another kind not at all', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lectern-origin-'))
    const photo = join(folder, 'photo')
    const essay = join(folder, 'essay')
    writeFileSync(photo, jpeg(6))
    writeFileSync(essay, `An essay. ${PLACE}`)
    await forgetOriginIn(photo)
    await forgetOriginIn(essay)
    expect(readFileSync(photo)).toEqual(await withoutOrigin(jpeg(6)))
    expect(readFileSync(essay, 'utf8')).toBe(`An essay. ${PLACE}`)
    rmSync(folder, { recursive: true })
  })
})
