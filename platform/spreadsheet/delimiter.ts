/** Which sign parts the cells of a text, and where its first record begins. */

const DELIMITERS = [',', ';', '\t', '|'] as const

export interface Delimited {
  delimiter: string
  /** Where the records begin: behind `sep=;`, the line that tells Excel the delimiter and is none of its rows. */
  start: number
}

const SAID = /^[ \t]*"?sep=(\\t|[^\r\n"])"?[;,\t ]*(?:\r\n|\r|\n|$)/i

/** Enough of a text to see its shape. */
const SAMPLE_CHARACTERS = 64 * 1024
const SAMPLE_LINES = 200

/** Lines with text, without what stands in quotes. A quoted cell may hold line breaks; one never closed ends with its line. */
const sampleLines = (text: string): string[] =>
  text
    .slice(0, SAMPLE_CHARACTERS)
    .replace(/"(?:[^"]|"")*"(?=[ \t]*(?:[,;|\t\r\n]|$))/g, '"')
    .split(/[\r\n]+/)
    .filter((line) => line.trim() !== '')
    .slice(0, SAMPLE_LINES)

/**
 * How far a sign makes a table of the lines: those that have the number of cells most of them have, and how many cells. A
 * line alone is no table, however many signs stand in it, and a table reaches to the last line: what stands above it with
 * commas of its own is a title or a note.
 */
const tableValue = (lines: readonly string[], delimiter: string): number => {
  const counts = new Map<number, number>()
  for (const line of lines) {
    const cells = line.split(delimiter).length
    if (cells > 1) counts.set(cells, (counts.get(cells) ?? 0) + 1)
  }
  const last = lines.at(-1)?.split(delimiter).length
  let best = 0
  for (const [cells, times] of counts) {
    const value = (times - 1) * (cells - 1) * (cells === last ? 2 : 1) + (cells - 1 + times) / 1000
    best = Math.max(best, value)
  }
  return best
}

/** Finds the delimiter: as the text says it itself, else the one that makes the best table of all of its lines. */
export const findDelimiter = (text: string): Delimited => {
  const said = SAID.exec(text.slice(0, 100))
  if (said) return { delimiter: said[1] === '\\t' ? '\t' : (said[1] ?? ','), start: said[0].length }
  const lines = sampleLines(text)
  const values = DELIMITERS.map((delimiter) => ({ delimiter, value: tableValue(lines, delimiter) }))
  const best = values.reduce((one, next) => (next.value > one.value ? next : one))
  return { delimiter: best.delimiter, start: 0 }
}
