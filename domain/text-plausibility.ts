import {
  ALPHABETS,
  HAN_OF_NAMES,
  HANGUL_OF_NAMES,
  JAPANESE_HAN,
  LATIN_ALPHABETS,
  SIMPLIFIED_HAN,
  TRADITIONAL_HAN,
  WORDS_OF_LISTS,
} from './text-characters.ts'

/**
 * How plausible a text is as a list of people in the encoding it was read in. Bytes read in a wrong encoding give rare
 * characters, signs inside words, scripts that are not written together. A file of three names is enough to tell most
 * encodings apart; where it is not, a person is asked.
 */

/** The frequent characters of a national standard: its first part, by what its two bytes may be. */
const firstPart = (encoding: string, leads: readonly [number, number], trails: readonly [number, number]) => {
  const decoder = new TextDecoder(encoding)
  const bytes: number[] = []
  for (let lead = leads[0]; lead <= leads[1]; lead += 1)
    for (let trail = trails[0]; trail <= trails[1]; trail += 1) bytes.push(lead, trail)
  return new Set(decoder.decode(Uint8Array.from(bytes)))
}

const lazily = <T>(make: () => T): (() => T) => {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** GB 2312, Big5 and JIS X 0208, each their first level; a character in several is a frequent one. */
const FREQUENT = lazily(() => [
  firstPart('gb18030', [0xb0, 0xd7], [0xa1, 0xfe]),
  firstPart('big5', [0xa4, 0xc6], [0x40, 0xfe]),
  firstPart('euc-jp', [0xb0, 0xcf], [0xa1, 0xfe]),
])

const HAN = /\p{Script=Han}/u
const HANGUL = /\p{Script=Hangul}/u
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}ー]/u
const HALF_KANA = /[\uFF61-\uFF9F]/u
/** Punctuation that East Asian lists are written with. */
const WIDE_MARKS = /[\u3000-\u3011·—…“”‘’（），：；！？／－＿０-９Ａ-Ｚａ-ｚ〇々]/u

const OWN_HAN: Readonly<Record<string, ReadonlySet<string>>> = {
  gb18030: SIMPLIFIED_HAN,
  big5: TRADITIONAL_HAN,
  shift_jis: JAPANESE_HAN,
  'euc-jp': JAPANESE_HAN,
}
const OWN_FREQUENT: Readonly<Record<string, number>> = { gb18030: 0, big5: 1, shift_jis: 2, 'euc-jp': 2 }

const hanValue = (character: string, encoding: string): number => {
  if (encoding === 'euc-kr') return -1
  if (OWN_HAN[encoding]?.has(character)) return 2.4
  const known = HAN_OF_NAMES.has(character) ? 0.8 : 0
  const frequent = FREQUENT()
  const own = frequent[OWN_FREQUENT[encoding] ?? 0]?.has(character) ? 0.6 : -1
  const elsewhere = frequent.filter((part) => part.has(character)).length
  return own + known + (elsewhere >= 3 ? 0.6 : elsewhere === 2 ? 0.2 : 0)
}

const wideValue = (character: string, encoding: string): number => {
  if (HAN.test(character)) return hanValue(character, encoding)
  if (HANGUL.test(character)) return encoding !== 'euc-kr' ? -3 : HANGUL_OF_NAMES.has(character) ? 2.2 : -0.6
  if (HALF_KANA.test(character)) return -1.2
  if (KANA.test(character)) return encoding === 'shift_jis' || encoding === 'euc-jp' ? 1.8 : -1.5
  return WIDE_MARKS.test(character) ? 0.5 : -3
}

const WIDE = new Set(['gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr'])

/** East Asian: the worth of each character, less for one that stands inside a word of Latin letters. */
const wideScore = (text: string, encoding: string): number => {
  let score = 0
  let before = ''
  for (const character of text) {
    const isPlain = character < '\u0080'
    if (!isPlain) score += wideValue(character, encoding)
    if (isPlain !== before < '\u0080' && before !== '')
      if (/[a-z]/.test(isPlain ? character : before)) score -= 1.5
    before = character
  }
  return score
}

const WORD = /[\p{L}\p{M}]+/gu

/** A word of Latin letters: written in one language or in none. */
const latinWord = (word: string, alphabets: readonly string[]): number => {
  const letters = [...word.toLowerCase().replace(/i\u0307/g, 'i')]
  const beyond = letters.filter((letter) => letter >= '\u0080')
  if (beyond.length === 0) return 0
  const isOneLanguage = alphabets.some((alphabet) => beyond.every((letter) => alphabet.includes(letter)))
  const isShouted = /\p{Ll}\p{Lu}/u.test(word)
  const isThick = beyond.length > 1 && beyond.length * 2 > letters.length
  const worth = isOneLanguage ? (/[þðý]/.test(word.toLowerCase()) ? 0.7 : 1.1) : -1
  return beyond.length * worth - (isShouted ? 1.5 : 0) - (isThick ? beyond.length : 0)
}

