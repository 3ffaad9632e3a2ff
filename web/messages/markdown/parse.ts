import { Lexer, type Token, Tokenizer, type Tokens } from 'marked'
import { segmentsOf } from './bullets.ts'
import { DEPTH, readInline } from './inline.ts'
import { type Block, type Item, plain, seenText, wordsOf } from './tree.ts'

export { safeHref } from './inline.ts'

/** What would take text off the screen is text: definitions of links, HTML. */
class AsTyped extends Tokenizer {
  override def(): undefined {}
  override html(): undefined {}
}

/** Finds the blocks. What stands in them is read by `readInline`. */
class Blocks extends Lexer {
  override inlineTokens(_text: string, tokens: Token[] = []): Token[] {
    return tokens
  }
}

const textOf = (token: Token): string => ('text' in token ? String(token.text) : token.raw)

const BOX = /^\[([ xX])\][ \t]+/

const item = (token: Tokens.ListItem, ordered: boolean, depth: number): Item => {
  const [first, ...rest] = token.tokens.filter((one) => one.type !== 'checkbox')
  const unboxed =
    first && token.task && 'text' in first ? { ...first, text: first.text.replace(BOX, '') } : first
  return {
    checked: token.task ? token.checked === true : null,
    marker: ordered ? (/^\s*(\d{1,9}[.)])/.exec(token.raw)?.[1] ?? null) : null,
    blocks: blocks(unboxed ? [unboxed, ...rest] : rest, depth + 1),
  }
}

const list = (token: Tokens.List, depth: number): Block => ({
  kind: 'list',
  ordered: token.ordered,
  items: token.items.map((one) => item(one, token.ordered, depth)),
})

const table = (token: Tokens.Table): Block => ({
  kind: 'table',
  align: token.align,
  head: token.header.map((cell) => readInline(cell.text)),
  rows: token.rows.map((row) => row.map((cell) => readInline(cell.text))),
})

const block = (token: Token, depth: number): Block[] => {
  if (depth > DEPTH) return plain(token.raw)
  switch (token.type) {
    case 'space':
      return []
    case 'code': {
      const { text: code, lang } = token as Tokens.Code
      return [{ kind: 'code', text: code, language: (lang ?? '').trim() }]
    }
    case 'blockquote':
      // What is quoted is read as it was where it comes from.
      return [{ kind: 'quote', blocks: read(textOf(token), depth + 1) }]
    case 'list':
      return [list(token as Tokens.List, depth)]
    case 'table':
      return [table(token as Tokens.Table)]
    case 'hr':
      return [{ kind: 'rule' }]
    case 'heading':
      return [{ kind: 'heading', children: readInline(textOf(token), depth) }]
    case 'paragraph':
    case 'text':
      return [{ kind: 'paragraph', children: readInline(textOf(token), depth) }]
    default:
      return plain(token.raw.replace(/\n+$/, ''))
  }
}

const blocks = (tokens: readonly Token[] | undefined, depth: number): Block[] =>
  (tokens ?? []).flatMap((token) => block(token, depth))

const isSeen = (token: Token, read: Block[]): boolean =>
  token.type === 'space' || token.type === 'hr' || seenText(read).trim() !== ''

/** A block, unless a word of it would be lost or nothing of it be seen: then what was typed. */
const wholeBlock = (token: Token, depth: number): Block[] => {
  const read = block(token, depth)
  const isWhole = isSeen(token, read) && wordsOf(read) === wordsOf(plain(token.raw))
  return isWhole ? read : plain(token.raw.replace(/\n+$/, ''))
}

/** Nothing but a way to make the lexer nest and the page stand still. */
const DEEP = /(?:>[ \t]*){24}|(?:(?:[-+*]|\d{1,9}[.)])[ \t]+){24}|(?:^|\n)[ \t]{48,}(?:[-+*>]|\d{1,9}[.)])/

const lex = (text: string, depth: number): Block[] => {
  const tokens = new Blocks({ gfm: true, breaks: true, tokenizer: new AsTyped() }).lex(text)
  return tokens.flatMap((token) => wholeBlock(token, depth))
}

const read = (text: string, depth: number): Block[] =>
  segmentsOf(text).flatMap((segment) => (typeof segment === 'string' ? lex(segment, depth) : [segment]))

/** Line ends of every kind: those of Word within a paragraph, of web pages, of old systems. */
const LINE_END = /\r\n|[\r\v\f\u0085\u2028\u2029]/g

/**
 * Reads a message's markdown: CommonMark's blocks with GitHub's tables and tasks by `marked`, what stands in them by
 * `readInline`. HTML is text, a line end is a line end, a list keeps the numbers and bullets it was written with, and no
 * word that was typed is ever missing: what cannot be read is shown as it was typed.
 */
export const parse = (body: string): Block[] => {
  const text = body.replace(LINE_END, '\n')
  if (DEEP.test(text)) return plain(text)
  try {
    const found = read(text, 0)
    return wordsOf(found) === wordsOf(plain(text)) ? found : plain(text)
  } catch {
    return plain(text)
  }
}
