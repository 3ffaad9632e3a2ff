/** Marks a number among the strings: no text of a file begins with it. */
const MARK = '\u0000'
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
/** A number of the widest JavaScript can hold has 308 digits; more is a mistake, and would fill the memory. */
const MAX_EXPONENT = 400

/**
 * JSON with every digit of its numbers: they arrive as marked text (`exactNumber` reads it), because a JavaScript number
 * would round them. Throws a `SyntaxError` like `JSON.parse`.
 */
export const parseExactly = (text: string): unknown => {
  JSON.parse(text)
  return JSON.parse(text.replace(TOKEN, (token) => (token.startsWith('"') ? token : `"\\u0000${token}"`)))
}

/** Without an exponent: `1.5e3` is `1500`. Null when that would be too long. */
const plain = (token: string): string | null => {
  const [, sign = '', whole = '0', places = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(token) ?? []
  const by = Number(exponent)
  if (Math.abs(by) > MAX_EXPONENT) return null
  const digits = whole + places
  const point = whole.length + by
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  const left = digits.slice(0, point).padEnd(point, '0')
  const right = digits.slice(point)
  return right === '' ? `${sign}${left}` : `${sign}${left}.${right}`
}

/** The decimal text of a marked number; null when it is none. */
export const exactNumber = (value: unknown): string | null =>
  typeof value === 'string' && value.startsWith(MARK) ? plain(value.slice(MARK.length)) : null

/** An id, written as a number or as a string. */
export const idText = (value: unknown): string | null => {
  if (typeof value !== 'string') return null
  return value.startsWith(MARK) ? value.slice(MARK.length) : value
}
