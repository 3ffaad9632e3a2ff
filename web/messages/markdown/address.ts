import { charAfter, charBefore, isCjk, isInvisible, isSign, isSpace, isWord } from './script.ts'

/** A web or mail address that stands in a text without any markup. */
export interface Address {
  /** Where the text goes on. */
  end: number
  href: string
}

const START = /https?:\/\/|www\.|mailto:/iy
const MAIL = /[a-z0-9][a-z0-9._+-]{0,63}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}/iy
const OPEN = '([{'
const CLOSE = ')]}'
/** What may stand inside an address and not at its end. */
const TRAILING = new Set('?!.,:;*_\'"~|')
const NEVER = new Set('<>"`\\^')
const ASCII_WORD = /[a-z0-9]/i
/** As long as the longest that browsers pass on. */
const LONGEST = 2_048

/**
 * Whether CJK text belongs to the address it stands in: as a part of its own (`/wiki/数学`, `?q=数学`), or in a host that
 * is written so. What follows a word or the bare host (`…/hw/7周五交`, `…org/然后`) is the sentence going on.
 */
const takesCjk = (text: string, from: number, at: number, hostEnd: number): boolean => {
  const before = text[at - 1] ?? ''
  if (at === from) return true
  if (isCjk(charBefore(text, at)) && !isSign(charBefore(text, at))) return true
  if (hostEnd === -1) return before === '.' && isCjk(text[from] ?? '')
  return '/=#'.includes(before) && at > hostEnd + 1
}

/** Whether an address has this character at all; those beyond ASCII are words, and CJK ones words of its own. */
const mayHave = (text: string, char: string, from: number, at: number, hostEnd: number): boolean => {
  if (isSpace(char) || isInvisible(char) || NEVER.has(char)) return false
  if (char <= '\u007f') return true
  return isWord(char) && (!isCjk(char) || takesCjk(text, from, at, hostEnd))
}

/** Where the run of characters ends that an address may have, brackets in pairs. `from` is where its host begins. */
const runEnd = (text: string, from: number): number => {
  const open: string[] = []
  let hostEnd = -1
  let at = from
  while (at < text.length && at - from < LONGEST) {
    const char = String.fromCodePoint(text.codePointAt(at) ?? 0)
    if (!mayHave(text, char, from, at, hostEnd)) break
    if (OPEN.includes(char)) open.push(char)
    else if (CLOSE.includes(char) && open.pop() !== OPEN[CLOSE.indexOf(char)]) break
    if (hostEnd === -1 && '/?#'.includes(char)) hostEnd = at
    at += char.length
  }
  return at
}

/** Takes from the end what belongs to the sentence: its full stop, its emphasis, a bracket that is open. */
const trimmed = (text: string, from: number, to: number): number => {
  let end = to
  const count = (chars: string) => [...text.slice(from, end)].filter((char) => chars.includes(char)).length
  let unclosed = count(OPEN) - count(CLOSE)
  while (end > from) {
    const last = text[end - 1] ?? ''
    if (OPEN.includes(last) && unclosed > 0) unclosed -= 1
    else if (!TRAILING.has(last)) break
    end -= 1
  }
  return end
}

const webAddress = (text: string, at: number, start: string): Address | null => {
  const from = at + start.length
  const bare = start.toLowerCase() === 'www.'
  if (bare && isCjk(charAfter(text, from))) return null
  const end = trimmed(text, from, runEnd(text, from))
  if (end === from || !isWord(charAfter(text, from))) return null
  const shown = text.slice(at, end)
  return { end, href: bare ? `http://${shown}` : shown }
}

const mailAddress = (text: string, at: number, from: number): Address | null => {
  MAIL.lastIndex = from
  const found = MAIL.exec(text)?.[0].replace(/[._-]+$/, '')
  if (!found || !/@[^@]*\.[a-z0-9-]+$/i.test(found)) return null
  return {
    end: from + found.length,
    href: text.slice(at, from).toLowerCase() + (at === from ? 'mailto:' : '') + found,
  }
}

/** Whether a word of Latin letters may begin here: an address inside such a word is none. */
const mayBegin = (text: string, at: number): boolean => {
  const before = charBefore(text, at)
  return !isWord(before) || isCjk(before)
}

/** The address that begins exactly here, if one does. */
export const addressAt = (text: string, at: number): Address | null => {
  if (!ASCII_WORD.test(text[at] ?? '') || !mayBegin(text, at)) return null
  START.lastIndex = at
  const start = START.exec(text)?.[0]
  if (start && start.toLowerCase() === 'mailto:') return mailAddress(text, at, at + start.length)
  return start ? webAddress(text, at, start) : mailAddress(text, at, at)
}
