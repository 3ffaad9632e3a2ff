import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byteRangeOf, cleanFileName, contentDisposition, NAME_LIMIT } from './file.ts'

describe('a file name', () => {
  it.each([
    ['作文 第一稿.docx', '作文 第一稿.docx'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\photo.png', 'photo.png'],
    ['a\0.png', 'a.png'],
    ['photo\u202egpj.exe', 'photogpj.exe'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['...', 'file'],
    ['', 'file'],
    ['///', 'file'],
    ['a\r\nb.txt', 'ab.txt'],
    ['.htaccess', 'htaccess'],
    ['what? <b>|"x".pdf', 'what_ _b___x_.pdf'],
    ['👩‍👩‍👧.jpg', '👩‍👩‍👧.jpg'],
  ])('%j is kept as %j', (given, kept) => {
    expect(cleanFileName(given)).toBe(kept)
  })

  it('is shortened before its ending', () => {
    const name = cleanFileName(`${'长'.repeat(400)}.pdf`)
    expect([...name]).toHaveLength(NAME_LIMIT)
    expect(name.endsWith('….pdf')).toBe(true)
  })

  it('is never empty, a path or anything with control characters, and cleaning twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (given) => {
        const name = cleanFileName(given)
        expect(name).not.toMatch(/[\\/\p{Cc}\u202a-\u202e]/u)
        expect(name.length).toBeGreaterThan(0)
        expect(cleanFileName(name)).toBe(name)
      }),
    )
  })
})

it('a disposition carries the name for old and new readers', () => {
  expect(contentDisposition('attachment', "作文 (1)'s.docx")).toBe(
    "attachment; filename=\"__ (1)'s.docx\"; filename*=UTF-8''%E4%BD%9C%E6%96%87%20%281%29%27s.docx",
  )
})

describe('a range', () => {
  it.each([
    [undefined, 'whole'],
    ['bytes=0-', { start: 0, end: 99 }],
    ['bytes=10-19', { start: 10, end: 19 }],
    ['bytes=90-500', { start: 90, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=-500', { start: 0, end: 99 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=20-10', 'whole'],
    ['bytes=0-1,5-6', 'whole'],
    ['lines=0-1', 'whole'],
    ['bytes=-', 'whole'],
  ])('%s of a hundred bytes is %j', (header, expected) => {
    expect(byteRangeOf(header, 100)).toEqual(expected)
  })
})
