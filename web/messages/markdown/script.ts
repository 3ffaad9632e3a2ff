/** Which characters of a text count as what when its markup and its addresses are found. All of one code point. */

const CJK =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\u2E80-\u303F\u30FB-\u30FF\u3190-\u319F\u31C0-\u31EF\u3200-\u33FF\uFE30-\uFE4F\uFF00-\uFFEF]/u
const WORD = /[\p{L}\p{N}\p{M}]/u
const SIGN = /[\p{P}\p{S}]/u
const SPACE = /\s/
/** Marks without a width, and variation selectors: what stands before and after them are neighbours. */
const INVISIBLE = /\p{Cf}|\p{Variation_Selector}/u

/** A character of Chinese, Japanese or Korean writing, its punctuation and full-width forms with it. */
export const isCjk = (char: string): boolean => CJK.test(char)
/** A letter, digit or mark of any script. */
export const isWord = (char: string): boolean => WORD.test(char)
/** Punctuation or a symbol, as CommonMark counts it. */
export const isSign = (char: string): boolean => SIGN.test(char)
/** Also true of the edge of a text. */
export const isSpace = (char: string): boolean => char === '' || SPACE.test(char)
export const isInvisible = (char: string): boolean => INVISIBLE.test(char)

/** The visible character that ends before `at`; empty at the beginning. */
export const charBefore = (text: string, at: number): string => {
  let end = at
  while (end > 0) {
    const low = text.charCodeAt(end - 1)
    const size = low >= 0xdc00 && low <= 0xdfff && end > 1 ? 2 : 1
    const char = text.slice(end - size, end)
    if (!isInvisible(char)) return char
    end -= size
  }
  return ''
}

/** The visible character that begins at `at` or after it; empty at the end. */
export const charAfter = (text: string, at: number): string => {
  let start = at
  while (start < text.length) {
    const char = String.fromCodePoint(text.codePointAt(start) ?? 0)
    if (!isInvisible(char)) return char
    start += char.length
  }
  return ''
}