const CASED_WORD = /^\p{Lu}?\p{Ll}+$|^\p{Lu}+$/u

const NAME_WORD = /(?<!\p{L})(?![A-Z])\p{Lu}(?![a-z])\p{Ll}/u

/** A word of another alphabet: of usual letters, with capitals where they belong. */
const alphabetWord = (word: string, { usual, rare }: { usual: string; rare: string }): number => {
  let score = CASED_WORD.test(word) ? 0.5 : -1.5
  if (/[αεηιουωάέήίόύώςνρ]$/u.test(word)) score += 0.5
  for (const letter of word.toLowerCase()) {
    if (letter < '\u0080') score -= 1.5
    else {
      const at = usual.indexOf(letter)
      score += at >= 0 ? 1.2 - (at / usual.length) * 0.8 : rare.includes(letter) ? 0 : -1.5
    }
  }
  return score
}

/** Scripts without capitals, and what a word of them does not look like. */
const UNCASED: Readonly<Record<string, { whole: RegExp; wrong: RegExp }>> = {
  'windows-1255': { whole: /^[\p{Script=Hebrew}]+$/u, wrong: /^\p{M}|\p{M}{3}|[ךםןףץ](?=\p{L})/u },
  'windows-1256': { whole: /^[\p{Script=Arabic}\p{M}]+$/u, wrong: /^\p{M}|\p{M}\p{M}|[ةى](?=\p{L})|^[ءؤئ]/u },
  'windows-874': { whole: /^[\p{Script=Thai}]+$/u, wrong: /^\p{M}|\p{M}{3}|[เ-ไ](?![ก-ฮ])|^[ะาำๅๆฯ]/u },
}

const uncasedWord = (word: string, { whole, wrong }: { whole: RegExp; wrong: RegExp }): number => {
  const beyond = [...word].filter((letter) => letter >= '\u0080').length
  return whole.test(word) && !wrong.test(word) ? beyond * 1.1 : -beyond
}

const wordValue = (word: string, encoding: string): number => {
  // A Mac writes the languages of the West with other bytes.
  const latin = LATIN_ALPHABETS[encoding === 'macintosh' ? 'windows-1252' : encoding]
  const [alphabet, uncased] = [ALPHABETS[encoding], UNCASED[encoding]]
  if (!/\P{ASCII}/u.test(word)) return 0
  if (latin) return latinWord(word, latin)
  if (alphabet) return alphabetWord(word, alphabet)
  if (uncased) return uncasedWord(word, uncased)
  return 0
}

/** Signs beyond ASCII: few stand in lists, and none inside a word. */
const signScore = (text: string): number => {
  const inside = text.match(/\p{L}[^\p{ASCII}\p{L}\p{M}’]|[^\p{ASCII}\p{L}\p{M}‘ªº]\p{L}/gu)?.length ?? 0
  const unusual = text.match(/[^\p{ASCII}\p{L}\p{M}\u00A0«»“”‘’„–—…·°ªº€№]/gu)?.length ?? 0
  return -1.5 * inside - 1.5 * unusual
}

const alphabetScore = (text: string, encoding: string): number => {
  let score = signScore(text)
  for (const [word] of text.matchAll(WORD)) score += wordValue(word, encoding)
  // A list of people in an alphabet with capitals has names with one.
  if (ALPHABETS[encoding] && !NAME_WORD.test(text)) score -= 0.4 * (text.match(/\P{ASCII}/gu)?.length ?? 0)
  return score
}

const WORD_BONUS = 1.5

/**
 * How plausible `text`, read in `encoding`, is: about 1 for each byte beyond ASCII when it is right, 0 and less when it
 * is not. `beyond` is how many such bytes there were.
 */
export const plausibility = (text: string, encoding: string, beyond: number): number => {
  const broken = text.match(/[\uFFFD\p{Co}]|(?!\p{ASCII})\p{Cc}/gu)?.length ?? 0
  const words = (text.match(WORDS_OF_LISTS) ?? []).filter((word) => /\P{ASCII}/u.test(word))
  const known = words.reduce((sum, word) => sum + word.length, 0) * WORD_BONUS
  // Bytes that are UTF-8 but for a few are nothing else.
  if (encoding === 'utf-8') return broken > 0 && broken * 8 < beyond ? 3 - (broken * 8) / beyond : -3
  const score = WIDE.has(encoding) ? wideScore(text, encoding) : alphabetScore(text, encoding)
  return (score + known - broken * 5) / beyond
}
