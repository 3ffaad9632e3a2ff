import { DECIMAL_PLACES, decimalOf } from '../decimal.ts'

/**
 * The one reader of scores: what somebody typed or pasted becomes an exact decimal, or it is said why not. It never
 * guesses a figure that was not written, because a wrong mark looks exactly like a right one.
 */

/** Why a text is no score; also the last part of a translation key. */
export const SCORE_FAULTS = [
  'percent',
  'fraction',
  'negative',
  'letters',
  'places',
  'too-large',
  'not-a-number',
] as const
export type ScoreFault = (typeof SCORE_FAULTS)[number]

export type ReadScore =
  | { kind: 'blank' }
  | { kind: 'excused' }
  | { kind: 'score'; score: string }
  /** A mark that parts thousands for some and decimals for others: `1,000` is one of the two. */
  | { kind: 'ambiguous'; decimal: string; thousands: string }
  | { kind: 'unreadable'; fault: ScoreFault }

/** What a comma or point before three figures is taken for once somebody has said so. */
export type SeparatorChoice = 'decimal' | 'thousands'

/** Digits before the point that the database keeps. */
const WHOLE_DIGITS = 8
const EXCUSED = new Set(['e', 'ex', 'ex.', 'exc', 'exc.', 'excused', '免', '免做'])
const DASHES = new Set(['-', '–', '—', '−'])
/** Full and half width forms and the blanks: what NFKC may change. It would also make 52 of 5² and 9 of ⑨. */
const WIDTH_FORM = /[\uff00-\uffef\s]/u

const unreadable = (fault: ScoreFault): ReadScore => ({ kind: 'unreadable', fault })

/** The text with widths and blanks made plain and invisible marks taken out; null when it holds figures in disguise. */
const plainOf = (text: string): string | null => {
  const visible = text.replace(/\p{Cf}/gu, '')
  for (const sign of visible)
    if (sign.normalize('NFKC') !== sign && /\d/.test(sign.normalize('NFKC')) && !WIDTH_FORM.test(sign))
      return null
  return visible.normalize('NFKC').replace(/\s+/gu, ' ').trim()
}

const shortest = (whole: string, places: string): ReadScore => {
  const [size, rest] = [whole.replace(/^0+(?=\d)/, ''), places.replace(/0+$/, '')]
  if (size.length > WHOLE_DIGITS) return unreadable('too-large')
  if (rest.length > DECIMAL_PLACES) return unreadable('places')
  return { kind: 'score', score: rest === '' ? size : `${size}.${rest}` }
}

const faultOf = (plain: string): ScoreFault => {
  if (plain.includes('%') || plain.includes('‰')) return 'percent'
  if (/^[-–—−]\s?[\d.,]+$/.test(plain)) return 'negative'
  if (/^\d[\d.,]*\s?[/⁄]\s?\d[\d.,]*$/.test(plain)) return 'fraction'
  return /^\p{L}[\p{L}\s.+-]*$/u.test(plain) ? 'letters' : 'not-a-number'
}

/** Whether `a,bcd,efg` is written in proper groups of three by this mark. */
const isGrouped = (text: string, mark: string): boolean => {
  const [first = '', ...groups] = text.split(mark)
  return /^[1-9]\d{0,2}$/.test(first) && groups.length > 0 && groups.every((group) => /^\d{3}$/.test(group))
}

/** One mark before exactly three figures. The points of the column decide where only one reading can be meant. */
const readThree = (text: string, mark: string, maxPoints: string | null): ReadScore => {
  const [whole = '', places = ''] = text.split(mark)
  const decimal = shortest(whole, places)
  const thousands = shortest(whole + places, '')
  if (decimal.kind !== 'score') return decimal
  if (thousands.kind !== 'score') return decimal
  const fits = maxPoints !== null && decimalOf(thousands.score) <= decimalOf(maxPoints)
  // A comma that can part thousands within the points does so; a point is the decimal mark where thousands do not fit.
  if (mark === ',' && fits) return thousands
  if (mark === '.' && !fits && maxPoints !== null) return decimal
  return { kind: 'ambiguous', decimal: decimal.score, thousands: thousands.score }
}

const readOneMark = (text: string, mark: string, maxPoints: string | null): ReadScore => {
  const parts = text.split(mark)
  if (parts.length > 2)
    return isGrouped(text, mark) ? shortest(parts.join(''), '') : unreadable('not-a-number')
  if (isGrouped(text, mark)) return readThree(text, mark, maxPoints)
  const [whole = '', places = ''] = parts
  return whole + places === '' ? unreadable('not-a-number') : shortest(whole || '0', places)
}

/** `1,234.5` and `1.234,5`: the later mark is the decimal one, the earlier parts thousands or the text is none. */
const readTwoMarks = (text: string): ReadScore => {
  const [outer, inner] = text.lastIndexOf('.') > text.lastIndexOf(',') ? ['.', ','] : [',', '.']
  const [whole = '', places = '', ...more] = text.split(outer)
  if (more.length > 0 || !isGrouped(whole, inner) || places.includes(inner)) return unreadable('not-a-number')
  return shortest(whole.split(inner).join(''), places)
}

const readNumber = (plain: string, maxPoints: string | null): ReadScore => {
  // `1 000` with a blank can mean one thing only, and only where there are so many points.
  if (isGrouped(plain, ' ')) {
    const read = shortest(plain.split(' ').join(''), '')
    const fits = read.kind === 'score' && maxPoints !== null && decimalOf(read.score) <= decimalOf(maxPoints)
    return fits ? read : unreadable('not-a-number')
  }
  if (!/^[\d.,]+$/.test(plain) || !/\d/.test(plain)) return unreadable(faultOf(plain))
  const marks = [',', '.'].filter((mark) => plain.includes(mark))
  if (marks.length === 0) return shortest(plain, '')
  return marks.length === 2 ? readTwoMarks(plain) : readOneMark(plain, marks[0] ?? '.', maxPoints)
}

/**
 * Reads a score of a column out of `maxPoints` (null where there is no column: points, weights). `separator` says what
 * a doubtful mark was meant as, once somebody was asked.
 */
export const readScore = (
  text: string,
  maxPoints: string | null,
  separator: SeparatorChoice | null = null,
): ReadScore => {
  const plain = plainOf(text)
  if (plain === null) return unreadable('not-a-number')
  if (plain === '' || DASHES.has(plain)) return { kind: 'blank' }
  if (EXCUSED.has(plain.toLowerCase())) return { kind: 'excused' }
  const read = readNumber(plain, maxPoints)
  return read.kind === 'ambiguous' && separator !== null ? { kind: 'score', score: read[separator] } : read
}

/** A number of a form as the server wants it. What cannot be read stays as it was typed, and is refused there by name. */
export const plainNumber = (text: string): string => {
  const read = readScore(text, null)
  return read.kind === 'score' ? read.score : text.trim()
}
