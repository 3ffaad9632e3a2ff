import { charAfter, charBefore, isCjk, isSign, isSpace, isWord } from './script.ts'

/**
 * Which runs of `*`, `_` and `~` are markup: CommonMark's rules with the CJK-friendly amendment, and stricter than both
 * where people mean the sign itself. A mark between two word characters (2*3*4, 2**10, 长*宽) is a sign; so is a single `~`
 * (3~5页). Only `**` may stand inside Chinese, Japanese or Korean words, which know no spaces.
 */
export interface Run {
  mark: '*' | '_' | '~'
  size: number
  opens: boolean
  closes: boolean
}

const isOtherSign = (char: string): boolean => isSign(char) && !isCjk(char)

/** Whether the run stands where a mark means itself: within a word, a product, a range. */
const isSignItself = (mark: string, size: number, before: string, after: string): boolean => {
  if (mark === '~' && size !== 2) return true
  if (isWord(before) && isWord(after)) return size === 1 || !(isCjk(before) || isCjk(after))
  return mark === '*' && size === 1 && /[)\]\p{L}\p{N}]/u.test(before) && /[([\p{L}\p{N}]/u.test(after)
}

/** What the run of `size` equal marks at `at` can do. */
export const runAt = (text: string, at: number, size: number): Run => {
  const mark = text[at] as Run['mark']
  const before = charBefore(text, at)
  const after = charAfter(text, at + size)
  if (isSignItself(mark, size, before, after)) return { mark, size, opens: false, closes: false }
  const left = !isSpace(after) && (!isOtherSign(after) || isSpace(before) || isSign(before) || isCjk(before))
  const right = !isSpace(before) && (!isOtherSign(before) || isSpace(after) || isSign(after) || isCjk(after))
  if (mark !== '_') return { mark, size, opens: left, closes: right }
  return {
    mark,
    size,
    opens: left && (!right || isSign(before)),
    closes: right && (!left || isSign(after)),
  }
}
