import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  add,
  compare,
  decimalOf,
  divide,
  exactOf,
  formatDecimal,
  formatExact,
  formatRounded,
  fraction,
  fractionOf,
  larger,
  multiply,
  parseDecimal,
  rounded,
  smaller,
  subtract,
} from './decimal.ts'

describe('decimals', () => {
  it('read what people type and nothing else', () => {
    expect(parseDecimal('91.5')).toBe(915000n)
    expect(parseDecimal('-0.25')).toBe(-2500n)
    expect(parseDecimal('007')).toBe(70000n)
    expect(parseDecimal('1.50000000')).toBe(15000n)
    for (const text of ['', '.', '1,5', '1e3', 'NaN', '1.00001', '--1', ' 1', '0x10'])
      expect(parseDecimal(text)).toBeNull()
    expect(() => decimalOf('ten')).toThrow(RangeError)
  })

  it('come back from text exactly as they were', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), (value) => {
        expect(parseDecimal(formatDecimal(value))).toBe(value)
      }),
    )
  })

  it('are rounded half away from zero, on both sides of it', () => {
    const rounded = (text: string) => formatRounded(fractionOf(decimalOf(text)), 2)
    expect(rounded('82.345')).toBe('82.35')
    expect(rounded('1.005')).toBe('1.01')
    expect(rounded('-1.005')).toBe('-1.01')
    expect(rounded('-0.004')).toBe('0.00')
    expect(rounded('99.9949')).toBe('99.99')
    expect(formatRounded(fraction(2n, 3n), 0)).toBe('1')
    expect(formatRounded(fraction(-1n, 2n), 0)).toBe('-1')
  })
})

describe('fractions', () => {
  it('are read from decimal text of any length, and written exactly where they end', () => {
    expect(exactOf('12345678901234567890.125')).toEqual(fraction(98765431209876543121n, 8n))
    expect(exactOf('-0.50')).toEqual(fraction(-1n, 2n))
    for (const text of ['', '.5', '1e3', 'ten']) expect(() => exactOf(text)).toThrow(RangeError)
    expect(formatExact(exactOf('-16.650'))).toBe('-16.65')
    expect(formatExact(fraction(3n, 16n))).toBe('0.1875')
    expect(formatExact(fraction(1n, 3n))).toBe('0.3333')
    expect(formatExact(fraction(100n))).toBe('100')
  })

  it('are rounded to a fraction as they are to text', () => {
    expect(rounded(fraction(2n, 3n), 2)).toEqual(fraction(67n, 100n))
    expect(rounded(exactOf('-1.005'), 2)).toEqual(exactOf('-1.01'))
  })

  it('can be taken apart and compared', () => {
    const [third, half] = [fraction(1n, 3n), fraction(1n, 2n)]
    expect(subtract(half, third)).toEqual(fraction(1n, 6n))
    expect([smaller(half, third), larger(half, third)]).toEqual([third, half])
  })

  const some = fc.tuple(fc.bigInt(-1000n, 1000n), fc.bigInt(1n, 1000n)).map(([n, d]) => fraction(n, d))

  it('add a third three times to exactly one', () => {
    const third = fraction(1n, 3n)
    expect(add(add(third, third), third)).toEqual(fraction(1n))
    expect(fraction(2n, -4n)).toEqual({ n: -1n, d: 2n })
    expect(() => divide(third, fraction(0n))).toThrow(RangeError)
  })

  it('obey the laws of arithmetic', () => {
    fc.assert(
      fc.property(some, some, some, (a, b, c) => {
        expect(multiply(a, add(b, c))).toEqual(add(multiply(a, b), multiply(a, c)))
        if (b.n !== 0n) expect(multiply(divide(a, b), b)).toEqual(a)
        expect(compare(a, b)).toBe(-compare(b, a) || 0)
      }),
    )
  })
})
