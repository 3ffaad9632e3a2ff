import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatDecimal } from '../decimal.ts'
import { readScore } from './score.ts'

const reads = (text: string, maxPoints: string | null = '100') => {
  const read = readScore(text, maxPoints)
  if (read.kind === 'score') return read.score
  return read.kind === 'unreadable' ? read.fault : read.kind
}

describe('a score', () => {
  test.each([
    ['85', '85'],
    [' 85 ', '85'],
    ['８５', '85'],
    ['８．５', '8.5'],
    ['８，５', '8.5'],
    ['8,5', '8.5'],
    ['8,50', '8.5'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['007', '7'],
    ['0,125', '0.125'],
    ['91.125', '91.125'],
    ['\u200b91\ufeff', '91'],
    ['\u00a091\u3000', '91'],
  ])('%j is %s', (text, score) => expect(reads(text)).toBe(score))

  test.each([
    ['1,000', '1000', '1000'],
    ['1,000', '1500', '1000'],
    ['1 000', '1000', '1000'],
    ['1\u202f000', '1000', '1000'],
    ['1,234.5', '2000', '1234.5'],
    ['1.234,5', '2000', '1234.5'],
    ['1,000,000', '1000000', '1000000'],
  ])('%j of %s points is %s', (text, points, score) => expect(reads(text, points)).toBe(score))

  test('whose mark may part thousands or decimals is a question, and reads as it was answered', () => {
    expect(reads('1,000')).toBe('ambiguous')
    expect(reads('1.000', '1000')).toBe('ambiguous')
    expect(readScore('1,500', '100', 'decimal')).toEqual({ kind: 'score', score: '1.5' })
    expect(readScore('1,500', '100', 'thousands')).toEqual({ kind: 'score', score: '1500' })
  })

  test.each([
    ['95%', 'percent'],
    ['95％', 'percent'],
    ['18/20', 'fraction'],
    ['½', 'not-a-number'],
    ['-5', 'negative'],
    ['−5', 'negative'],
    ['A-', 'letters'],
    ['absent', 'letters'],
    ['9O', 'not-a-number'],
    ['9 5', 'not-a-number'],
    ['9²', 'not-a-number'],
    ['⑨', 'not-a-number'],
    ['٩٥', 'not-a-number'],
    ['95分', 'not-a-number'],
    ['1e2', 'not-a-number'],
    ['1,00,0', 'not-a-number'],
    ['12.5.2026', 'not-a-number'],
    ['.', 'not-a-number'],
    ['#N/A', 'not-a-number'],
    ['91.66667', 'places'],
    ['123456789', 'too-large'],
  ])('is never made of %j', (text, fault) => expect(reads(text)).toBe(fault))

  test('is left out by a blank or a dash, excused by the words for it', () => {
    for (const text of ['', '  ', '\u3000', '-', '–', '—']) expect(reads(text)).toBe('blank')
    for (const text of ['e', 'Ex.', 'exc', '免', '免做', 'Ｅ']) expect(reads(text)).toBe('excused')
  })

  test('that the product shows reads as itself, with a point, a comma or full width', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 12n - 1n), (size) => {
        const score = formatDecimal(size)
        const wide = score.replace(/[\d.]/g, (sign) =>
          String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0),
        )
        for (const text of [score, wide, score.replace('.', ',')]) {
          const read = readScore(text, null)
          if (read.kind === 'ambiguous') expect(read.decimal).toBe(score)
          else expect(read).toEqual({ kind: 'score', score })
        }
      }),
    )
  })

  test('has no figure that was not written', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0159,. -–%/²⑨½٩９．，OeE\u200b\u00a0') }),
        fc.constantFrom('10', '100', '1000', null),
        (text, points) => {
          const read = readScore(text, points)
          if (read.kind !== 'score') return
          const figures = (some: string) => some.replace(/\D/g, '').replace(/^0+|0+$/g, '')
          expect(figures(text.normalize('NFKC'))).toBe(figures(read.score))
        },
      ),
    )
  })
})
