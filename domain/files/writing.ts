import * as z from 'zod/mini'

/**
 * What a word processor's document says, in the few forms that we draw ourselves: no markup of the document ever
 * reaches a page, and a picture in it has been drawn anew.
 */

export const writingRun = z.object({
  text: z.string(),
  bold: z.optional(z.literal(true)),
  italic: z.optional(z.literal(true)),
  underline: z.optional(z.literal(true)),
  strike: z.optional(z.literal(true)),
  /** Superscript and subscript. */
  place: z.optional(z.enum(['above', 'below'])),
  /** `https:`, `http:` or `mailto:`, nothing else. */
  href: z.optional(z.string()),
})
export type WritingRun = z.output<typeof writingRun>

const line = z.array(writingRun)

export const writingBlock = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('paragraph'), runs: line }),
  z.object({ kind: z.literal('heading'), level: z.int(), runs: line }),
  /** A list's entry; `no` counts it where the list is numbered. */
  z.object({ kind: z.literal('item'), level: z.int(), no: z.nullable(z.int()), runs: line }),
  z.object({ kind: z.literal('picture'), source: z.string(), words: z.string() }),
  z.object({
    kind: z.literal('table'),
    rows: z.array(z.array(z.object({ lines: z.array(line), columns: z.int(), rows: z.int() }))),
  }),
])
export type WritingBlock = z.output<typeof writingBlock>

export const writing = z.object({
  blocks: z.array(writingBlock),
  /** False when the document goes on behind what is here. */
  isWhole: z.boolean(),
})
export type Writing = z.output<typeof writing>

const SAFE_LINK = /^(https?:\/\/|mailto:)[^\s]+$/i

/** A link of a document that may be followed; undefined for every other kind, of which a script is one. */
export const safeLink = (href: unknown): string | undefined =>
  typeof href === 'string' && href.length <= 2000 && SAFE_LINK.test(href) && URL.canParse(href)
    ? href
    : undefined
