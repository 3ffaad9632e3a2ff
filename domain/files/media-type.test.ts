import { describe, expect, it } from 'vitest'
import { fileKindOf, isInline, mediaTypeOf } from './media-type.ts'

const bytes = (hex: string, ...text: string[]) =>
  Buffer.concat([Buffer.from(hex, 'hex'), Buffer.from(text.join(''))])
const utf8 = (text: string) => new TextEncoder().encode(text)

describe('the media type', () => {
  it('is told from the bytes whatever the name says', () => {
    expect(mediaTypeOf(bytes('89504e470d0a1a0a', 'rest'), 'essay.html')).toBe('image/png')
    expect(mediaTypeOf(bytes('ffd8ffe0'), 'x')).toBe('image/jpeg')
    expect(mediaTypeOf(utf8('%PDF-1.7'), 'x.exe')).toBe('application/pdf')
    expect(mediaTypeOf(bytes('52494646aabbccdd', 'WEBPVP8 '), 'x')).toBe('image/webp')
    expect(mediaTypeOf(bytes('00000020', 'ftypisom'), 'x')).toBe('video/mp4')
    expect(mediaTypeOf(bytes('1a45dfa3', '....B..webm'), 'x')).toBe('video/webm')
  })

  it('of anything a browser would run is never one it would run', () => {
    for (const [content, name] of [
      ['<!doctype html><script>alert(1)</script>', 'picture.png'],
      ['<!doctype html><script>alert(1)</script>', 'page.html'],
      ['<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'drawing.svg'],
      ['<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', 'page.xhtml'],
      ['GIF8', 'short.gif'],
    ] as const) {
      expect(mediaTypeOf(utf8(content), name)).toBe('application/octet-stream')
    }
    expect(isInline(mediaTypeOf(utf8('<script>'), 'notes.txt'))).toBe(false)
  })

  it('of an office document is refined by the name, but never to something that is opened on the page', () => {
    const zip = bytes('504b0304', 'word')
    expect(mediaTypeOf(zip, 'essay.docx')).toContain('wordprocessingml')
    expect(mediaTypeOf(zip, 'essay.png')).toBe('application/zip')
    expect(fileKindOf(mediaTypeOf(zip, 'essay.docx'))).toBe('other')
  })

  it('of a file of boxes is told from its brand, and a brand that is not known is nothing that plays', () => {
    const branded = (brand: string, ...further: string[]) =>
      bytes(
        `000000${(16 + further.length * 4).toString(16).padStart(2, '0')}`,
        'ftyp',
        brand,
        '\0\0\0\0',
        ...further,
      )
    const types: Record<string, string[]> = {
      'image/heic': ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs'],
      'image/avif': ['avif', 'avis'],
      'audio/mp4': ['M4A ', 'M4B '],
      'video/quicktime': ['qt  '],
      'video/mp4': [
        'isom',
        'iso5',
        'iso6',
        'mp41',
        'mp42',
        'avc1',
        'dash',
        'M4V ',
        'M4VH',
        '3gp4',
        '3gp5',
        '3g2a',
        'MSNV',
      ],
      'application/octet-stream': ['crx ', 'jp2 ', 'mjp2', 'XAVC', '<scr'],
    }
    for (const [type, brands] of Object.entries(types))
      for (const brand of brands)
        expect([brand, mediaTypeOf(branded(brand, 'mif1', 'isom'), 'film.mp4')]).toEqual([brand, type])
    expect(mediaTypeOf(branded('mif1', 'miaf', 'avif'), 'x')).toBe('image/avif')
    expect(mediaTypeOf(branded('mif1', 'heic'), 'x')).toBe('image/heic')
    expect(mediaTypeOf(branded('msf1', 'isom'), 'x')).toBe('image/heic')
  })

  it('of nothing is unknown', () => {
    expect(mediaTypeOf(new Uint8Array(), 'empty.txt')).toBe('application/octet-stream')
  })
})
