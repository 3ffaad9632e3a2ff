import { Lexer, type Token, type Tokens } from 'marked'
import { type Block, type Inline, type Item, plain } from './tree.ts'

/** Deeper than anybody writes; what is nested further is shown as it was typed. */
const DEPTH = 8
const SAFE = /^(?:https?:\/\/|mailto:)/i

/** An address a message may lead to; null for every other scheme, and for addresses inside the product. */
export const safeHref = (href: string): string | null => (SAFE.test(href) ? href : null)

const text = (value: string): Inline => ({ kind: 'text', text: value })

const inlines = (tokens: readonly Token[] | undefined, depth: number): Inline[] =>
  (tokens ?? []).flatMap((token) => inline(token, depth))

const link = (token: Tokens.Link | Tokens.Image, depth: number): Inline => {
  const href = safeHref(token.href)
  // A picture from elsewhere would tell its server who reads: it is a link too.
  return href && depth < DEPTH
    ? {
        kind: 'link',
        href,
        children: token.type === 'link' ? inlines(token.tokens, depth + 1) : [text(token.text || href)],
      }
    : text(token.raw)
}

const inline = (token: Token, depth: number): Inline[] => {
  if (depth > DEPTH) return [text(token.raw)]
  switch (token.type) {
    case 'strong':
    case 'em':
    case 'del':
      return [{ kind: token.type, children: inlines(token.tokens, depth + 1) }]
    case 'codespan':
      return [{ kind: 'code', text: (token as Tokens.Codespan).text }]
    case 'br':
      return [{ kind: 'break' }]
    case 'link':
    case 'image':
      return [link(token as Tokens.Link | Tokens.Image, depth)]
    case 'escape':
      return [text((token as Tokens.Escape).text)]
    case 'checkbox':
      return []
    case 'text':
      return token.tokens ? inlines(token.tokens, depth) : [text((token as Tokens.Text).text)]
    default:
      return [text(token.raw)]
  }
}

const item = (token: Tokens.ListItem, depth: number): Item => ({
  checked: token.task ? token.checked === true : null,
  blocks: blocks(token.tokens, depth + 1),
})

const list = (token: Tokens.List, depth: number): Block => ({
  kind: 'list',
  ordered: token.ordered,
  start: token.start === '' ? 1 : token.start,
  items: token.items.map((one) => item(one, depth)),
})

const table = (token: Tokens.Table, depth: number): Block => ({
  kind: 'table',
  align: token.align,
  head: token.header.map((cell) => inlines(cell.tokens, depth)),
  rows: token.rows.map((row) => row.map((cell) => inlines(cell.tokens, depth))),
})

const block = (token: Token, depth: number): Block[] => {
  if (depth > DEPTH) return plain(token.raw)
  switch (token.type) {
    case 'space':
    case 'checkbox':
      return []
    case 'code': {
      const { text: code, lang } = token as Tokens.Code
      return [{ kind: 'code', text: code, language: (lang ?? '').split(/\s/)[0] ?? '' }]
    }
    case 'blockquote':
      return [{ kind: 'quote', blocks: blocks(token.tokens, depth + 1) }]
    case 'list':
      return [list(token as Tokens.List, depth)]
    case 'table':
      return [table(token as Tokens.Table, depth)]
    case 'hr':
      return [{ kind: 'rule' }]
    case 'heading':
      return [{ kind: 'heading', children: inlines(token.tokens, depth) }]
    case 'paragraph':
      return [{ kind: 'paragraph', children: inlines(token.tokens, depth) }]
    case 'text':
      return [{ kind: 'paragraph', children: inline(token, depth) }]
    default:
      return plain(token.raw.replace(/\n+$/, ''))
  }
}

const blocks = (tokens: readonly Token[] | undefined, depth: number): Block[] =>
  (tokens ?? []).flatMap((token) => block(token, depth))

/** Nothing but a way to make the lexer nest and the page stand still. */
const DEEP = /(?:>[ \t]*){24}|(?:[-+*] ){24}/

/**
 * Reads a message's markdown (CommonMark with GitHub's tables, tasks and bare addresses; a line end is a line end).
 * HTML is text. What the lexer cannot read is shown as it was typed.
 */
export const parse = (body: string): Block[] => {
  if (DEEP.test(body)) return plain(body)
  try {
    return blocks(new Lexer({ gfm: true, breaks: true }).lex(body), 0)
  } catch {
    return plain(body)
  }
}
