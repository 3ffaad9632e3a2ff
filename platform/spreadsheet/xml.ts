import { unreadable } from './sheet.ts'

/**
 * A small forward reader for the XML inside workbooks. It knows elements, attributes, text, CDATA and the five built-in
 * and numeric entities; a document type declaration is refused, so there are no external or growing entities at all.
 */

export interface XmlHandler {
  /** `tag` is for `attributeOf`. */
  open?(name: string, tag: string): void
  close?(name: string): void
  text?(text: string): void
}

/** No tag and no run of text in a workbook is longer; anything longer is an attack on memory. */
const TOKEN_LIMIT = 1024 * 1024
const DEPTH_LIMIT = 100

const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

const decodeEntity = (whole: string, body: string): string => {
  if (!body.startsWith('#')) return NAMED[body] ?? whole
  const code = body[1] === 'x' ? Number.parseInt(body.slice(2), 16) : Number.parseInt(body.slice(1), 10)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
}

const decode = (text: string): string =>
  text.includes('&') ? text.replace(/&(#x?[0-9a-fA-F]{1,6}|[a-z]{2,4});/g, decodeEntity) : text

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

const ATTRIBUTE = /\s([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/** One attribute of a tag, by local name. */
export const attributeOf = (tag: string, wanted: string): string | undefined => {
  ATTRIBUTE.lastIndex = 0
  for (let match = ATTRIBUTE.exec(tag); match; match = ATTRIBUTE.exec(tag))
    if (localName(match[1] ?? '') === wanted) return decode(match[2] ?? match[3] ?? '')
  return undefined
}

const SLASH = 47
const SPACE = 32

/** The name at the start of a tag, without its prefix. */
const tagName = (tag: string): string => {
  let end = 0
  while (end < tag.length && tag.charCodeAt(end) > SPACE && tag.charCodeAt(end) !== SLASH) end += 1
  return localName(tag.slice(0, end))
}

const GREATER = 62
const DOUBLE = 34
const SINGLE = 39

/** Where the tag that starts at `from` ends: the first `>` outside quotes; -1 when it is not there yet. One pass. */
const tagEnd = (buffer: string, from: number): number => {
  let quote = 0
  for (let at = from; at < buffer.length; at += 1) {
    const code = buffer.charCodeAt(at)
    if (quote !== 0) {
      if (code === quote) quote = 0
    } else if (code === GREATER) return at
    else if (code === DOUBLE || code === SINGLE) quote = code
  }
  return -1
}

/** The reader itself: `write` pieces in order, then `end`. Throws `spreadsheet-damaged` on what is not plain XML. */
export class XmlReader {
  private rest = ''
  private depth = 0
  private readonly decoder = new TextDecoder('utf-8')
  private readonly handler: XmlHandler

  constructor(handler: XmlHandler) {
    this.handler = handler
  }

  write(piece: Uint8Array): void {
    this.consume(this.rest + this.decoder.decode(piece, { stream: true }))
  }

  end(): void {
    this.consume(this.rest + this.decoder.decode())
    if (this.depth !== 0 || this.rest.trim() !== '') throw unreadable('damaged')
  }

  private consume(buffer: string): void {
    let at = 0
    while (at < buffer.length) {
      const next = buffer[at] === '<' ? this.markup(buffer, at) : this.words(buffer, at)
      if (next === -1) break
      at = next
    }
    this.rest = buffer.slice(at)
    if (this.rest.length > TOKEN_LIMIT) throw unreadable('damaged')
  }

  private words(buffer: string, at: number): number {
    const end = buffer.indexOf('<', at)
    if (end !== -1) this.handler.text?.(decode(buffer.slice(at, end)))
    return end
  }

  private markup(buffer: string, at: number): number {
    if (buffer[at + 1] === '!') return this.declaration(buffer, at)
    if (buffer[at + 1] === '?') {
      const end = buffer.indexOf('?>', at)
      return end === -1 ? -1 : end + 2
    }
    const end = tagEnd(buffer, at)
    if (end !== -1) this.tag(buffer.slice(at + 1, end))
    return end === -1 ? -1 : end + 1
  }

  private declaration(buffer: string, at: number): number {
    if (buffer.length - at < 9) return -1
    if (buffer.startsWith('<!--', at)) {
      const end = buffer.indexOf('-->', at + 4)
      return end === -1 ? -1 : end + 3
    }
    if (!buffer.startsWith('<![CDATA[', at)) throw unreadable('damaged')
    const end = buffer.indexOf(']]>', at)
    if (end === -1) return -1
    this.handler.text?.(buffer.slice(at + 9, end))
    return end + 3
  }

  private tag(tag: string): void {
    if (tag.startsWith('/')) {
      this.depth -= 1
      if (this.depth < 0) throw unreadable('damaged')
      this.handler.close?.(localName(tag.slice(1).trim()))
      return
    }
    const empty = tag.endsWith('/')
    const name = tagName(tag)
    this.handler.open?.(name, tag)
    if (empty) this.handler.close?.(name)
    else this.depth += 1
    if (this.depth > DEPTH_LIMIT) throw unreadable('damaged')
  }
}

/** Reads a whole document from its pieces. */
export const readXml = async (source: AsyncIterable<Uint8Array>, handler: XmlHandler): Promise<void> => {
  const reader = new XmlReader(handler)
  for await (const piece of source) reader.write(piece)
  reader.end()
}
