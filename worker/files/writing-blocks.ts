import { PREVIEW_TEXT } from '#domain/files/preview.ts'
import { safeLink, type WritingBlock, type WritingRun } from '#domain/files/writing.ts'

/** Reads the tree that mammoth makes of a document into the few forms that we draw. */

/** Tables and links inside of each other, deeper than anybody writes. */
const DEPTH = 60

/** An element of mammoth's tree: what its reader promises of each kind, all of it doubted. */
export interface Element {
  type?: string
  children?: Element[]
  value?: string
  styleName?: string | null
  numbering?: { isOrdered: boolean; level: string } | null
  isBold?: boolean
  isItalic?: boolean
  isUnderline?: boolean
  isStrikethrough?: boolean
  verticalAlignment?: string
  href?: string
  checked?: boolean
  noteId?: string
  noteType?: string
  colSpan?: number
  rowSpan?: number
  altText?: string | null
  body?: Element[]
  notes?: { resolve(reference: Element): Element | undefined }
  read?(): Promise<Uint8Array>
}

type Marks = Omit<WritingRun, 'text'>

const runMarks = (run: Element): Marks => ({
  ...(run.isBold ? { bold: true } : {}),
  ...(run.isItalic ? { italic: true } : {}),
  ...(run.isUnderline ? { underline: true } : {}),
  ...(run.isStrikethrough ? { strike: true } : {}),
  ...(run.verticalAlignment === 'superscript' ? { place: 'above' } : {}),
  ...(run.verticalAlignment === 'subscript' ? { place: 'below' } : {}),
})

/** How what is inside of the element is marked, inside of what is marked already. */
const marksOf = (element: Element, around: Marks): Marks => {
  if (element.type === 'run') return { ...around, ...runMarks(element) }
  const href = element.type === 'hyperlink' ? safeLink(element.href) : undefined
  return href ? { ...around, href } : around
}

/** What an element without others inside says; null for the rest. */
const wordsOf = (element: Element): string | null => {
  switch (element.type) {
    case 'text':
      return element.value ?? ''
    case 'tab':
      return '\t'
    case 'break':
      return '\n'
    case 'checkbox':
      return element.checked ? '☑' : '☐'
    default:
      return null
  }
}

const headingLevel = (element: Element): number | null => {
  const name = element.styleName?.toLowerCase() ?? ''
  if (name === 'title') return 1
  const match = /^(?:heading|标题) ?([1-6])$/.exec(name)
  return match ? Number(match[1]) : null
}

/** Reads the tree into blocks, as far as the limits reach. */
export const createReader = () => {
  const blocks: WritingBlock[] = []
  const images: Element[] = []
  const notes: Element[] = []
  /** How far each list has counted; lists are told apart by what mammoth read of them. */
  const counts = new Map<object, number>()
  let left = PREVIEW_TEXT
  let isWhole = true

  const say = (text: string, marks: Marks, into: WritingRun[]): void => {
    if (text.length > left) isWhole = false
    const shown = text.slice(0, left)
    left -= shown.length
    if (shown) into.push({ text: shown, ...marks })
  }

  const inline = (element: Element, marks: Marks, into: WritingRun[], depth: number): void => {
    const words = wordsOf(element)
    if (words !== null) say(words, marks, into)
    if (element.type === 'image') images.push(element)
    if (element.type === 'noteReference') {
      notes.push(element)
      say(`[${notes.length}]`, { ...marks, place: 'above' }, into)
    }
    const now = marksOf(element, marks)
    if (depth < DEPTH) for (const child of element.children ?? []) inline(child, now, into, depth + 1)
  }

  const runsOf = (element: Element): WritingRun[] => {
    const runs: WritingRun[] = []
    inline(element, {}, runs, 0)
    return runs
  }

  /** Word goes on counting a list where it was left; what is below a new entry begins anew. */
  const count = (numbering: NonNullable<Element['numbering']>): number => {
    for (const list of counts.keys())
      if (Number((list as typeof numbering).level) > Number(numbering.level)) counts.delete(list)
    const no = (counts.get(numbering) ?? 0) + 1
    counts.set(numbering, no)
    return no
  }

  const paragraph = (element: Element): void => {
    const { numbering } = element
    const level = headingLevel(element)
    const runs = runsOf(element)
    if (level !== null) blocks.push({ kind: 'heading', level, runs })
    else if (numbering)
      blocks.push({
        kind: 'item',
        level: Math.min(8, Number(numbering.level) || 0),
        no: numbering.isOrdered ? count(numbering) : null,
        runs,
      })
    else if (runs.length > 0) blocks.push({ kind: 'paragraph', runs })
  }

  const linesOf = (element: Element, depth: number): WritingRun[][] =>
    depth > DEPTH
      ? []
      : (element.children ?? []).flatMap((child) =>
          child.type === 'paragraph' ? [runsOf(child)] : linesOf(child, depth + 1),
        )

  const table = (element: Element): void => {
    const rows = (element.children ?? []).map((row) =>
      (row.children ?? []).map((cell) => ({
        lines: linesOf(cell, 0),
        columns: cell.colSpan ?? 1,
        rows: cell.rowSpan ?? 1,
      })),
    )
    blocks.push({ kind: 'table', rows })
  }

  return {
    blocks,
    images,
    notes,
    isWhole: () => isWhole,
    isFull: () => left <= 0,
    take: (element: Element): void => {
      if (element.type === 'table') table(element)
      else paragraph(element)
    },
    cut: () => {
      isWhole = false
    },
    note: (no: number, note: Element): void => {
      const runs = (note.body ?? []).flatMap(runsOf)
      blocks.push({ kind: 'paragraph', runs: [{ text: `[${no}] ` }, ...runs] })
    },
  }
}

export type Reader = ReturnType<typeof createReader>
