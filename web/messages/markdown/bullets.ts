import { readInline } from './inline.ts'
import type { Block, Item } from './tree.ts'

/** A line of a list as word processors and chats paste it: `•` and its kin, then a gap. Its bullet stays what it is. */
const BULLET = /^[ \t\u00a0\u3000]*([•·●○◦▪▫■□◆◇‣∙➢✓])[ \t\u00a0\u2000-\u200a\u3000]+(\S.*)$/u
const FENCE = /^ {0,3}(`{3,}|~{3,})/

/** Says of each line in turn whether it stands in a block of code. */
const createFence = () => {
  let open: string | null = null
  return (line: string): boolean => {
    const mark = FENCE.exec(line)?.[1]
    if (open === null) open = mark ?? null
    else if (mark?.startsWith(open) && line.trim() === mark) open = null
    return open !== null
  }
}

const itemOf = ([, marker, text = '']: RegExpExecArray): Item => ({
  checked: null,
  marker: marker ?? null,
  blocks: [{ kind: 'paragraph', children: readInline(text) }],
})

/** Cuts a text into what is markdown and the lists that are pasted: every line once, code apart. */
export const segmentsOf = (text: string): (string | Block)[] => {
  const segments: (string | Block)[] = []
  let lines: string[] = []
  let items: Item[] | null = null
  const inCode = createFence()
  const flush = () => {
    if (lines.length > 0) segments.push(lines.join('\n'))
    lines = []
  }
  for (const line of text.split('\n')) {
    const bullet = inCode(line) ? null : BULLET.exec(line)
    if (!bullet) {
      lines.push(line)
      items = null
    } else if (items) items.push(itemOf(bullet))
    else {
      flush()
      items = [itemOf(bullet)]
      segments.push({ kind: 'list', ordered: false, items })
    }
  }
  flush()
  return segments
}
