/**
 * What one emoji is. Decided by the properties Unicode gives characters, not by a list, so that the emoji of next year is
 * one as well: exactly one grapheme, and either of the recommended set (flags, keycaps, regions) or pictures, alone, with
 * a skin tone, or joined.
 */

const PICTURES =
  /^\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?(?:\u200d\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?)*$/u
/** Newer than the compiler's target; Node 20 and every browser that has popovers know it. */
const SETS_OF_TEXTS: string = 'v'
const RECOMMENDED = new RegExp('^\\p{RGI_Emoji}$', SETS_OF_TEXTS)
const PICTURE_LIKE_TEXT = /\p{Emoji}(?!\p{Emoji_Modifier})/gu
const ALWAYS_PICTURE = /\p{Emoji_Presentation}/u
/** Digits, `#` and `*` become a picture only within a keycap. */
const KEY = /[0-9#*]/
/**
 * Signs that writing has of its own (©, ™, ‼, ↔: all before the technical signs and pictures). Alone they are a letter,
 * as keyboards type them; only the variation selector makes a picture of them. ❤, ☀ or ✔ are never anything else.
 */
const WRITING_ENDS = 0x2300

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

const isOneGrapheme = (text: string): boolean => [...graphemes.segment(text)].length === 1

/** The emoji with every variation selector it needs and no other: ❤ and ❤️ are one. */
export const canonicalEmoji = (text: string): string => {
  const bare = text.replace(/\ufe0f/g, '')
  const first = bare.codePointAt(0) ?? 0
  const isSign = first < WRITING_ENDS && [...text].length === 1
  if (isSign) return text
  return bare.replace(PICTURE_LIKE_TEXT, (char, at: number) => {
    const isKeyAlone = KEY.test(char) && bare[at + 1] !== '\u20e3'
    return ALWAYS_PICTURE.test(char) || isKeyAlone ? char : `${char}\ufe0f`
  })
}

/** Whether a text is exactly one emoji, as `canonicalEmoji` writes it. */
export const isEmoji = (text: string): boolean => {
  if (!(RECOMMENDED.test(text) || PICTURES.test(text)) || !isOneGrapheme(text)) return false
  return (text.codePointAt(0) ?? 0) >= WRITING_ENDS || [...text].length > 1
}
