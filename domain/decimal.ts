/**
 * Exact decimals: what stands between a score as it was typed and a total as it is shown. A `Decimal` is a whole number
 * of ten-thousandths; a `Fraction` is exact whatever was divided. No JavaScript number takes part.
 */

/** Ten-thousandths: `15000n` is 1.5. The same as `numeric(12,4)` in the database. */
export type Decimal = bigint

/** Digits after the point that a `Decimal` keeps. */
export const DECIMAL_PLACES = 4
const UNIT = 10n ** BigInt(DECIMAL_PLACES)
const SHAPE = /^([+-]?)(\d+)(?:\.(\d*))?$/

const abs = (value: bigint): bigint => (value < 0n ? -value : value)

/** Reads `"12"`, `"-0.5"`, `"91.5000"`. Null when it is no decimal or has more than four digits after the point. */
export const parseDecimal = (text: string): Decimal | null => {
  const match = SHAPE.exec(text)
  if (!match) return null
  const digits = (match[3] ?? '').replace(/0+$/, '')
  if (digits.length > DECIMAL_PLACES) return null
  const size = BigInt(match[2] ?? '0') * UNIT + BigInt(digits.padEnd(DECIMAL_PLACES, '0'))
  return match[1] === '-' ? -size : size
}

/** `parseDecimal` for text that a schema has already checked; throws a `RangeError` on anything else. */
export const decimalOf = (text: string): Decimal => {
  const value = parseDecimal(text)
  if (value === null) throw new RangeError('not a decimal of at most four places')
  return value
}

const pointAt = (value: bigint, places: number): string => {
  const digits = abs(value)
    .toString()
    .padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  const sign = value < 0n ? '-' : ''
  return places === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-places)}`
}

/** The shortest exact text: `"1.5"`, `"20"`, `"-0.25"`. */
export const formatDecimal = (value: Decimal): string =>
  pointAt(value, DECIMAL_PLACES).replace(/0+$/, '').replace(/\.$/, '')

/** `n / d`, always in lowest terms with `d > 0`, so equal fractions are equal member by member. */
export interface Fraction {
  readonly n: bigint
  readonly d: bigint
}

const gcd = (a: bigint, b: bigint): bigint => {
  let [x, y] = [abs(a), abs(b)]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

/** An exact fraction; throws a `RangeError` when `d` is zero. */
export const fraction = (n: bigint, d: bigint = 1n): Fraction => {
  if (d === 0n) throw new RangeError('division by zero')
  if (d === 1n) return { n, d }
  const common = gcd(n, d) || 1n
  const sign = d < 0n ? -1n : 1n
  return { n: (sign * n) / common, d: (sign * d) / common }
}

export const ZERO: Fraction = { n: 0n, d: 1n }

export const fractionOf = (value: Decimal): Fraction => fraction(value, UNIT)

/** Decimal text of any length as an exact fraction; throws a `RangeError` on anything else. */
export const exactOf = (text: string): Fraction => {
  const match = SHAPE.exec(text)
  if (!match) throw new RangeError('not a decimal')
  const [, sign, whole = '0', places = ''] = match
  const size = BigInt(whole + places)
  return fraction(sign === '-' ? -size : size, 10n ** BigInt(places.length))
}

export const add = (a: Fraction, b: Fraction): Fraction => {
  if (a.n === 0n) return b
  return a.d === b.d ? fraction(a.n + b.n, a.d) : fraction(a.n * b.d + b.n * a.d, a.d * b.d)
}
export const subtract = (a: Fraction, b: Fraction): Fraction => add(a, { n: -b.n, d: b.d })
export const multiply = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.n, a.d * b.d)
/** `a / b`; throws a `RangeError` when `b` is zero. */
export const divide = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d, a.d * b.n)
/** -1, 0 or 1, as a sort wants it. */
export const compare = (a: Fraction, b: Fraction): number => {
  const difference = a.n * b.d - b.n * a.d
  if (difference === 0n) return 0
  return difference < 0n ? -1 : 1
}

export const smaller = (a: Fraction, b: Fraction): Fraction => (compare(a, b) <= 0 ? a : b)
export const larger = (a: Fraction, b: Fraction): Fraction => (compare(a, b) >= 0 ? a : b)

const scaledAndRounded = (value: Fraction, places: number): bigint => {
  const scaled = abs(value.n) * 10n ** BigInt(places)
  const size = (2n * scaled + value.d) / (2n * value.d)
  return value.n < 0n ? -size : size
}

/** The nearest fraction with `places` digits after the point, half away from zero. */
export const rounded = (value: Fraction, places: number): Fraction =>
  fraction(scaledAndRounded(value, places), 10n ** BigInt(places))

/** A fraction as text with exactly `places` digits after the point, rounded half away from zero. */
export const formatRounded = (value: Fraction, places: number): string =>
  pointAt(scaledAndRounded(value, places), places)

/** How many digits after the point write a fraction exactly; null when it never ends, as a third. */
const endsAfter = ({ d }: Fraction): number | null => {
  let [rest, twos, fives] = [d, 0, 0]
  for (; rest % 2n === 0n; rest /= 2n) twos += 1
  for (; rest % 5n === 0n; rest /= 5n) fives += 1
  return rest === 1n ? Math.max(twos, fives) : null
}

/** The shortest exact text of a fraction that ends, `"16.65"`; one that does not is rounded to four places. */
export const formatExact = (value: Fraction): string => {
  const text = formatRounded(value, endsAfter(value) ?? DECIMAL_PLACES)
  return text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text
}
