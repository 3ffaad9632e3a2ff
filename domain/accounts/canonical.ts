/**
 * The one form in which names, numbers, codes and passwords are kept and compared. What somebody types is never the
 * stored bytes: a phone sends é as one character and a Mac as two, an input method leaves full-width digits behind, a
 * copied cell carries marks that nobody sees. So everything is tidied when it is stored (`tidyName`, `tidyIdentifier`)
 * and looked up by a key (`lookUpKey`) that stands in the database beside it, under the unique index.
 *
 * The key is Unicode's caseless matching (UAX 44, NFKC_Casefold) with one decision more: the four i of Turkish (i, ı, I,
 * İ) are one letter, because capitals lock and a foreign keyboard turn each of them into another.
 */

/** Scripts in which a joiner between two letters changes what a reader sees. */
const JOINING =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Nko}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Extended_Pictographic}\p{Variation_Selector}]/u

const JOINERS = /[\u200C\u200D]+/gu
/** Format characters without the two joiners, and the letters that are drawn as nothing. */
const UNSEEN = /(?![\u200C\u200D])[\p{Cf}\u115F\u1160\u3164\uFFA0]/gu

const beside = (text: string, at: number, step: 'before' | 'after'): string =>
  step === 'after'
    ? String.fromCodePoint(text.codePointAt(at) ?? 0)
    : ([...text.slice(Math.max(0, at - 2), at)].at(-1) ?? '')

/** Without joiners, but for one between two characters of a script that needs it. */
const withNeededJoiners = (text: string): string =>
  text.replace(JOINERS, (joiners, at: number) =>
    JOINING.test(beside(text, at, 'before')) && JOINING.test(beside(text, at + joiners.length, 'after'))
      ? joiners.charAt(0)
      : '',
  )

const withSingleSpaces = (text: string): string => text.replace(/[\s\p{Cc}\p{Z}]+/gu, ' ').trim()

/**
 * A name as it is stored and shown: what was typed, in one form of each character (NFC), without marks that nobody
 * sees, with single spaces. Joiners stay where a script needs them.
 */
export const tidyName = (text: string): string =>
  withSingleSpaces(withNeededJoiners(text.replace(UNSEEN, ''))).normalize('NFC')

/**
 * A username, student number, address or code as it is stored: as a name, but with full-width and other compatible
 * forms made plain (NFKC) and without any joiner, for it must be typed again from paper. Case stays as it was given.
 */
export const tidyIdentifier = (text: string): string =>
  withSingleSpaces(plain(text))
    // NFKC takes the vowel am of Thai and Lao apart, and in two pieces it is drawn wrongly above a tone mark.
    .replace(/\u0E4D\u0E32/gu, '\u0E33')
    .replace(/\u0ECD\u0EB2/gu, '\u0EB3')

/** NFKC, and nothing in it that is ignored when drawn: format characters, selectors, fillers. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .normalize('NFKC')

/**
 * Full case folding: ß is ss, ſ is s, ς is σ. Lower, upper, lower again: only upper case knows ß, only lower case ẞ. The
 * dot that İ leaves behind goes, and what is left of the Turkish i is i.
 */
const folded = (text: string): string =>
  text
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .replace(/ς/gu, 'σ')
    .replace(/i\u0307/gu, 'i')

/**
 * What usernames, numbers, addresses, codes and search words are compared by; it is stored, never shown. Two texts have
 * the same key exactly when a person would call them the same text typed in another way. The key of a key is itself.
 */
export const lookUpKey = (text: string): string => withSingleSpaces(plain(folded(plain(folded(plain(text))))))

const CJK = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}]'
const BETWEEN_CJK = new RegExp(`(${CJK}) (?=${CJK})`, 'gu')

/**
 * What names of people are compared by where a list names them. As `lookUpKey`; and the apostrophes, dashes and middle
 * dots that programs put in each other's place are one, and 张　三, padded to the width of three, is 张三.
 */
export const nameKey = (name: string): string =>
  lookUpKey(
    name
      .replace(/[\u2018\u2019\u201B\u02BC\u02BB\u00B4\u0060\uFF07]/gu, "'")
      .replace(/[\u2010-\u2015\u2212\uFF0D]/gu, '-')
      .replace(/[\u2022\u2027\u30FB\uFF65]/gu, '·'),
  ).replace(BETWEEN_CJK, '$1')

/**
 * A password as it is hashed: RFC 8265's OpaqueString. Any blank is the plain one, é is one character; width and case
 * are the person's own.
 */
export const preparePassword = (typed: string): string => typed.replace(/\p{Zs}/gu, ' ').normalize('NFC')

/**
 * What to try when somebody signs in, the stored form first. Passwords from before there was one were hashed as they
 * were typed: as now, or as a device types that takes its characters apart. One try each, and one for plain letters.
 */
export const passwordForms = (typed: string): string[] => [
  ...new Set([preparePassword(typed), typed, typed.normalize('NFD'), typed.normalize('NFC')]),
]
