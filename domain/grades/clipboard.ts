/**
 * What a spreadsheet puts on the clipboard as plain text: lines of cells parted by tabs. A cell that holds a tab, a line
 * break or a quotation mark stands in quotation marks, with its own doubled.
 */

const BREAK = /\r\n|\r|\n/y
const QUOTED = /"((?:[^"]|"")*)"(?=[\t\r\n]|$)/y
const BARE = /[^\t\r\n]*/y

const match = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/**
 * Lines of cells as they stood. The break after the last line ends it and begins no other. A quotation mark that is not
 * closed where a cell ends is a sign like any other, so that it swallows nothing.
 */
export const readClipboard = (text: string): string[][] => {
  const lines: string[][] = [[]]
  for (let at = 0; at <= text.length; ) {
    const quoted = match(QUOTED, text, at)
    const cell = quoted ?? match(BARE, text, at)
    lines.at(-1)?.push(quoted ? (quoted[1] ?? '').replaceAll('""', '"') : (cell?.[0] ?? ''))
    at += cell?.[0].length ?? 0
    if (text[at] === '\t') {
      at += 1
      continue
    }
    at += match(BREAK, text, at)?.[0].length ?? 1
    if (at >= text.length) break
    lines.push([])
  }
  return lines
}
