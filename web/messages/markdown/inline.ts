import { addressAt } from './address.ts'
import { runAt } from './emphasis.ts'
import { type Piece, Pieces, pairRuns } from './pieces.ts'
import type { Inline } from './tree.ts'

/** Deeper than anybody writes; what is nested further is shown as it was typed. */
export const DEPTH = 8
/** Runs of marks that are read in one text: nobody writes as many, and what they cost grows with what stands between. */
const MARKS = 1_000
const SAFE = /^(?:https?:\/\/|mailto:)/i

/** An address a message may lead to; null for every other scheme, and for addresses inside the product. */
export const safeHref = (href: string): string | null => (SAFE.test(href) ? href : null)

/** Where something other than text may begin: a sign of markup, or a word that may be an address. */
const NEXT = /[\\[\]\n<]|!\[|`+|\*+|_+|~+|[a-z0-9]+/gi
const ESCAPABLE = /[!-/:-@[-`{-~]/
const ANGLE = /<(?:[a-z][a-z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@]{1,64}@[^\s<>@]{1,255})>/iy
const TAG = /<[a-z/!?][^<>]*>/iy
const TARGET =
  /\(\s{0,8}(?:<([^<>\n]{0,2048})>|((?:\\[!-/:-@[-`{-~]|[^\s()\\]|\\(?![!-/:-@[-`{-~])|\((?:[^\s()]{0,512})\)){0,2048}))\s{0,8}\)/y

/** Finds the run of backticks that closes another, each asked for further on than the last: linear. */
const codeEnds = (text: string) => {
  const ends = new Map<number, number[]>()
  for (const run of text.matchAll(/`+/g)) {
    const known = ends.get(run[0].length)
    if (known) known.push(run.index)
    else ends.set(run[0].length, [run.index])
  }
  const asked = new Map<number, number>()
  return (size: number, after: number): number | undefined => {
    const list = ends.get(size) ?? []
    let index = asked.get(size) ?? 0
    while (index < list.length && (list[index] ?? 0) < after) index += 1
    asked.set(size, index)
    return list[index]
  }
}

/** Reads one text from its beginning to its end. */
class Reader {
  private readonly pieces = new Pieces()
  private readonly brackets: Piece[] = []
  /** How many of the brackets stand before a link, and cannot begin one around it. */
  private spent = 0
  private marks = 0
  private at = 0
  private readonly codeEnd: (size: number, after: number) => number | undefined
  private readonly hasAddress: boolean
  private readonly text: string

  constructor(text: string) {
    this.text = text
    this.codeEnd = codeEnds(text)
    this.hasAddress = /:\/\/|www\.|@/i.test(text)
  }

  read(): Piece | null {
    NEXT.lastIndex = 0
    for (let found = NEXT.exec(this.text); found; found = NEXT.exec(this.text)) {
      const end = this.readAt(found[0], found.index)
      NEXT.lastIndex = Math.max(end, found.index + 1)
    }
    this.flush(this.text.length)
    pairRuns(this.pieces, null)
    return this.pieces.first
  }

  private flush(to: number): void {
    if (to > this.at) this.pieces.add(this.at, to)
    this.at = to
  }

  /** Makes a piece of what stands from `from` to `to`; returns where reading goes on. */
  private put(from: number, to: number, made: Piece['made'], run: Piece['run'] = null): number {
    this.flush(from)
    this.pieces.add(from, to, made, run)
    this.at = to
    return to
  }

  private readAt(found: string, at: number): number {
    const end = at + found.length
    switch (found[0]) {
      case '\\':
        return this.escape(at)
      case '`':
        return this.code(at, found.length)
      case '\n':
        return this.lineEnd(at)
      case '<':
        return this.angle(at)
      case '!':
      case '[':
        this.flush(at)
        this.brackets.push(this.pieces.add(at, end))
        this.at = end
        return end
      case ']':
        return this.closeBracket(at)
      case '*':
      case '_':
      case '~':
        this.marks += 1
        // What follows is text, marks and all.
        if (this.marks > MARKS) return end
        return this.put(at, end, null, runAt(this.text, at, found.length))
      default:
        return this.address(at, end)
    }
  }

  private escape(at: number): number {
    const next = this.text[at + 1] ?? ''
    if (next === '\n') return this.put(at, at + 2, { kind: 'break' })
    return ESCAPABLE.test(next) ? this.put(at, at + 2, { kind: 'text', text: next }) : at + 1
  }

  private code(at: number, size: number): number {
    const end = this.codeEnd(size, at + size)
    if (end === undefined) return at + size
    const inside = this.text.slice(at + size, end).replace(/\n/g, ' ')
    const text = /^ .*[^ ].* $/s.test(inside) ? inside.slice(1, -1) : inside
    return this.put(at, end + size, { kind: 'code', text })
  }

  private lineEnd(at: number): number {
    let from = at
    while (from > this.at && ' \t'.includes(this.text[from - 1] ?? '')) from -= 1
    return this.put(from, at + 1, { kind: 'break' })
  }

  private angle(at: number): number {
    ANGLE.lastIndex = at
    const found = ANGLE.exec(this.text)?.[0]
    if (found) {
      const inside = found.slice(1, -1)
      const href = safeHref(inside.includes(':') ? inside : `mailto:${inside}`)
      return href
        ? this.link(at, at + found.length, href, [at + 1, at + found.length - 1])
        : at + found.length
    }
    // HTML is text, its signs too.
    TAG.lastIndex = at
    return at + (TAG.exec(this.text)?.[0].length ?? 1)
  }

  private link(from: number, to: number, href: string, shown: [number, number]): number {
    const inside = new Pieces()
    inside.add(shown[0], shown[1])
    return this.put(from, to, { kind: 'link', href, unseen: '', first: inside.first })
  }

  private address(at: number, wordEnd: number): number {
    const found = this.hasAddress ? addressAt(this.text, at) : null
    return found ? this.link(at, found.end, found.href, [at, found.end]) : wordEnd
  }

  private closeBracket(at: number): number {
    const opened = this.brackets.pop()
    const wasSpent = this.spent > this.brackets.length
    this.spent = Math.min(this.spent, this.brackets.length)
    if (!opened || wasSpent) return at + 1
    TARGET.lastIndex = at + 1
    const target = TARGET.exec(this.text)
    const typed = target && (target[1] ?? target[2] ?? '').replace(/\\([!-/:-@[-`{-~])/g, '$1')
    const href = typed && safeHref(typed)
    if (!href) return at + 1
    const end = at + 1 + target[0].length
    this.flush(at)
    pairRuns(this.pieces, opened)
    const from = opened.from
    const unseen = target[0]
    this.pieces.wrap(opened, null, from, end, (first) => ({ kind: 'link', href, unseen, first }))
    this.pieces.take(opened)
    this.spent = this.brackets.length
    this.at = end
    return end
  }
}

const append = (list: Inline[], one: Inline): void => {
  const last = list.at(-1)
  if (one.kind === 'text' && last?.kind === 'text')
    list[list.length - 1] = { kind: 'text', text: last.text + one.text }
  else list.push(one)
}

/** The chain as a tree. A link knows no link inside it. */
const treeOf = (text: string, first: Piece | null, depth: number, inLink: boolean): Inline[] => {
  const list: Inline[] = []
  for (let piece = first; piece; piece = piece.next)
    for (const one of inlinesOf(text, piece, depth, inLink)) append(list, one)
  return list
}

const inlinesOf = (text: string, piece: Piece, depth: number, inLink: boolean): Inline[] => {
  const { made, from, to } = piece
  if (!made || ('first' in made && depth >= DEPTH))
    return to > from ? [{ kind: 'text', text: text.slice(from, to) }] : []
  if (made.kind === 'break') return [{ kind: 'break' }]
  if (!('first' in made)) return [{ kind: made.kind, text: made.text }]
  const children = treeOf(text, made.first, depth + 1, inLink || made.kind === 'link')
  if (made.kind !== 'link') return [{ kind: made.kind, children }]
  const { href, unseen } = made
  if (children.length === 0)
    return [{ kind: 'link', href, unseen: '', children: [{ kind: 'text', text: href }] }]
  return inLink ? children : [{ kind: 'link', href, unseen, children }]
}

/**
 * Reads the markup within a paragraph: code, links, addresses, `**`, `*`, `_`, `~~`, and a line end is a line end. Whatever
 * is none of these is what was typed. In time linear to its length.
 */
export const readInline = (text: string, depth = 0): Inline[] =>
  treeOf(text, new Reader(text).read(), depth, false)
