/** Bytes of text in an encoding that somebody names or that is decided by how plausible the text is. */

import type { Encoding } from './encodings.ts'
import { plausibility } from './text-plausibility.ts'

/**
 * What is tried when nothing in the bytes says what they are, with how much the rarer ones must be better. Encodings
 * that almost never hold a list, or cannot be told from others by a short one, are only chosen by hand.
 */
const GUESSED: readonly (readonly [Encoding, number])[] = [
  ['gb18030', 0],
  ['utf-8', 0],
  ['windows-1252', 0],
  ['windows-1251', 0.1],
  ['big5', 0.05],
  ['shift_jis', 0.05],
  ['euc-kr', 0.1],
  ['windows-1250', 0.15],
  ['windows-1254', 0.1],
  ['euc-jp', 0.2],
  ['windows-1253', 0.15],
  ['windows-1255', 0.15],
  ['windows-1256', 0.2],
  ['windows-874', 0.8],
  ['koi8-r', 0.2],
  ['macintosh', 0.2],
]

export interface DecidedText {
  encoding: Encoding
  text: string
  /** False when another encoding gives other text that is nearly as plausible: a person should look. */
  sure: boolean
  /** Other encodings worth a look, the more plausible first. */
  others: Encoding[]
}

const startsWith = (bytes: Uint8Array, ...mark: number[]): boolean =>
  mark.every((byte, at) => bytes[at] === byte)

/** The text of bytes in an encoding; what is no text in it becomes U+FFFD. A byte order mark is left out. */
export const decodeAs = (bytes: Uint8Array, encoding: Encoding): string =>
  new TextDecoder(encoding).decode(bytes)

const markedEncoding = (bytes: Uint8Array): Encoding | null => {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return 'utf-8'
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le'
  if (startsWith(bytes, 0xfe, 0xff)) return 'utf-16be'
  return null
}

const SAMPLE = 32 * 1024

/** UTF-16 without a mark: every line break, delimiter and figure of it has a zero on one side, always the same one. */
const zeroedEncoding = (bytes: Uint8Array): Encoding | null => {
  const zeros = [0, 0]
  const sample = bytes.subarray(0, SAMPLE)
  for (let at = 0; at < sample.length; at += 1) if (sample[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (even === 0 && odd === 0) return null
  return odd > even ? 'utf-16le' : 'utf-16be'
}

/** Bytes of control characters that no text has. Escape is one of Japanese mail. */
const isControl = (byte: number): boolean =>
  byte < 0x20 && (byte < 0x09 || byte > 0x0d) && byte !== 0x1a && byte !== 0x1b

/** Whether a text has characters that no text has. */
const hasControls = (text: string): boolean => {
  for (let at = 0; at < Math.min(text.length, SAMPLE); at += 1)
    if (isControl(text.charCodeAt(at))) return true
  return false
}

/** The lines with bytes beyond ASCII, as many as are needed to tell. No encoding here has line breaks in a character. */
const tellingLines = (bytes: Uint8Array): Uint8Array => {
  const sample: number[] = []
  let [start, tells] = [0, false]
  for (let at = 0; at <= bytes.length && sample.length < SAMPLE; at += 1) {
    const byte = bytes[at] ?? 0x0a
    if (byte >= 0x80) tells = true
    if (byte !== 0x0a && byte !== 0x0d) continue
    if (tells) for (const one of bytes.subarray(start, Math.min(at + 1, start + SAMPLE))) sample.push(one)
    ;[start, tells] = [at + 1, false]
  }
  return Uint8Array.from(sample)
}

interface Guess {
  encoding: Encoding
  sample: string
  score: number
}

const guessesFor = (bytes: Uint8Array): Guess[] => {
  const telling = tellingLines(bytes)
  const beyond = Math.max(1, telling.filter((byte) => byte >= 0x80).length)
  return GUESSED.map(([encoding, burden]) => {
    const sample = decodeAs(telling, encoding)
    return { encoding, sample, score: plausibility(sample, encoding, beyond) - burden }
  }).sort((one, other) => other.score - one.score)
}

/** Two readings nearer to each other than this are shown to a person. */
const MARGIN = 0.35

/**
 * Text of an unknown encoding: by its byte order mark; as UTF-8 when it is that; as UTF-16 by its zeros; else as what
 * makes the most plausible text. Null when it is no text in any of them.
 */
export const decideText = (bytes: Uint8Array): DecidedText | null => {
  const said = markedEncoding(bytes) ?? zeroedEncoding(bytes)
  if (said !== null) {
    const text = decodeAs(bytes, said)
    const isText = !hasControls(text) && (said === 'utf-8' || !text.includes('\uFFFD'))
    return isText ? { encoding: said, text, sure: true, others: [] } : null
  }
  if (bytes.subarray(0, SAMPLE).some(isControl)) return null
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (isChance(text)) return mostPlausible(bytes)
    if (!text.includes('\u001B$')) return { encoding: 'utf-8', text, sure: true, others: [] }
    return { encoding: 'iso-2022-jp', text: decodeAs(bytes, 'iso-2022-jp'), sure: true, others: ['utf-8'] }
  } catch {
    return mostPlausible(bytes)
  }
}

/** A few letters that no name has: two bytes of another encoding can be UTF-8 by chance (联通 in GBK is). */
const isChance = (text: string): boolean => {
  const beyond = text.match(/\P{ASCII}/gu) ?? []
  return (
    beyond.length > 0 &&
    beyond.length <= 12 &&
    beyond.some((one) => /[\u0180-\u036F\u0480-\u058F\u0700-\u07FF]/u.test(one)) &&
    beyond.every((one) => one < '\u0800')
  )
}

const mostPlausible = (bytes: Uint8Array): DecidedText => {
  const [best, ...rest] = guessesFor(bytes)
  if (!best) throw new Error('some encoding is always tried')
  const others = rest.filter((guess) => guess.sample !== best.sample && !guess.sample.includes('\uFFFD'))
  return {
    encoding: best.encoding,
    text: decodeAs(bytes, best.encoding),
    sure: best.score - (others[0]?.score ?? Number.NEGATIVE_INFINITY) > MARGIN && best.score > 0,
    others: others.slice(0, 4).map((guess) => guess.encoding),
  }
}

/** How the first telling line of a file reads in an encoding: what a person chooses one by. */
export const sampleIn = (bytes: Uint8Array, encoding: Encoding): string => {
  const isWide = encoding === 'utf-16le' || encoding === 'utf-16be'
  const text = decodeAs(isWide ? bytes.subarray(0, SAMPLE) : tellingLines(bytes).subarray(0, 1000), encoding)
  const [line = ''] = text.split(/[\r\n]+/).filter((one) => one.trim() !== '')
  return line.trim().slice(0, 60)
}
