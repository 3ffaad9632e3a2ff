/** What a message's markdown says, as plain values: nothing here can become anything but the elements of `Markdown.tsx`. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'strong' | 'em' | 'del'; children: Inline[] }
  /** `unseen` is what was typed and is no part of the text: the address in brackets. */
  | { kind: 'link'; href: string; unseen: string; children: Inline[] }
  | { kind: 'break' }

export interface Item {
  /** Null for an item without a box. */
  checked: boolean | null
  /** Its number or bullet as it was written; null for an ordinary bullet. */
  marker: string | null
  blocks: Block[]
}

export type Align = 'center' | 'left' | 'right' | null

export type Block =
  | { kind: 'paragraph' | 'heading'; children: Inline[] }
  | { kind: 'code'; text: string; language: string }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'list'; ordered: boolean; items: Item[] }
  | { kind: 'table'; align: Align[]; head: Inline[][]; rows: Inline[][][] }
  | { kind: 'rule' }

/** The one block of a text without markup. */
export const plain = (text: string): Block[] => [{ kind: 'paragraph', children: [{ kind: 'text', text }] }]

const inlineText = (one: Inline, unseen: boolean): string => {
  switch (one.kind) {
    case 'break':
      return '\n'
    case 'text':
    case 'code':
      return one.text
    default:
      return (
        one.children.map((child) => inlineText(child, unseen)).join('') +
        (unseen && one.kind === 'link' ? one.unseen : '')
      )
  }
}

const itemText = ({ marker, checked, blocks }: Item, unseen: boolean): string => {
  const box = checked === null ? '' : checked ? '[x] ' : '[ ] '
  return `${marker ? `${marker} ` : ''}${box}${blocks.map((one) => blockText(one, unseen)).join('\n')}`
}

const blockText = (one: Block, unseen: boolean): string => {
  switch (one.kind) {
    case 'paragraph':
    case 'heading':
      return one.children.map((child) => inlineText(child, unseen)).join('')
    case 'code':
      return one.language ? `${one.language}\n${one.text}` : one.text
    case 'quote':
      return one.blocks.map((inner) => blockText(inner, unseen)).join('\n')
    case 'list':
      return one.items.map((item) => itemText(item, unseen)).join('\n')
    case 'table':
      return [one.head, ...one.rows]
        .map((row) => row.map((cell) => cell.map((inner) => inlineText(inner, unseen)).join('')).join('\t'))
        .join('\n')
    case 'rule':
      return ''
  }
}

/** What a reader sees, as text. */
export const seenText = (blocks: readonly Block[]): string =>
  blocks.map((one) => blockText(one, false)).join('\n')

/** Every letter, digit and mark of what was typed, in order: what must never be lost on the way to the screen. */
export const wordsOf = (blocks: readonly Block[]): string =>
  blocks
    .map((one) => blockText(one, true))
    .join('\n')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '')
    .toLowerCase()

const MARKUP =
  /[*_`~[\]#>|<\\•·●○◦▪▫■□◆◇‣∙➢✓\r\v\f\u0085\u2028\u2029]|https?:|www\.|\S@\S|^ {4}|^\t|^\s*(?:[-+]|\d+[.)])(?:\s|$)|^\s*[-=]{2,}\s*$/im

/** Whether the text means itself in markdown: then nothing has to be loaded to show it. */
export const isPlain = (text: string): boolean => !MARKUP.test(text)
