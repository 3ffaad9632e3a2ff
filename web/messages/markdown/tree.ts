/** What a message's markdown says, as plain values: nothing here can become anything but the elements of `Markdown.tsx`. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'strong' | 'em' | 'del'; children: Inline[] }
  | { kind: 'link'; href: string; children: Inline[] }
  | { kind: 'break' }

export interface Item {
  /** Null for an item without a box. */
  checked: boolean | null
  blocks: Block[]
}

export type Align = 'center' | 'left' | 'right' | null

export type Block =
  | { kind: 'paragraph' | 'heading'; children: Inline[] }
  | { kind: 'code'; text: string; language: string }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'list'; ordered: boolean; start: number; items: Item[] }
  | { kind: 'table'; align: Align[]; head: Inline[][]; rows: Inline[][][] }
  | { kind: 'rule' }

/** The one block of a text without markup. */
export const plain = (text: string): Block[] => [{ kind: 'paragraph', children: [{ kind: 'text', text }] }]

const MARKUP = /[*_`~[\]#>|<\\]|https?:|www\.|\S@\S|^ {4}|^\s*(?:[-+]|\d+[.)])\s|^\s*[-=]{2,}\s*$/m

/** Whether the text means itself in markdown: then nothing has to be loaded to show it. */
export const isPlain = (text: string): boolean => !MARKUP.test(text)
